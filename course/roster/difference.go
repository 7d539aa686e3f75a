package roster

import (
	"strings"

	"xiangxue/course/office"
)

// What says what an import does to something.
type What string

// What an import does.
const (
	Added   What = "added"
	Changed What = "changed"
	Moved   What = "moved"
	Ended   What = "ended"
)

// Name returns what happens in Chinese.
func (w What) Name() string {
	switch w {
	case Added:
		return "新增"
	case Changed:
		return "修改"
	case Moved:
		return "调动"
	case Ended:
		return "结束"
	}
	return ""
}

// Thing says what kind of thing an import adds, changes or ends.
type Thing string

// The kinds of things in a roster.
const (
	ThingUnit        Thing = "unit"
	ThingPerson      Thing = "person"
	ThingMembership  Thing = "membership"
	ThingCategory    Thing = "category"
	ThingRole        Thing = "role"
	ThingGroup       Thing = "group"
	ThingGroupMember Thing = "group_member"
)

// Name returns the kind of thing in Chinese.
func (t Thing) Name() string {
	switch t {
	case ThingUnit:
		return "单位"
	case ThingPerson:
		return "人员"
	case ThingMembership:
		return "任职"
	case ThingCategory:
		return "类别"
	case ThingRole:
		return "角色"
	case ThingGroup:
		return "学习小组"
	case ThingGroupMember:
		return "组员"
	}
	return ""
}

// Change is one thing that an import does, in words for the person who imports; it names people. Of telephone numbers
// only the ends are shown.
type Change struct {
	What    What
	Thing   Thing
	Subject string // the unit, person or group with its code, as 何秀兰（YX0327）
	Before  string // may be empty
	After   string // may be empty
}

// String returns the change as a line, as 调动任职：何秀兰（YX0327） 党政办 → 农业办.
func (c Change) String() string {
	var b strings.Builder
	b.WriteString(c.What.Name() + c.Thing.Name() + "：" + c.Subject)
	switch {
	case c.Before != "" && c.After != "":
		b.WriteString(" " + c.Before + " → " + c.After)
	case c.Before != "" || c.After != "":
		b.WriteString(" " + c.Before + c.After)
	}
	return b.String()
}

// Difference is what an import changes or would change.
type Difference struct {
	Changes []Change
	Missing []Member         // people on the roster of whom the file says nothing; they stay as they are
	Refused office.RowErrors // rows that were not taken
}

// Count returns how many things of a kind are added, changed, moved or ended.
func (d Difference) Count(what What, thing Thing) int {
	n := 0
	for _, c := range d.Changes {
		if c.What == what && c.Thing == thing {
			n++
		}
	}
	return n
}

// total returns how many things of any kind are added, changed, moved or ended.
func (d Difference) total(what What) int {
	n := 0
	for _, c := range d.Changes {
		if c.What == what {
			n++
		}
	}
	return n
}
