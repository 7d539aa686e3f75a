package hours

import (
	"fmt"
	"slices"
	"time"

	"xiangxue/course/fault"
)

// Check reports what is wrong with the rules as an Invalid failure; its fields are named like the keys of the file, as
// rules[2].value.
func (s RuleSet) Check() error {
	var f fault.Fields
	f.Check(s.Title != "", "title", "没有写办法的名称")
	f.Check(s.Number >= 1, "number", "版次从 1 开始")
	f.Check(s.Issuer != "", "issuer", "没有写发布机关")
	f.Check(s.Span.From > 0, "from", "没有写施行日期")
	f.Check(s.Span.From <= s.Span.To, "to", "失效日期早于施行日期")
	s.Conversion.check(&f)
	s.Limits.check(&f)
	f.Check(len(s.Rules) > 0, "rules", "一条认定规则也没有")
	for i, r := range s.Rules {
		r.check(&f, fmt.Sprintf("rules[%d].", i))
		first := slices.IndexFunc(s.Rules, func(o Rule) bool { return o.Activity == r.Activity })
		f.Check(first == i, fmt.Sprintf("rules[%d].activity", i), "同一种活动只能有一条规则：%s", r.Activity)
	}
	for i, r := range s.Regulations {
		r.check(&f, fmt.Sprintf("regulations[%d].", i))
		first := slices.IndexFunc(s.Regulations, func(o Regulation) bool { return o.Key == r.Key })
		f.Check(first == i, fmt.Sprintf("regulations[%d].key", i), "代号重复：%s", r.Key)
	}
	return f.Err()
}

func (c Conversion) check(f *fault.Fields) {
	f.Check(c.HalfDay > 0, "conversion.half_day", "半天折算的学时要大于 0")
	f.Check(c.Day >= c.HalfDay, "conversion.day", "一天折算的学时不能少于半天")
	f.Check(len(c.Lessons) > 0, "conversion.lessons", "没有写课节怎样折算")
	for i, step := range c.Lessons {
		name := fmt.Sprintf("conversion.lessons[%d].", i)
		f.Check(step.Hours > 0, name+"hours", "学时要大于 0")
		last := i == len(c.Lessons)-1
		f.Check(last == (step.UpTo == 0), name+"up_to", "每一档写明最多几分钟，只有最后一档不写")
		f.Check(last || i == 0 || step.UpTo > c.Lessons[i-1].UpTo, name+"up_to", "各档分钟数要由小到大")
	}
}

func (l Limits) check(f *fault.Fields) {
	day := l.YearCloses.In(2001)
	real := day.Time().Month() == day.Month() && day.Time().Day() == day.Day() && day.Month() >= time.January
	f.Check(l.YearCloses > 0 && real, "limits.year_closes", "结账日要写成月-日，如 01-31")
	f.Check(l.LeaveOf > 0 && l.LeaveParts >= 0 && l.LeaveParts <= l.LeaveOf, "limits.leave", "请假的上限要写成分数，如 1/7")
	f.Check(l.PromotionYears >= 1 && l.PromotionYears <= 5, "limits.promotion_years", "要在 1 和 5 之间")
	f.Check(l.ReasonCharacters >= 1 && l.ReasonCharacters <= 100, "limits.reason_characters", "要在 1 和 100 之间")
}

func (r Rule) check(f *fault.Fields, name string) {
	f.Check(slices.Contains(Activities(), r.Activity), name+"activity", "没有这种活动：%s", r.Activity)
	f.Check(r.Article != "", name+"article", "没有写是第几条")
	f.Check(slices.Contains([]RuleUnit{PerHour, PerEvent, PerDay}, r.Unit), name+"unit", "单位只能是 hour、event 或 day，不能是 %s", r.Unit)
	f.Check((r.Unit == PerDay) == (r.Value == 0), name+"value", "按天的规则不写 value，其他规则的 value 要大于 0")
	f.Check(len(r.Buckets) > 0, name+"buckets", "没有写计入哪一类学时")
	for i, b := range r.Buckets {
		f.Check(slices.Contains(AllBuckets(), b), name+"buckets", "没有这一类学时：%s", b)
		f.Check(slices.Index(r.Buckets, b) == i, name+"buckets", "同一类学时只能计一次：%s", b)
	}
	open := r.Mode == "" && r.Activity == ActivityMakeUp
	f.Check(open || slices.Contains(Modes(), r.Mode), name+"mode", "没有这种学习方式：%s", r.Mode)
	f.Check(r.Evidence != "", name+"evidence", "没有写凭什么认定")
}

func (r Regulation) check(f *fault.Fields, name string) {
	f.Check(r.Key != "", name+"key", "没有写代号")
	f.Check(r.Title != "", name+"title", "没有写要求的名称")
	f.Check(r.Basis != "", name+"basis", "没有写依据")
	summed, counted := r.Bucket != "", r.Activity != ""
	f.Check(summed != counted, name+"bucket", "bucket（累计）和 activity（计次）写一个，也只写一个")
	f.Check(!summed || slices.Contains(AllBuckets(), r.Bucket), name+"bucket", "没有这一类学时：%s", r.Bucket)
	f.Check(!counted || slices.Contains(Activities(), r.Activity), name+"activity", "没有这种活动：%s", r.Activity)
	f.Check(summed == (r.Hours > 0 || r.Days > 0), name+"hours", "累计的要求要写 hours 或 days，计次的要求都不写")
	f.Check(counted == (r.Times > 0), name+"times", "计次的要求要写 times，累计的要求不写")
	f.Check(r.PerYears >= 1 && r.PerYears <= 10, name+"per_years", "要在 1 和 10 之间")
	f.Check(!r.PerQuarter || r.PerYears == 1, name+"per_quarter", "按季度的要求，per_years 只能是 1")
	f.Check(r.WindowFrom == 0 || (r.WindowFrom >= 2000 && r.WindowFrom < 2100), name+"window_from", "要写成年份")
}
