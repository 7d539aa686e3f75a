package roster

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// compareMembership finds where a person on the roster goes, and with it categories, roles and leaving.
func (c *comparison) compareMembership(old Cadre, p *personRecord) {
	since := c.on
	last, found := c.lastMembership(old.ID)
	to := calendar.Forever
	same := found && c.unitsByID[last.UnitID].Code == p.unit
	switch {
	case same && last.ToOn == p.until:
		return // left as the file says, and known
	case same && last.ToOn >= p.since(c.on):
		to = last.ToOn
		if p.from != 0 && p.from != last.FromOn && !c.redate(old, p, last) {
			return
		}
	default:
		since = p.since(c.on)
		change := Change{What: Moved, Thing: ThingMembership, Subject: named(old.Name, old.StaffNo), After: c.unitNames[p.unit]}
		if found && last.ToOn >= since {
			change.Before = c.unitNames[c.unitsByID[last.UnitID].Code]
		} else {
			change.What = Added
		}
		c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
			return Join(ctx, tx, old.ID, c.units[p.unit].ID, since)
		})
	}
	c.compareCategories(old.ID, p, since)
	c.compareRoles(old.ID, p, since)
	c.compareLeaving(old.ID, p, to)
}

// redate corrects the day on which the present membership began; categories and roles that began with it follow. The
// membership before it ends the day before.
func (c *comparison) redate(old Cadre, p *personRecord, last membershipRow) bool {
	list := c.memberships[old.ID]
	if len(list) > 1 && list[len(list)-2].FromOn >= p.from {
		c.refuse(p.place, "起始日期", fmt.Sprintf("早于上一段任职的起始日期 %s，请改正", list[len(list)-2].FromOn))
		return false
	}
	change := Change{
		What: Changed, Thing: ThingMembership, Subject: named(old.Name, old.StaffNo),
		Before: "起始日期 " + last.FromOn.String(), After: p.from.String(),
	}
	c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
		if len(list) > 1 {
			if err := endRow(ctx, tx, "memberships", list[len(list)-2].ID, p.from.AddDays(-1)); err != nil {
				return err
			}
		}
		for _, table := range [...]string{"memberships", "cadre_categories", "appointments"} {
			statement := "UPDATE " + table + " SET from_on = ? WHERE cadre_id = ? AND from_on = ? AND to_on >= ?"
			if _, err := storage.Exec(ctx, tx, statement, p.from, old.ID, last.FromOn, p.from); err != nil {
				return fmt.Errorf("correct when cadre %d joined: %w", old.ID, err)
			}
		}
		return nil
	})
	return true
}

// compareCategories makes the categories of the person those of the row, from a day on.
func (c *comparison) compareCategories(id CadreID, p *personRecord, since calendar.Date) {
	if p.categories == nil {
		return
	}
	subject := named(p.name, p.staffNo)
	var wanted []Category
	for _, name := range p.categories {
		wanted = union(wanted, []Category{c.categoryCode[name]})
	}
	for _, row := range c.categories[id] {
		if i := slices.Index(wanted, row.Category); i >= 0 {
			wanted = slices.Delete(wanted, i, i+1)
			continue
		}
		change := Change{What: Ended, Thing: ThingCategory, Subject: subject, Before: c.categoryName[row.Category]}
		c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
			return endRow(ctx, tx, "cadre_categories", row.ID, since.AddDays(-1))
		})
	}
	for _, category := range wanted {
		change := Change{What: Added, Thing: ThingCategory, Subject: subject, After: c.categoryName[category]}
		c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
			return Classify(ctx, tx, c.cadres[p.staffNo].ID, category, since)
		})
	}
}

// compareRoles makes the roles of the person over units those of the row, from a day on.
func (c *comparison) compareRoles(id CadreID, p *personRecord, since calendar.Date) {
	if !p.saysRoles {
		return
	}
	subject := named(p.name, p.staffNo)
	wanted := slices.Clone(p.roles)
	for _, held := range c.appointments[id] {
		unit := c.unitsByID[held.UnitID]
		if i := slices.Index(wanted, roleRecord{held.Role, unit.Code}); i >= 0 {
			wanted = slices.Delete(wanted, i, i+1)
			continue
		}
		if held.UnitID == 0 || !c.mayTouch(unit.Code) {
			continue
		}
		change := Change{What: Ended, Thing: ThingRole, Subject: subject, Before: held.Role.Name() + "@" + unit.Name}
		c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
			return EndAppointment(ctx, tx, held.ID, since.AddDays(-1))
		})
	}
	for _, r := range wanted {
		change := Change{What: Added, Thing: ThingRole, Subject: subject, After: r.role.Name() + "@" + c.unitNames[r.unit]}
		c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
			return Appoint(ctx, tx, Appointment{Cadre: c.cadres[p.staffNo].ID, Role: r.role, Unit: c.units[r.unit].ID, From: since})
		})
	}
}

// compareLeaving ends everything of the person when the row says so; to is when the membership ends now.
func (c *comparison) compareLeaving(id CadreID, p *personRecord, to calendar.Date) {
	if p.until == 0 || p.until == to {
		return
	}
	change := Change{What: Ended, Thing: ThingMembership, Subject: named(p.name, p.staffNo), After: p.until.String()}
	c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
		return Leave(ctx, tx, c.cadres[p.staffNo].ID, p.until)
	})
}
