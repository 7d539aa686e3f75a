// Package roster keeps the roster (花名册): the units as a tree, the people, and who belonged to which unit, category
// and study group, and held which appointment, on which day. Everything a person belongs to is a dated row, so that a
// report about March uses March's units.
//
// Scope is how the rest of the program says "these people": it becomes SQL, never a list in memory.
package roster

import (
	"log/slog"

	"xiangxue/course/calendar"
)

// UnitID identifies a unit.
type UnitID int64

// CadreID identifies a person.
type CadreID int64

// GroupID identifies a study group.
type GroupID int64

// Category is the code of a category of persons (人员类别) for which study requirements are set, as "party_member".
type Category string

// UnitKind says what a unit is.
type UnitKind string

// The kinds of unit.
const (
	County   UnitKind = "county"
	Township UnitKind = "township"
	Office   UnitKind = "office" // an office or station within a unit
	Village  UnitKind = "village"
)

// Unit is a node of the tree of units. Path holds the ids from the root down, as "/1/4/": the units below a unit are
// those whose path begins with its own.
type Unit struct {
	ID       UnitID
	ParentID UnitID // 0 for a root
	Code     string
	Name     string
	Kind     UnitKind
	Position int // the official order among the children of one parent
	Path     string
}

// Cadre is a person on the roster (干部).
type Cadre struct {
	ID      CadreID
	StaffNo string
	Name    string
	SortKey string // as SortKey gives it
	Phone   Phone  // may be empty
	Post    string // what the person is in the unit, as 农业办主任
}

// LogValue keeps names and telephone numbers out of the logs.
func (c Cadre) LogValue() slog.Value { return slog.Int64Value(int64(c.ID)) }

// Phone is a mobile number. Wherever it is printed by accident, in a log, an error or a page, its middle is hidden;
// string(p) gives it in full.
type Phone string

// String returns the number with its middle hidden, as 138****5678.
func (p Phone) String() string {
	if len(p) < 8 {
		return ""
	}
	return string(p[:3]) + "****" + string(p[len(p)-4:])
}

// MarshalText returns what String returns, for structured logs.
func (p Phone) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// GoString returns what String returns, for %#v.
func (p Phone) GoString() string { return p.String() }

// GroupKind says what a study group is.
type GroupKind string

// The kinds of study group: an ordinary one (学习小组) and the theory-study central group of a Party committee (中心组).
const (
	Study        GroupKind = "study"
	CentralGroup GroupKind = "central"
)

// StudyGroup is a group of persons who study together.
type StudyGroup struct {
	ID     GroupID
	UnitID UnitID
	Code   string
	Name   string
	Kind   GroupKind
}

// Member is a person in the unit to which the person belonged on the day asked for.
type Member struct {
	Cadre Cadre
	Unit  Unit
}

// CategoryInfo is a category with its Chinese name.
type CategoryInfo struct {
	Code Category
	Name string
}

// CategorySpan says when a person belonged to a category.
type CategorySpan struct {
	Category Category
	calendar.Span
}

// MembershipSpan says when a person belonged to a unit.
type MembershipSpan struct {
	Unit UnitID
	calendar.Span
}
