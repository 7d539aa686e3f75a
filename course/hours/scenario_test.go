package hours_test

import (
	"strings"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/scenariotest"
)

// TestScenarios enacts the files of testdata/scenarios, which a study secretary can read. A line is
//
//	日期 人 活动 名称 学时（培训班是天数）
//	日期 更正 人 名称 改为的学时
//	日期 冲正 人 名称
//	日期 应有 人 类别或方式 学时
//	日期 还差 人 类别 学时（按上级规定）
//
// After the last line the seals must be whole, and a recount must give the same entries.
func TestScenarios(t *testing.T) {
	t.Parallel()
	scenariotest.Each(t, "testdata/scenarios/*.txt", func(t *testing.T, lines []scenariotest.Line) {
		s := scenario{office: newOffice(t), entries: map[string]hours.Entry{}}
		for _, line := range lines {
			s.line = line.Number
			s.enact(line.Words)
		}
		s.mustBeSound()
	})
}

type scenario struct {
	*office
	line    int
	entries map[string]hours.Entry // by person and title
}

func (s *scenario) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("line %d: "+format, append([]any{s.line}, args...)...)
}

func (s *scenario) enact(words []string) {
	s.t.Helper()
	s.on(words[0])
	switch words[1] {
	case "应有":
		s.expect(words[2], words[3], words[4])
	case "还差":
		s.expectShort(words[2], words[3], words[4])
	case "更正", "冲正":
		s.correct(words[2:])
	default:
		s.happen(words[1:])
	}
}

func (s *scenario) person(name string) roster.CadreID {
	s.t.Helper()
	id, found := map[string]roster.CadreID{"何秀兰": xiulan, "宋国强": guoqiang}[name]
	if !found {
		s.fail("who is %s?", name)
	}
	return id
}

func (s *scenario) hours(text string) hours.Amount {
	s.t.Helper()
	amount, err := hours.ParseAmount(text)
	if err != nil {
		s.fail("%v", err)
	}
	return amount
}

func (s *scenario) happen(words []string) {
	s.t.Helper()
	kind, found := map[string]hours.Fact{
		"集中学":   {Source: hours.SourceMeeting, Activity: hours.ActivityCollectiveMeeting},
		"分组学":   {Source: hours.SourceMeeting, Activity: hours.ActivityGroupMeeting},
		"课程":    {Source: hours.SourceCourse, Activity: hours.ActivityCourse},
		"小测":    {Source: hours.SourceQuiz, Activity: hours.ActivityQuiz},
		"必读":    {Source: hours.SourceReading, Activity: hours.ActivityReading},
		"申报":    {Source: hours.SourceDeclaration, Activity: hours.ActivityDeclaration},
		"培训班":   {Source: hours.SourceTrainingClass, Activity: hours.ActivityTrainingClass},
		"补学集中学": {Source: hours.SourceMakeUp, Activity: hours.ActivityMakeUp, Mode: hours.Collective},
		"补学分组学": {Source: hours.SourceMakeUp, Activity: hours.ActivityMakeUp, Mode: hours.Group},
	}[words[1]]
	if !found {
		s.fail("what is %s?", words[1])
	}
	var amount hours.Amount
	if len(words) > 3 {
		amount = s.hours(words[3])
	}
	f := s.fact(s.person(words[0]), kind.Source, kind.Activity, words[2], amount)
	f.Mode = kind.Mode
	if kind.Activity == hours.ActivityTrainingClass {
		f.Amount, f.Days = 0, hours.Days(amount)
	}
	s.entries[words[0]+words[2]] = s.mustAppend(f)
}

func (s *scenario) correct(words []string) {
	s.t.Helper()
	e, found := s.entries[words[0]+words[1]]
	if !found {
		s.fail("%s has no entry %s", words[0], words[1])
	}
	var r *hours.Replacement
	if len(words) > 2 {
		r = &hours.Replacement{Amount: s.hours(words[2]), Subject: e.Subject, HappenedOn: e.HappenedOn}
	}
	s.reverse(e.ID, r)
}

// total returns what a person has in the year of the day, as of the day.
func (s *scenario) total(name string, where hours.Where) hours.Total {
	s.t.Helper()
	day := calendar.DateOf(s.now)
	period := hours.Year(day.Year())
	period.AsOf = day
	return s.balance(s.person(name), period, where)
}

func buckets() map[string]hours.Bucket {
	return map[string]hours.Bucket{
		"计划": hours.Plan, "集中培训": hours.ConcentratedTraining, "网络自学": hours.OnlineSelfStudy, "党员集中学习": hours.PartyStudy,
	}
}

func (s *scenario) expect(name, measure, want string) {
	s.t.Helper()
	modes := map[string]hours.Mode{"集中学": hours.Collective, "分组学": hours.Group, "网络学": hours.Online, "自主学": hours.Self}
	var got string
	if bucket, found := buckets()[strings.TrimSuffix(measure, "天数")]; found {
		total := s.total(name, hours.InBucket(bucket))
		got = total.Amount.String()
		if strings.HasSuffix(measure, "天数") {
			got = total.Days.String()
		}
	} else if mode, found := modes[measure]; found {
		got = s.total(name, hours.InMode(mode)).Amount.String()
	} else {
		s.fail("what is %s?", measure)
	}
	if got != want {
		s.fail("%s has %s of %s, want %s", name, got, measure, want)
	}
}

func (s *scenario) expectShort(name, measure, want string) {
	s.t.Helper()
	for _, r := range hours.DefaultRuleSet().Regulations {
		if r.Bucket != buckets()[measure] || r.Bucket == "" {
			continue
		}
		short := max(r.Hours-s.total(name, hours.InBucket(r.Bucket)).Amount, 0)
		if short.String() != want {
			s.fail("%s is %s short of %s, want %s", name, short, r.Title, want)
		}
		return
	}
	s.fail("no regulation about %s", measure)
}
