package roster

import (
	"context"
	"fmt"
	"strconv"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// compareUnits finds the steps for the units, each after its parent.
func (c *comparison) compareUnits() {
	for _, u := range c.units {
		c.unitNames[u.Code] = u.Name
		c.parents[u.Code] = c.unitsByID[u.ParentID].Code
	}
	pending := c.roster.units
	inFile := map[string]bool{}
	for _, u := range pending {
		inFile[u.code] = true
	}
	done := map[string]bool{}
	for len(pending) > 0 {
		var waiting []unitRecord
		for _, u := range pending {
			if inFile[u.parent] && !done[u.parent] {
				waiting = append(waiting, u)
				continue
			}
			c.compareUnit(u)
			done[u.code] = true
		}
		if len(waiting) == len(pending) {
			c.refuseCircle(waiting)
			return
		}
		pending = waiting
	}
}

func (c *comparison) refuseCircle(units []unitRecord) {
	for _, u := range units {
		c.refuse(u.place, "上级代码", "上级关系绕成了圈，请改正")
	}
}

func (c *comparison) compareUnit(u unitRecord) {
	old, exists := c.units[u.code]
	_, parentKnown := c.unitNames[u.parent]
	switch {
	case u.parent != "" && !parentKnown:
		c.refuse(u.place, "上级代码", "没有代码为 "+u.parent+" 的单位，请先在“单位”表里登记")
		return
	case !c.everything && (exists && !c.mayTouch(u.code) || !exists && !c.mayTouch(u.parent)):
		c.refuse(u.place, "代码", "这个单位不在您管理的范围内")
		return
	case exists && c.isBelow(u.parent, u.code):
		c.refuse(u.place, "上级代码", "上级是它自己的下级，请改正")
		return
	}
	c.unitNames[u.code], c.parents[u.code] = u.name, u.parent
	if !exists {
		if c.within[u.parent] {
			c.within[u.code] = true
		}
		change := Change{What: Added, Thing: ThingUnit, Subject: named(u.name, u.code), After: c.unitNames[u.parent]}
		c.step(change, func(ctx context.Context, tx storage.WriteTx) error { return c.addUnit(ctx, tx, u) })
		return
	}
	c.changeUnit(old, u)
}

func (c *comparison) addUnit(ctx context.Context, tx storage.WriteTx, u unitRecord) error {
	parent := c.units[u.parent]
	added, err := AddUnit(ctx, tx, Unit{ParentID: parent.ID, Code: u.code, Name: u.name, Kind: u.kind, Position: u.position})
	if err == nil {
		c.learnUnit(added)
	}
	return err
}

// isBelow reports whether the unit with the code lies below another, or is it.
func (c *comparison) isBelow(code, above string) bool {
	for range len(c.parents) + 1 {
		if code == above {
			return true
		}
		if code == "" {
			return false
		}
		code = c.parents[code]
	}
	return true
}

func (c *comparison) changeUnit(old Unit, u unitRecord) {
	change := Change{What: Changed, Thing: ThingUnit, Subject: named(old.Name, old.Code)}
	oldParent := c.unitsByID[old.ParentID].Code
	switch {
	case oldParent != u.parent:
		if !c.everything && !c.mayTouch(u.parent) {
			c.refuse(u.place, "上级代码", "这个单位不在您管理的范围内")
			return
		}
		change.What, change.Before, change.After = Moved, c.unitNames[oldParent], c.unitNames[u.parent]
	case old.Name != u.name:
		change.Before, change.After = old.Name, u.name
	case old.Kind != u.kind:
		change.Before, change.After = string(old.Kind), string(u.kind)
	case old.Position != u.position:
		change.Before, change.After = "顺序 "+strconv.Itoa(old.Position), strconv.Itoa(u.position)
	default:
		return
	}
	c.step(change, func(ctx context.Context, tx storage.WriteTx) error { return c.updateUnit(ctx, tx, old.Code, u) })
}

// updateUnit gives a unit its new name, kind, position and parent; the paths of all units below follow the parent.
func (c *comparison) updateUnit(ctx context.Context, tx storage.WriteTx, code string, u unitRecord) error {
	old, parent := c.units[code], c.units[u.parent]
	const statement = "UPDATE units SET name = ?, kind = ?, position = ?, parent_id = ? WHERE id = ?"
	parentID := any(nil)
	if parent.ID != 0 {
		parentID = parent.ID
	}
	if _, err := storage.Exec(ctx, tx, statement, u.name, u.kind, u.position, parentID, old.ID); err != nil {
		return fmt.Errorf("change unit %s: %w", code, err)
	}
	return c.movePaths(ctx, tx, old, parent)
}

func (c *comparison) movePaths(ctx context.Context, tx storage.WriteTx, old, parent Unit) error {
	if old.ParentID == parent.ID {
		return nil
	}
	current, err := FindUnit(ctx, tx.ReadTx, old.ID) // a unit above may have moved in this import
	if err != nil {
		return err
	}
	above := "/"
	if parent.ID != 0 {
		fresh, err := FindUnit(ctx, tx.ReadTx, parent.ID)
		if err != nil {
			return err
		}
		above = fresh.Path
	}
	if len(above) >= len(current.Path) && above[:len(current.Path)] == current.Path {
		return fault.New(fault.Conflict, "单位 %s 的上级是它自己的下级", old.Code)
	}
	path := fmt.Sprintf("%s%d/", above, old.ID)
	const statement = "UPDATE units SET path = ? || substr(path, ?) WHERE path LIKE ?"
	if _, err := storage.Exec(ctx, tx, statement, path, len(current.Path)+1, current.Path+"%"); err != nil {
		return fmt.Errorf("move the units below %s: %w", old.Code, err)
	}
	return nil
}
