package roster

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

func (c *comparison) comparePeople() {
	for i := range c.roster.people {
		p := &c.roster.people[i]
		if !c.accept(p) {
			continue
		}
		c.people[p.staffNo] = p
		old, exists := c.cadres[p.staffNo]
		if !exists {
			c.newPerson(p)
			continue
		}
		c.changePerson(old, p)
		c.compareMembership(old, p)
	}
}

// accept checks what a row refers to.
func (c *comparison) accept(p *personRecord) bool {
	before := len(c.refused)
	c.acceptUnit(p)
	if p.phone != nil && *p.phone != "" {
		if owner, taken := c.phones[*p.phone]; taken && owner != p.staffNo && !c.givesUpPhone(owner) {
			c.refuse(p.place, "手机号", "已经登记在工号 "+owner+" 名下，请核对")
		}
	}
	for _, name := range p.categories {
		if _, known := c.categoryCode[name]; !known {
			c.refuse(p.place, "类别", "没有“"+name+"”这个类别，可以填："+c.allCategories())
		}
	}
	c.acceptRoles(p)
	return len(c.refused) == before
}

func (c *comparison) acceptUnit(p *personRecord) {
	if _, known := c.unitNames[p.unit]; !known {
		c.refuse(p.place, "单位代码", "没有代码为 "+p.unit+" 的单位，请先在“单位”表里登记")
		return
	}
	allowed := c.mayTouch(p.unit)
	if old, exists := c.cadres[p.staffNo]; exists {
		m, found := c.lastMembership(old.ID)
		allowed = allowed && (!found || m.ToOn < c.on || c.mayTouch(c.unitsByID[m.UnitID].Code))
		if found && p.since(c.on) < m.FromOn && c.unitsByID[m.UnitID].Code != p.unit {
			c.refuse(p.place, "起始日期", fmt.Sprintf("早于现在这段任职的起始日期 %s，请改正", m.FromOn))
		}
	}
	if !allowed {
		c.refuse(p.place, "单位代码", "这个人不在您管理的范围内")
	}
}

func (c *comparison) acceptRoles(p *personRecord) {
	roles := c.rolesOf(p)
	if c.leaderships[p.staffNo] || c.leadsElsewhere(p) {
		roles = append(roles, roleRecord{GroupLeader, p.unit})
	}
	for i, r := range roles {
		if _, known := c.unitNames[r.unit]; !known && r.unit != p.unit {
			c.refuse(p.place, "角色", "“"+r.role.Name()+"”后面的单位代码 "+r.unit+" 没有登记")
		} else if p.saysRoles && r.unit != p.unit && !c.mayTouch(r.unit) {
			c.refuse(p.place, "角色", "“"+r.role.Name()+"”的单位不在您管理的范围内")
		}
		for _, o := range roles[:i] {
			if !r.role.CompatibleWith(o.role) {
				c.refuse(p.place, "角色", "“"+o.role.Name()+"”与“"+r.role.Name()+"”不能由同一个人担任，请分给不同的人")
			}
		}
	}
}

// rolesOf returns the roles over units that the person will hold: those of the row or, when the file says nothing about
// them, those held now.
func (c *comparison) rolesOf(p *personRecord) []roleRecord {
	if p.saysRoles {
		return slices.Clone(p.roles)
	}
	var roles []roleRecord
	for _, h := range c.appointments[c.cadres[p.staffNo].ID] {
		if h.UnitID != 0 {
			roles = append(roles, roleRecord{h.Role, c.unitsByID[h.UnitID].Code})
		}
	}
	return roles
}

// leadsElsewhere reports whether the person leads a group of which the file says nothing.
func (c *comparison) leadsElsewhere(p *personRecord) bool {
	for _, h := range c.appointments[c.cadres[p.staffNo].ID] {
		inFile := func(g groupRecord) bool { return g.code == c.groupsByID[h.GroupID].Code }
		if h.Role == GroupLeader && !slices.ContainsFunc(c.roster.groups, inFile) {
			return true
		}
	}
	return false
}

// givesUpPhone reports whether the file gives another number, or none, to the person who has one now.
func (c *comparison) givesUpPhone(staffNo string) bool {
	for _, p := range c.roster.people {
		if p.staffNo == staffNo {
			return p.phone != nil && *p.phone != c.cadres[staffNo].Phone
		}
	}
	return false
}

func (c *comparison) allCategories() string {
	names := make([]string, 0, len(c.categoryName))
	for _, name := range c.categoryName {
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, "、")
}

// since returns the day from which what the row says holds.
func (p *personRecord) since(on calendar.Date) calendar.Date {
	if p.from != 0 {
		return p.from
	}
	if p.until != 0 && p.until < on {
		return p.until
	}
	return on
}

func (c *comparison) newPerson(p *personRecord) {
	cadre := Cadre{StaffNo: p.staffNo, Name: p.name}
	if p.post != nil {
		cadre.Post = *p.post
	}
	if p.phone != nil {
		cadre.Phone = *p.phone
	}
	change := Change{What: Added, Thing: ThingPerson, Subject: named(p.name, p.staffNo), After: c.unitNames[p.unit]}
	since := p.since(c.on)
	c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
		added, err := AddCadre(ctx, tx, cadre)
		if err != nil {
			return err
		}
		c.learnCadre(added)
		return Join(ctx, tx, added.ID, c.units[p.unit].ID, since)
	})
	c.compareCategories(0, p, since)
	c.compareRoles(0, p, since)
	c.compareLeaving(0, p, calendar.Forever)
}

// changePerson finds what changes about the person as such: name, post, telephone number.
func (c *comparison) changePerson(old Cadre, p *personRecord) {
	now := old
	now.Name = p.name
	if p.post != nil {
		now.Post = *p.post
	}
	if p.phone != nil {
		now.Phone = *p.phone
	}
	if now == old {
		return
	}
	change := Change{What: Changed, Thing: ThingPerson, Subject: named(old.Name, old.StaffNo)}
	change.Before, change.After = changedFields(old, now)
	if now.Phone != old.Phone && old.Phone != "" {
		c.prepared = append(c.prepared, step{do: func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, "UPDATE cadres SET phone = '' WHERE id = ?", old.ID)
			return wrap(err, "free the telephone number of cadre %d", old.ID)
		}})
	}
	row := rowOf(now)
	c.step(change, func(ctx context.Context, tx storage.WriteTx) error {
		const statement = "UPDATE cadres SET name = ?, sort_key = ?, phone = ?, post = ? WHERE id = ?"
		_, err := storage.Exec(ctx, tx, statement, row.Name, row.SortKey, row.Phone, row.Post, row.ID)
		return wrap(err, "change cadre %d", row.ID)
	})
}

func changedFields(old, now Cadre) (before, after string) {
	var was, is []string
	for _, f := range [...]struct{ title, old, now string }{
		{"姓名", old.Name, now.Name}, {"职务", old.Post, now.Post}, {"手机号", string(old.Phone), string(now.Phone)},
	} {
		if f.old == f.now {
			continue
		}
		if f.title == "手机号" {
			f.old, f.now = Phone(f.old).String(), Phone(f.now).String()
		}
		was, is = append(was, f.title+" "+orNone(f.old)), append(is, f.title+" "+orNone(f.now))
	}
	return strings.Join(was, "，"), strings.Join(is, "，")
}

func orNone(s string) string {
	if s == "" {
		return "（无）"
	}
	return s
}
