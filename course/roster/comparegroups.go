package roster

import (
	"context"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

func (c *comparison) compareGroups() {
	for _, g := range c.roster.groups {
		if !c.acceptGroup(g) {
			continue
		}
		since := c.on
		old, exists := c.groups[g.code]
		if !exists {
			if g.from != 0 {
				since = g.from
			}
			change := Change{What: Added, Thing: ThingGroup, Subject: named(g.name, g.code), After: c.unitNames[g.unit]}
			c.step(change, func(ctx context.Context, tx storage.WriteTx) error { return c.addGroup(ctx, tx, g) })
		} else {
			c.changeGroup(old, g)
		}
		c.compareMembers(old.ID, g, since)
		c.compareLeader(old.ID, g, since)
	}
}

func (c *comparison) acceptGroup(g groupRecord) bool {
	before := len(c.refused)
	_, known := c.unitNames[g.unit]
	old, exists := c.groups[g.code]
	switch {
	case !known:
		c.refuse(g.place, "单位代码", "没有代码为 "+g.unit+" 的单位，请先在“单位”表里登记")
	case !c.mayTouch(g.unit) || exists && !c.mayTouch(c.unitsByID[old.UnitID].Code):
		c.refuse(g.place, "单位代码", "这个单位不在您管理的范围内")
	}
	for _, staffNo := range g.members {
		column := "成员工号"
		if staffNo == g.leader {
			column = "组长工号"
		}
		if !c.isOnRoster(staffNo) {
			c.refuse(g.place, column, "工号 "+staffNo+" 没有登记，或者所在的行有错误")
		}
	}
	return len(c.refused) == before
}

// isOnRoster reports whether there will be a person with the staff number whom the import may touch.
func (c *comparison) isOnRoster(staffNo string) bool {
	if _, taken := c.people[staffNo]; taken {
		return true
	}
	cadre, exists := c.cadres[staffNo]
	m, found := c.lastMembership(cadre.ID)
	return exists && (c.everything || found && c.mayTouch(c.unitsByID[m.UnitID].Code))
}

func (c *comparison) addGroup(ctx context.Context, tx storage.WriteTx, g groupRecord) error {
	added, err := AddGroup(ctx, tx, StudyGroup{UnitID: c.units[g.unit].ID, Code: g.code, Name: g.name, Kind: g.kind})
	if err == nil {
		c.learnGroup(added)
	}
	return err
}

func (c *comparison) changeGroup(old StudyGroup, g groupRecord) {
	change := Change{What: Changed, Thing: ThingGroup, Subject: named(old.Name, old.Code)}
	unit := c.unitsByID[old.UnitID].Code
	switch {
	case unit != g.unit:
		change.What, change.Before, change.After = Moved, c.unitNames[unit], c.unitNames[g.unit]
	case old.Name != g.name:
		change.Before, change.After = old.Name, g.name
	case old.Kind != g.kind:
		change.Before, change.After = string(old.Kind), string(g.kind)
	default:
		return
	}
	c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
		const statement = "UPDATE study_groups SET name = ?, kind = ?, unit_id = ? WHERE id = ?"
		_, err := storage.Exec(ctx, tx, statement, g.name, g.kind, c.units[g.unit].ID, old.ID)
		return wrap(err, "change study group %s", g.code)
	})
}

// compareMembers makes the members of the group those of the row, from a day on.
func (c *comparison) compareMembers(id GroupID, g groupRecord, since calendar.Date) {
	wanted := slices.Clone(g.members)
	for _, row := range c.groupMembers[id] {
		cadre := c.cadresByID[row.CadreID]
		if i := slices.Index(wanted, cadre.StaffNo); i >= 0 {
			wanted = slices.Delete(wanted, i, i+1)
			continue
		}
		change := Change{What: Ended, Thing: ThingGroupMember, Subject: named(cadre.Name, cadre.StaffNo), Before: g.name}
		c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
			return endRow(ctx, tx, "group_members", row.ID, since.AddDays(-1))
		})
	}
	for _, staffNo := range wanted {
		if c.hasLeft(staffNo, since) {
			continue
		}
		change := Change{What: Added, Thing: ThingGroupMember, Subject: c.subject(staffNo), After: g.name}
		c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
			return JoinGroup(ctx, tx, c.groups[g.code].ID, c.cadres[staffNo].ID, since)
		})
	}
}

// compareLeader makes the person of the row the only leader of the group, from a day on.
func (c *comparison) compareLeader(id GroupID, g groupRecord, since calendar.Date) {
	wanted := g.leader
	for _, held := range c.leaders[id] {
		cadre := c.cadresByID[held.CadreID]
		if cadre.StaffNo == wanted {
			wanted = ""
			continue
		}
		change := Change{What: Ended, Thing: ThingRole, Subject: named(cadre.Name, cadre.StaffNo), Before: GroupLeader.Name() + "@" + g.name}
		c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
			return EndAppointment(ctx, tx, held.ID, since.AddDays(-1))
		})
	}
	if wanted == "" || c.hasLeft(wanted, since) {
		return
	}
	change := Change{What: Added, Thing: ThingRole, Subject: c.subject(wanted), After: GroupLeader.Name() + "@" + g.name}
	c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
		return Appoint(ctx, tx, Appointment{Cadre: c.cadres[wanted].ID, Role: GroupLeader, Group: c.groups[g.code].ID, From: since})
	})
}

// hasLeft reports whether the file says that the person left before the day; what stands about groups is history then.
func (c *comparison) hasLeft(staffNo string, on calendar.Date) bool {
	p, taken := c.people[staffNo]
	return taken && p.until != 0 && p.until < on
}

// subject returns how the person with the staff number is called in a Change.
func (c *comparison) subject(staffNo string) string {
	if p, taken := c.people[staffNo]; taken {
		return named(p.name, staffNo)
	}
	return named(c.cadres[staffNo].Name, staffNo)
}
