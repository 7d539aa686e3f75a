package plan

import (
	"slices"
	"time"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// MeetingID identifies a meeting.
type MeetingID int64

// MeetingState says whether a meeting has been held.
type MeetingState string

// The states of a meeting. A cancelled one stays in the books but in no list.
const (
	Planned   MeetingState = "planned"
	Held      MeetingState = "held" // its roll is confirmed
	Cancelled MeetingState = "cancelled"
)

// Meeting is a collective or group meeting (学习会) of a unit with its sub-units or of a study group: one of Unit and
// Group is 0.
type Meeting struct {
	ID       MeetingID
	Unit     roster.UnitID
	Group    roster.GroupID
	Topic    string     // key of a topic of the approved plan; may be empty
	Mode     hours.Mode // Collective or Group
	Title    string
	Subject  string
	StartsAt time.Time
	EndsAt   time.Time
	Place    string
	Host     string
	Hours    hours.Amount // what it counts for those present
	Agenda   string       // one item a line
	MakeUp   course.QuestionSource
	State    MeetingState
	Revision int
	By       roster.CadreID // who called it

	Path       string // of the unit or, for a group, of the group's unit; set by the package
	AudienceOf string // name of the unit or group; set by the package
	central    bool   // of a central group
}

// Bounds of a meeting.
const (
	longestAgenda = 5000
	longestPlace  = 100
	longestHost   = 50
	mostMeeting   = 24 * hours.Hour
)

// On returns the date of the meeting.
func (m Meeting) On() calendar.Date { return calendar.DateOf(m.StartsAt) }

// Audience returns who is expected: the members of the group, or of the unit with its sub-units. It is to be asked for
// as of the meeting's date.
func (m Meeting) Audience() roster.Scope {
	if m.Group != 0 {
		return roster.InGroup(m.Group)
	}
	return roster.InUnit(m.Path)
}

// Activity returns what attending the meeting is under the rules.
func (m Meeting) Activity() hours.Activity {
	switch {
	case m.central:
		return hours.ActivityCentralGroupMeeting
	case m.Mode == hours.Group:
		return hours.ActivityGroupMeeting
	default:
		return hours.ActivityCollectiveMeeting
	}
}

// check reports what is wrong with the meeting, under the names of the form's fields.
func (m Meeting) check(subjects []string) error {
	var f fault.Fields
	f.Check((m.Unit == 0) != (m.Group == 0), "audience", "请选一个单位或一个学习小组")
	f.Check(m.Mode == hours.Collective || m.Mode == hours.Group, "mode", "请选集中学或分组学")
	f.Check(text(m.Title, 1, longestTitle), "title", "标题要有 1 到 %d 个字", longestTitle)
	f.Check(slices.Contains(subjects, m.Subject), "subject", "请选一个主题")
	f.Check(!m.StartsAt.IsZero(), "starts_at", "请填开始时间")
	f.Check(m.EndsAt.After(m.StartsAt) && calendar.DateOf(m.EndsAt) == m.On(), "ends_at", "结束时间要在同一天、晚于开始时间")
	f.Check(text(m.Place, 1, longestPlace), "place", "请填地点")
	f.Check(text(m.Host, 0, longestHost), "host", "最多写 %d 个字", longestHost)
	f.Check(m.Hours > 0 && m.Hours <= mostMeeting, "hours", "学时要大于 0，不超过 %s", mostMeeting)
	f.Check(text(m.Agenda, 0, longestAgenda), "agenda", "最多写 %d 个字", longestAgenda)
	source := m.MakeUp
	known := source.Kind == course.SourceLesson || source.Kind == course.SourceDocument
	f.Check(source == course.QuestionSource{} || known && source.ID > 0, "make_up", "请选补学用的材料")
	return f.Err()
}
