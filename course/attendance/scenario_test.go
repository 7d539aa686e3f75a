package attendance_test

import (
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/scenariotest"
	"xiangxue/course/storage"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != got {
		t.Errorf("%s differs (%v); a new form needs a new name:\n%s", file, err, got)
	}
}

// TestScenarios enacts the files of testdata/scenarios, which a study secretary can read. A line is
//
//	日期 开会 会名 集中学|分组学 学时 [没有材料]
//	日期 请假|公出 人 会名 原因
//	日期 准假|不准 批的人 人 会名
//	日期 点名 点的人 会名 [人 到|请假|公出|未到 原因]…
//	日期 补学 人 会名
//	日期 更正 提的人 批的人 人 会名 到|请假|公出|未到 [原因]
//	日期 应有 人 学时
//	日期 待补 人 几次
//	日期 名单 会名 到数 请假数 公出数 未到数
//
// Meetings begin at nine o'clock and are over at noon; leave is asked for at eight, everything else is done in the evening.
func TestScenarios(t *testing.T) {
	t.Parallel()
	scenariotest.Each(t, "testdata/scenarios/*.txt", func(t *testing.T, lines []scenariotest.Line) {
		s := scenario{world: newWorld(t), meetings: map[string]plan.Meeting{}}
		for _, line := range lines {
			s.line = line.Number
			s.enact(line.Words)
		}
		s.mustBeSound()
	})
}

type scenario struct {
	*world
	line     int
	meetings map[string]plan.Meeting
}

func (s *scenario) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("line %d: %v", s.line, err)
	}
}

func (s *scenario) enact(words []string) {
	s.t.Helper()
	day, verb, rest := words[0], words[1], words[2:]
	steps := map[string]func(words []string){
		"开会": s.open, "请假": s.askLeave, "公出": s.askDuty, "准假": s.approve, "不准": s.decline, "点名": s.call,
		"补学": s.makeUp, "更正": s.amend, "应有": s.expectHours, "待补": s.expectOpen, "名单": s.expectCount,
	}
	step, found := steps[verb]
	if !found {
		s.t.Fatalf("line %d: what is %s?", s.line, verb)
	}
	hour := " 20:00"
	if verb == "开会" || verb == "请假" || verb == "公出" {
		hour = " 08:00"
	}
	s.at(day + hour)
	step(rest)
}

func (s *scenario) presence(word string) attendance.Presence {
	s.t.Helper()
	for _, p := range attendance.Presences() {
		if p.Label() == word {
			return p
		}
	}
	s.t.Fatalf("line %d: what is %s?", s.line, word)
	return ""
}

func (s *scenario) amount(word string) hours.Amount {
	s.t.Helper()
	amount, err := hours.ParseAmount(word)
	s.must(err)
	return amount
}

func (s *scenario) open(words []string) {
	s.t.Helper()
	s.meetings[words[0]] = s.meeting(words[0], func(m *plan.Meeting) {
		m.Hours = s.amount(words[2])
		if words[1] == "分组学" {
			ofGroup(s.group)(m)
		}
		if len(words) > 3 {
			m.MakeUp.Kind, m.MakeUp.ID = "", 0
		}
	})
}

func (s *scenario) askLeave(words []string) { s.t.Helper(); s.askFor(attendance.OnLeave, words) }
func (s *scenario) askDuty(words []string)  { s.t.Helper(); s.askFor(attendance.OfficialDuty, words) }

func (s *scenario) askFor(kind attendance.Presence, words []string) {
	s.t.Helper()
	_, err := s.ask(words[0], s.meetings[words[1]], kind, words[2])
	s.must(err)
}

func (s *scenario) approve(words []string) { s.t.Helper(); s.settleLeave(words, true) }
func (s *scenario) decline(words []string) { s.t.Helper(); s.settleLeave(words, false) }

func (s *scenario) settleLeave(words []string, approve bool) {
	s.t.Helper()
	var request attendance.LeaveRequest
	s.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		request, _, err = attendance.LeaveOf(ctx, tx, s.id(words[1]), s.meetings[words[2]].ID)
		return err
	})
	s.must(s.grant(words[0], request.ID, approve))
}

func (s *scenario) call(words []string) {
	s.t.Helper()
	var exceptions []attendance.Mark
	for w := words[2:]; len(w) >= 3; w = w[3:] {
		exceptions = append(exceptions, s.mark(w[0], s.presence(w[1]), w[2]))
	}
	m := s.meetings[words[1]]
	_, err := s.confirm(words[0], m, s.marks(m, exceptions...))
	s.must(err)
}

func (s *scenario) makeUp(words []string) {
	s.t.Helper()
	for _, open := range s.openMakeUps(words[0]) {
		if open.Title == words[1] {
			_, err := s.pass(words[0], open.ID)
			s.must(err)
			return
		}
	}
	s.t.Fatalf("line %d: %s has nothing to make up for %s", s.line, words[0], words[1])
}

func (s *scenario) amend(words []string) {
	s.t.Helper()
	reason := strings.Join(words[5:], "")
	id, err := s.correct(words[0], s.meetings[words[3]], s.mark(words[2], s.presence(words[4]), reason), "核对会议签名后更正")
	s.must(err)
	s.must(s.decide(words[1], id, true))
}

func (s *scenario) expectHours(words []string) {
	s.t.Helper()
	if got := s.total(words[0]).String(); got != words[1] {
		s.t.Errorf("line %d: %s has %s, want %s", s.line, words[0], got, words[1])
	}
}

func (s *scenario) expectOpen(words []string) {
	s.t.Helper()
	if got := len(s.openMakeUps(words[0])); got != int(s.amount(words[1])/hours.Hour) {
		s.t.Errorf("line %d: %s has %d to make up, want %s", s.line, words[0], got, words[1])
	}
}

func (s *scenario) expectCount(words []string) {
	s.t.Helper()
	n := func(i int) int { return int(s.amount(words[i]) / hours.Hour) }
	want := attendance.Count{Present: n(1), OnLeave: n(2), OfficialDuty: n(3), Absent: n(4)}
	s.read(func(ctx context.Context, tx storage.ReadTx) error {
		roll, _, err := attendance.RollOf(ctx, tx, s.who("吴晓梅").Scope(access.SeeGroup), s.meetings[words[0]].ID)
		if got := roll.Count(); got != want {
			s.t.Errorf("line %d: the roll has %+v, want %+v", s.line, got, want)
		}
		return err
	})
}
