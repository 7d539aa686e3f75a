package roster

import (
	"slices"
	"strings"

	"xiangxue/course/calendar"
)

// Scope is a set of persons and units, as SQL. The zero Scope is empty: a scope that was forgotten shows nobody.
type Scope struct {
	everyone bool
	within   []string // paths of units, each with all units below it
	above    []string // paths of units, each with all units above it but none of their persons
	groups   []GroupID
	persons  []CadreID
}

// Everyone returns the scope of all persons, units and groups.
func Everyone() Scope { return Scope{everyone: true} }

// Nobody returns the empty scope.
func Nobody() Scope { return Scope{} }

// InUnit returns the scope of the unit with the path and of all units below it: the units, their groups and the persons
// who belonged to them. It is empty for what is not the path of a unit.
func InUnit(path string) Scope {
	if !isPath(path) {
		return Nobody()
	}
	return Scope{within: []string{path}}
}

// Above returns the scope of the unit with the path and of the units above it, without their persons: whose plans apply
// to a member of the unit. It is empty for what is not the path of a unit.
func Above(path string) Scope {
	if !isPath(path) {
		return Nobody()
	}
	return Scope{above: []string{path}}
}

// InGroup returns the scope of a study group: the group and its members. No unit belongs to it.
func InGroup(id GroupID) Scope { return Scope{groups: []GroupID{id}} }

// Only returns the scope of one person. No unit and no group belongs to it.
func Only(id CadreID) Scope { return Scope{persons: []CadreID{id}} }

// Or returns the scope of everything that is in s or in o.
func (s Scope) Or(o Scope) Scope {
	return Scope{
		everyone: s.everyone || o.everyone,
		within:   union(s.within, o.within),
		above:    union(s.above, o.above),
		groups:   union(s.groups, o.groups),
		persons:  union(s.persons, o.persons),
	}
}

// IsNobody reports whether the scope is empty.
func (s Scope) IsNobody() bool {
	return !s.everyone && len(s.within)+len(s.above)+len(s.groups)+len(s.persons) == 0
}

// IsOfUnits reports whether the scope is made of units with all below them: a person is in it exactly when the own unit is.
func (s Scope) IsOfUnits() bool { return len(s.above)+len(s.groups)+len(s.persons) == 0 }

// Cadres returns a condition over a column that holds the id of a person: the person was in the scope on the day. The
// column is program text, never input.
func (s Scope) Cadres(column string, on calendar.Date) (sql string, args []any) {
	if s.everyone {
		return "1 = 1", nil
	}
	var c condition
	for _, path := range s.within {
		c.or(column+` IN (SELECT m.cadre_id FROM memberships m JOIN units u ON u.id = m.unit_id
 WHERE u.path LIKE ? AND m.from_on <= ? AND m.to_on >= ?)`, path+"%", on, on)
	}
	if len(s.groups) > 0 {
		c.or(column+` IN (SELECT g.cadre_id FROM group_members g
 WHERE g.group_id IN (`+marks(len(s.groups))+`) AND g.from_on <= ? AND g.to_on >= ?)`, append(anys(s.groups), on, on)...)
	}
	if len(s.persons) > 0 {
		c.or(column+" IN ("+marks(len(s.persons))+")", anys(s.persons)...)
	}
	return c.text()
}

// Units returns a condition over a column that holds the id of a unit: the unit is in the scope. The column is program
// text, never input.
func (s Scope) Units(column string) (sql string, args []any) {
	if s.everyone {
		return "1 = 1", nil
	}
	var c condition
	for _, path := range s.within {
		c.or(column+" IN (SELECT u.id FROM units u WHERE u.path LIKE ?)", path+"%")
	}
	for _, path := range s.above {
		paths := anys(ancestry(path))
		c.or(column+" IN (SELECT u.id FROM units u WHERE u.path IN ("+marks(len(paths))+"))", paths...)
	}
	return c.text()
}

// Groups returns a condition over a column that holds the id of a study group: the group is in the scope. The column is
// program text, never input.
func (s Scope) Groups(column string) (sql string, args []any) {
	if s.everyone {
		return "1 = 1", nil
	}
	var c condition
	for _, path := range s.within {
		c.or(column+` IN (SELECT sg.id FROM study_groups sg JOIN units u ON u.id = sg.unit_id WHERE u.path LIKE ?)`, path+"%")
	}
	if len(s.groups) > 0 {
		c.or(column+" IN ("+marks(len(s.groups))+")", anys(s.groups)...)
	}
	return c.text()
}

// condition is a disjunction under construction; without a part it is false.
type condition struct {
	parts []string
	args  []any
}

func (c *condition) or(part string, args ...any) {
	c.parts = append(c.parts, part)
	c.args = append(c.args, args...)
}

func (c *condition) text() (string, []any) {
	if len(c.parts) == 0 {
		return "1 = 0", nil
	}
	return "(" + strings.Join(c.parts, " OR ") + ")", c.args
}

// isPath reports whether s has the form of a path, so that none is ever a pattern that matches more than a subtree.
func isPath(s string) bool {
	if len(s) < 3 || s[0] != '/' || s[len(s)-1] != '/' {
		return false
	}
	return !strings.Contains(s, "//") && strings.Trim(s, "/0123456789") == ""
}

// ancestry returns the paths of the unit and of the units above it.
func ancestry(path string) []string {
	var paths []string
	for i := 1; i < len(path); i++ {
		if path[i] == '/' {
			paths = append(paths, path[:i+1])
		}
	}
	return paths
}

func union[T comparable](a, b []T) []T {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func anys[T any](list []T) []any {
	all := make([]any, len(list))
	for i, x := range list {
		all[i] = x
	}
	return all
}
