package plan

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
)

// Bounds of what a plan may say; more is a slip of the pen.
const (
	mostHours     = 2000 * hours.Hour
	mostMeetings  = 366
	mostTopics    = 400
	longestText   = 20000
	longestTitle  = 200
	mostDays      = 366
	mostReadings  = 50
	mostSlightGap = 100 * hours.Hour
)

// known are the codes a plan may use.
type known struct {
	categories []roster.Category
	subjects   []string
}

// check reports everything that is wrong with the content, under the names of the form's fields: requirements.2.hours,
// requirements.2.subjects.law, shares.3, topics.0.title, parameters.notice_days.
func (c Content) check(year int, k known) error {
	var f fault.Fields
	f.Check(text(c.Guiding, 0, longestText), "guiding", "最多写 %d 个字", longestText)
	var seen []roster.Category
	for i, r := range c.Requirements {
		at := fmt.Sprintf("requirements.%d.", i)
		f.Check(slices.Contains(k.categories, r.Category), at+"category", "没有这个人员类别")
		f.Check(!slices.Contains(seen, r.Category), at+"category", "这个类别已经有一行了")
		seen = append(seen, r.Category)
		r.check(&f, at, k)
	}
	c.checkShares(&f)
	f.Check(len(c.Topics) <= mostTopics, "topics", "最多 %d 个专题", mostTopics)
	keys := map[string]bool{}
	for i, t := range c.Topics {
		at := fmt.Sprintf("topics.%d.", i)
		f.Check(!keys[t.Key] && len(t.Key) <= 20, at+"key", "专题重复了")
		keys[t.Key] = true
		t.check(&f, at, year, k)
	}
	c.Parameters.check(&f)
	return f.Err()
}

func (c Content) checkShares(f *fault.Fields) {
	last := 0
	for i, share := range c.Shares {
		f.Check(share >= last && share <= 100, fmt.Sprintf("shares.%d", i), "季末应到要逐季不减，在 %d 到 100 之间", last)
		last = max(last, min(share, 100))
	}
	f.Check(c.Shares[3] == 100, "shares.3", "四季度末应为 100%")
}

func (r Requirement) check(f *fault.Fields, at string, k known) {
	f.Check(r.Hours >= 0 && r.Hours <= mostHours, at+"hours", "学时要在 0 和 %s 之间", mostHours)
	f.Check(r.Hours > 0 || r.Meetings > 0, at+"hours", "请填总学时")
	f.Check(r.Meetings >= 0 && r.Meetings <= mostMeetings, at+"meetings", "次数要在 0 和 %d 之间", mostMeetings)
	var subjects, modes hours.Amount
	for i, s := range r.Subjects {
		name := at + "subjects." + s.Subject
		f.Check(slices.Contains(k.subjects, s.Subject), name, "没有这个主题")
		f.Check(!slices.ContainsFunc(r.Subjects[:i], func(o SubjectHours) bool { return o.Subject == s.Subject }), name, "这个主题写了两次")
		f.Check(s.Hours >= 0 && s.Hours <= mostHours, name, "学时要在 0 和 %s 之间", mostHours)
		subjects += s.Hours
	}
	for i, m := range r.Modes {
		name := at + "modes." + string(m.Mode)
		f.Check(slices.Contains(hours.Modes(), m.Mode), name, "没有这种学习方式")
		f.Check(!slices.ContainsFunc(r.Modes[:i], func(o ModeHours) bool { return o.Mode == m.Mode }), name, "这种方式写了两次")
		f.Check(m.Hours >= 0 && m.Hours <= mostHours, name, "学时要在 0 和 %s 之间", mostHours)
		modes += m.Hours
	}
	checkSum(f, at+"subjects", subjects, r.Hours, len(r.Subjects))
	checkSum(f, at+"modes", modes, r.Hours, len(r.Modes))
}

// checkSum compares the sum of the parts with the total; no parts at all are fine.
func checkSum(f *fault.Fields, name string, sum, total hours.Amount, parts int) {
	gap := max(sum-total, total-sum)
	f.Check(parts == 0 || gap == 0, name, "分项合计 %s 学时，与总学时 %s 相差 %s", sum, total, gap)
}

func (t Topic) check(f *fault.Fields, at string, year int, k known) {
	f.Check(text(t.Title, 1, longestTitle), at+"title", "标题要有 1 到 %d 个字", longestTitle)
	f.Check(t.Quarter >= 1 && t.Quarter <= 4, at+"quarter", "请选一个季度")
	f.Check(slices.Contains(hours.Modes(), t.Mode), at+"mode", "请选一种学习方式")
	f.Check(slices.Contains(k.subjects, t.Subject), at+"subject", "请选一个主题")
	f.Check(t.Hours >= 0 && t.Hours <= mostHours, at+"hours", "学时要在 0 和 %s 之间", mostHours)
	f.Check(t.On.IsZero() || t.On.Year() == year && t.On.Quarter() == t.Quarter, at+"on", "日期不在 %d 年的这个季度", year)
	f.Check(len(t.Required) <= mostReadings, at+"required", "必读最多 %d 份", mostReadings)
	for i, r := range t.Required {
		name := fmt.Sprintf("%srequired.%d", at, i)
		f.Check(r.Kind.valid() && r.Ref > 0 && text(r.Title, 1, longestTitle), name, "请选一份材料")
	}
}

func (p Parameters) check(f *fault.Fields) {
	f.Check(p.SlightGap >= 0 && p.SlightGap <= mostSlightGap, "parameters.slight_gap", "学时要在 0 和 %s 之间", mostSlightGap)
	f.Check(0 < p.HeatSteps[0] && p.HeatSteps[0] < p.HeatSteps[1] && p.HeatSteps[1] <= 100, "parameters.heat_steps", "两档百分数要由小到大，在 1 到 100 之间")
	for _, d := range []struct {
		name string
		days int
	}{
		{"parameters.notice_days", p.NoticeDays},
		{"parameters.record_within_days", p.RecordWithinDays},
		{"parameters.make_up_within_days", p.MakeUpWithinDays},
	} {
		f.Check(d.days >= 1 && d.days <= mostDays, d.name, "天数要在 1 和 %d 之间", mostDays)
	}
}

// text reports whether s is readable text of the given number of characters.
func text(s string, least, most int) bool {
	n := utf8.RuneCountInString(s)
	return utf8.ValidString(s) && least <= n && n <= most
}
