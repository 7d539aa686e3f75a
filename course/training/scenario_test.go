package training_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/scenariotest"
	"xiangxue/course/storage"
	"xiangxue/course/training"
)

// TestScenarios enacts the files of testdata/scenarios, which a study secretary can read. A line is
//
//	日期 办班 班名 脱产|网络 主办单位 开始 结束 几天|几学时 人… [次年几]
//	日期 确认 班名 [人 请假|没参加 学时 原因]…
//	日期 导入 谁 文件 新增 几行 不变 几行
//	日期 应有 人 年 集中培训|网络自学|党员学习|计划 学时 天数
//	日期 次数 人 年 几次培训班
func TestScenarios(t *testing.T) {
	t.Parallel()
	scenariotest.Each(t, "testdata/scenarios/*.txt", func(t *testing.T, lines []scenariotest.Line) {
		s := scenario{world: newWorld(t), classes: map[string]training.Class{}}
		for _, line := range lines {
			s.line = line.Number
			s.enact(line.Words)
		}
		s.mustBeSound()
	})
}

type scenario struct {
	*world
	line    int
	classes map[string]training.Class
}

func (s *scenario) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("line %d: %v", s.line, err)
	}
}

func (s *scenario) enact(words []string) {
	s.t.Helper()
	steps := map[string]func(words []string){
		"办班": s.plan, "确认": s.close, "导入": s.take, "应有": s.expect, "次数": s.expectTimes,
	}
	step, found := steps[words[1]]
	if !found {
		s.t.Fatalf("line %d: what is %s?", s.line, words[1])
	}
	s.at(words[0] + " 20:00")
	step(words[2:])
}

func (s *scenario) amount(word string) hours.Amount {
	s.t.Helper()
	amount, err := hours.ParseAmount(word)
	s.must(err)
	return amount
}

func (s *scenario) day(word string) calendar.Date {
	s.t.Helper()
	d, err := calendar.ParseDate(word)
	s.must(err)
	return d
}

func (s *scenario) plan(words []string) {
	s.t.Helper()
	c := training.Class{
		Unit: s.town.ID, Kind: training.OffJob, Title: words[0], Organiser: words[2],
		Span: calendar.Span{From: s.day(words[3]), To: s.day(words[4])},
	}
	if words[1] == "网络" {
		c.Kind = training.Online
	}
	if n, isDays := strings.CutSuffix(words[5], "天"); isDays {
		c.Days = hours.Days(s.amount(n))
	} else {
		c.Hours = s.amount(strings.TrimSuffix(words[5], "学时"))
	}
	var names []string
	for _, w := range words[6:] {
		if later, told := strings.CutPrefix(w, "次年"); told {
			c.Later = int64(s.amount(later))
			continue
		}
		names = append(names, w)
	}
	c, err := s.announce("吴晓梅", c, names...)
	s.must(err)
	s.classes[words[0]] = c
}

func (s *scenario) close(words []string) {
	s.t.Helper()
	c := s.classes[words[0]]
	exceptions := map[string]training.Mark{}
	for w := words[1:]; len(w) >= 4; w = w[4:] {
		exceptions[w[0]] = training.Mark{Cadre: s.id(w[0]), Attended: w[1] == "请假", Away: s.amount(w[2]), Reason: w[3]}
	}
	var marks []training.Mark
	s.read(func(ctx context.Context, tx storage.ReadTx) error {
		participants, err := training.Participants(ctx, tx, s.who("吴晓梅").Scope("record_training"), c)
		for _, p := range participants {
			mark, told := exceptions[p.Name]
			if !told {
				mark = training.Mark{Cadre: p.Cadre, Attended: true}
			}
			marks = append(marks, mark)
		}
		return err
	})
	_, err := s.confirm("吴晓梅", c.ID, marks...)
	s.must(err)
}

func (s *scenario) take(words []string) {
	s.t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", words[1]))
	s.must(err)
	in, err := s.imports(s.who(words[0]), words[1], string(b), training.Order{})
	s.must(err)
	added, unchanged := int(s.amount(words[3])/hours.Hour), int(s.amount(words[5])/hours.Hour)
	if in.Rows() != added || in.Unchanged != unchanged {
		s.t.Errorf("line %d: %d rows added and %d unchanged, want %d and %d", s.line, in.Rows(), in.Unchanged, added, unchanged)
	}
}

var buckets = map[string]hours.Bucket{
	"集中培训": hours.ConcentratedTraining, "网络自学": hours.OnlineSelfStudy, "党员学习": hours.PartyStudy, "计划": hours.Plan,
}

func (s *scenario) expect(words []string) {
	s.t.Helper()
	amount, days := s.total(words[0], int(s.amount(words[1])/hours.Hour), buckets[words[2]])
	if amount.String() != words[3] || days.String() != words[4] {
		s.t.Errorf("line %d: %s has %s hours and %s days, want %s and %s", s.line, words[0], amount, days, words[3], words[4])
	}
}

func (s *scenario) expectTimes(words []string) {
	s.t.Helper()
	times := 0
	for _, e := range s.entries(words[0], int(s.amount(words[1])/hours.Hour)) {
		if e.Activity == hours.ActivityTrainingClass {
			times += compliance.FactOf(e).Times
		}
	}
	if want := int(s.amount(words[2]) / hours.Hour); times != want {
		s.t.Errorf("line %d: %s took part %d times, want %d", s.line, words[0], times, want)
	}
}
