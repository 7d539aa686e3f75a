package hours_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
)

func TestDefaultRules(t *testing.T) {
	t.Parallel()
	s := hours.DefaultRuleSet()
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	if s.Title != "学时认定办法（系统默认）" || s.Issuer != "系统默认、待本地批准" || s.DocNumber != "" || s.Span.To != calendar.Forever {
		t.Errorf("%+v", s)
	}
	for _, activity := range hours.Activities() {
		if _, err := s.Rule(activity); err != nil {
			t.Errorf("%s has no rule: %v", activity, err)
		}
	}
	if got, want := s.Cite("第七条").String(), "《学时认定办法（系统默认）》第 1 版第七条（系统默认、待本地批准）"; got != want {
		t.Errorf("Cite = %s, want %s", got, want)
	}
}

// TestDefaultNumbers holds the shipped rules against the numbers of the regulations.
func TestDefaultNumbers(t *testing.T) {
	t.Parallel()
	s := hours.DefaultRuleSet()
	want := map[string]hours.Regulation{
		"concentrated_training":     {Category: "section_level", Bucket: hours.ConcentratedTraining, Hours: 90 * hours.Hour, Days: 12 * hours.Day, PerYears: 1},
		"online_self_study":         {Bucket: hours.OnlineSelfStudy, Hours: 50 * hours.Hour, PerYears: 1},
		"party_study":               {Category: "party_member", Bucket: hours.PartyStudy, Hours: 32 * hours.Hour, PerYears: 1},
		"branch_committee_study":    {Category: "branch_committee", Bucket: hours.PartyStudy, Hours: 56 * hours.Hour, PerYears: 1},
		"branch_committee_training": {Category: "branch_committee", Activity: hours.ActivityTrainingClass, Times: 1, PerYears: 1},
		"central_group":             {Category: "central_group", Activity: hours.ActivityCentralGroupMeeting, Times: 1, PerYears: 1, PerQuarter: true},
		"county_division":           {Category: "county_division", Bucket: hours.ConcentratedTraining, Hours: 550 * hours.Hour, Days: 90 * hours.Day, PerYears: 5, WindowFrom: 2023},
	}
	if len(s.Regulations) != len(want) {
		t.Errorf("%d regulations, want %d", len(s.Regulations), len(want))
	}
	for _, r := range s.Regulations {
		if strings.Contains(r.Basis, "条第") || strings.Contains(r.Basis, "第") {
			t.Errorf("%s: the basis names an article: %s", r.Key, r.Basis)
		}
		numbers := r
		numbers.Key, numbers.Title, numbers.Basis, numbers.Note = "", "", "", ""
		if numbers != want[r.Key] {
			t.Errorf("%s: %+v, want %+v", r.Key, numbers, want[r.Key])
		}
	}
	study, err := s.Rule(hours.ActivityCollectiveMeeting)
	if err != nil || reflect.DeepEqual(study.Buckets, []hours.Bucket{hours.ConcentratedTraining}) {
		t.Errorf("a study meeting is no concentrated training: %v, %v", study.Buckets, err)
	}
}

// smallRules is the shortest file that is accepted.
const smallRules = `title: 学时认定办法
number: 3
issuer: 云溪镇党委
doc_number: 云组发〔2026〕5号
from: 2026-01-01
to: 2026-12-31
conversion:
  half_day: 3
  day: 6
  lessons: [{hours: 1}]
limits: {year_closes: 02-15, leave: 1/7, promotion_years: 1, reason_characters: 4}
rules:
  - activity: quiz
    article: 第五条
    unit: event
    value: 0.25
    mode: online
    buckets: [plan]
    evidence: 合格
`

func TestReadRuleSet(t *testing.T) {
	t.Parallel()
	s, err := hours.ReadRuleSet(strings.NewReader(smallRules))
	if err != nil {
		t.Fatal(err)
	}
	want := hours.Rule{Activity: "quiz", Article: "第五条", Unit: hours.PerEvent, Value: 25, Mode: hours.Online, Buckets: []hours.Bucket{hours.Plan}, Evidence: "合格"}
	if len(s.Rules) != 1 || !reflect.DeepEqual(s.Rules[0], want) {
		t.Errorf("rules %+v, want %+v", s.Rules, want)
	}
	if s.Limits.YearCloses.In(2027) != calendar.NewDate(2027, 2, 15) || s.Conversion.Day != 6*hours.Hour || s.Number != 3 {
		t.Errorf("%+v", s)
	}
	if got, want := s.Cite("第五条").String(), "《学时认定办法》第 3 版第五条（云组发〔2026〕5号）"; got != want {
		t.Errorf("Cite = %s, want %s", got, want)
	}
}

func TestRuleFileProblemsNameTheLine(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, old, new, want string }{
		{"a number in words", "value: 0.25", "value: 半", "第 16 行 rules[0].value: 学时要写成数，最多两位小数，不能是“半”"},
		{"three decimals", "value: 0.25", "value: 0.125", "第 16 行 rules[0].value: 学时要写成数"},
		{"a negative number", "value: 0.25", "value: -1", "第 16 行 rules[0].value"},
		{"an unknown key", "value: 0.25", "valu: 0.25", "第 16 行 rules[0].valu: 不认识这一项"},
		{"a key twice", "number: 3", "title: 又一个", "第 2 行 title: 这一项写了两次"},
		{"an unknown activity", "activity: quiz", "activity: nap", "第 13 行 rules[0].activity: 没有这种活动：nap"},
		{"an unknown bucket", "buckets: [plan]", "buckets: [plan, fun]", "第 18 行 rules[0].buckets: 没有这一类学时：fun"},
		{"a bucket twice", "buckets: [plan]", "buckets: [plan, plan]", "第 18 行 rules[0].buckets: 同一类学时只能计一次：plan"},
		{"buckets as text", "buckets: [plan]", "buckets: plan", "第 18 行 rules[0].buckets: 这里要写成列表"},
		{"an unknown mode", "mode: online", "mode: asleep", "第 17 行 rules[0].mode"},
		{"no mode", "mode: online", "mode:", "第 17 行 rules[0].mode"},
		{"an impossible date", "from: 2026-01-01", "from: 2026-02-30", "第 5 行 from: 日期要写成 2026-01-31 的样子，不能是“2026-02-30”"},
		{"an end before the beginning", "to: 2026-12-31", "to: 2025-12-31", "第 6 行 to: 失效日期早于施行日期"},
		{"an impossible closing day", "02-15", "02-30", "第 11 行 limits.year_closes: 结账日要写成月-日"},
		{"no share", "1/7", "七分之一", "第 11 行 limits.leave: 要写成分数"},
		{"more than all", "1/7", "8/7", "第 11 行 limits.leave: 请假的上限要写成分数"},
		{"a missing key is told where it belongs", "    evidence: 合格\n", "", "第 13 行 rules[0].evidence: 没有写凭什么认定"},
		{"no rules", smallRules[strings.Index(smallRules, "rules:"):], "", "第 1 行 rules: 一条认定规则也没有"},
		{"steps without an end", "[{hours: 1}]", "[{up_to: 15, hours: 1}]", "第 10 行 conversion.lessons[0].up_to"},
		{"steps out of order", "[{hours: 1}]", "[{up_to: 30, hours: 1}, {up_to: 15, hours: 1}, {hours: 2}]", "conversion.lessons[1].up_to: 各档分钟数要由小到大"},
		{"a list where a mapping belongs", "conversion:\n  half_day: 3\n  day: 6\n  lessons: [{hours: 1}]", "conversion: [1]", "第 7 行 conversion: 这里要写成“名称: 值”的若干行"},
		{"an alias", "article: 第五条", "article: *x", "不是合格的 YAML"},
		{"broken YAML", "title: ", "title: [", "不是合格的 YAML"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			changed := strings.Replace(smallRules, tt.old, tt.new, 1)
			if changed == smallRules {
				t.Fatal("the test changes nothing")
			}
			_, err := hours.ReadRuleSet(strings.NewReader(changed))
			contains(t, err, tt.want)
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("kind %v", fault.KindOf(err))
			}
		})
	}
	for _, text := range []string{"", "# nothing\n", "- 1\n", strings.Repeat("#", 2<<20)} {
		if _, err := hours.ReadRuleSet(strings.NewReader(text)); !fault.Is(err, fault.Invalid) {
			t.Errorf("a file of %d bytes: %v", len(text), err)
		}
	}
}

func FuzzReadRuleSet(f *testing.F) {
	f.Add(smallRules)
	f.Add("rules: [{activity: quiz, buckets: [[]]}]")
	f.Add("a: &a [*a]")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := hours.ReadRuleSet(strings.NewReader(text))
		var failed *fault.Error
		if err != nil && !errors.As(err, &failed) {
			t.Fatalf("not a failure for a person: %v", err)
		}
		if err == nil && s.Check() != nil {
			t.Fatalf("accepted, but %v", s.Check())
		}
	})
}
