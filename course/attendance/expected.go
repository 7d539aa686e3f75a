package attendance

import (
	"context"
	"fmt"

	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Expected is a person who is to come to a meeting, with what the roll is filled in with before anybody looks at it.
type Expected struct {
	Cadre    roster.Cadre
	Presence Presence      // Present, or what was granted beforehand
	Reason   string        // of the leave that was granted
	Leave    *LeaveRequest // granted or still to be decided; nil when none was asked for
}

// Expect returns who is to come to a meeting, by the roster of its day: the members of the group by name, or those of the
// unit and the units below it in the order of the units. Everyone is present, but for those whose leave was granted.
func Expect(ctx context.Context, tx storage.ReadTx, m plan.Meeting) ([]Expected, error) {
	cadres, err := audience(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	rows, err := selectStandingLeave(ctx, tx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("read the leave for meeting %d: %w", m.ID, err)
	}
	leave := make(map[roster.CadreID]LeaveRequest, len(rows))
	for _, r := range rows {
		leave[r.Row.CadreID] = r.request()
	}
	expected := make([]Expected, len(cadres))
	for i, cadre := range cadres {
		expected[i] = Expected{Cadre: cadre, Presence: Present}
		if l, asked := leave[cadre.ID]; asked {
			expected[i].Leave = &l
			if l.Approved {
				expected[i].Presence, expected[i].Reason = l.Kind, l.Reason
			}
		}
	}
	return expected, nil
}

func audience(ctx context.Context, tx storage.ReadTx, m plan.Meeting) ([]roster.Cadre, error) {
	if m.Group != 0 {
		return roster.GroupMembers(ctx, tx, m.Group, m.On())
	}
	members, err := roster.Members(ctx, tx, m.Audience(), m.On())
	if err != nil {
		return nil, err
	}
	cadres := make([]roster.Cadre, len(members))
	for i, member := range members {
		cadres[i] = member.Cadre
	}
	return cadres, nil
}

// PresenceField returns the name of the form field that holds a person's presence.
func PresenceField(id roster.CadreID) string { return fmt.Sprintf("presence-%d", id) }

// ReasonField returns the name of the form field that holds why a person was not there.
func ReasonField(id roster.CadreID) string { return fmt.Sprintf("reason-%d", id) }

// checkMarks returns the marks in the order of those expected. It fails with fault.Invalid, under the names of the form's
// fields, unless there is one good mark for each of them and none for anybody else.
func checkMarks(expected []Expected, marks []Mark) ([]Mark, error) {
	var f fault.Fields
	given := make(map[roster.CadreID]Mark, len(marks))
	for _, m := range marks {
		_, twice := given[m.Cadre]
		f.Check(!twice, PresenceField(m.Cadre), "同一个人在名单上有两行")
		given[m.Cadre] = m.tidy()
	}
	list := make([]Mark, 0, len(expected))
	for _, e := range expected {
		if m, found := given[e.Cadre.ID]; found {
			m.check(&f)
			list = append(list, m)
			delete(given, e.Cadre.ID)
		} else {
			f.Add(PresenceField(e.Cadre.ID), "请选到、请假、公出或者未到")
		}
	}
	for _, m := range marks {
		if _, unknown := given[m.Cadre]; unknown {
			f.Add(PresenceField(m.Cadre), "这个人不在应到名单上")
			delete(given, m.Cadre)
		}
	}
	return list, f.Err()
}

// check notes what is wrong with a tidy mark.
func (m Mark) check(f *fault.Fields) {
	switch m.Presence {
	case Present:
	case OnLeave, OfficialDuty, Absent:
		f.Check(isReason(m.Reason), ReasonField(m.Cadre), "请写一句没到的原因，最多 %d 个字", longestReason)
	default:
		f.Add(PresenceField(m.Cadre), "请选到、请假、公出或者未到")
	}
}
