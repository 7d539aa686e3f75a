package plan

import (
	"fmt"

	"xiangxue/course/compliance"
	"xiangxue/course/hours"
)

// Policy returns what the version asks of people in its year, together with the requirements of the regulations: both
// kinds side by side.
func (v Version) Policy(regulations []compliance.Requirement) compliance.Policy {
	return compliance.Policy{
		Year:         v.Plan.Year,
		Requirements: append(v.Content.requirements(v.basis()), regulations...),
		NoticeDays:   v.Content.Parameters.NoticeDays,
	}
}

func (v Version) basis() string {
	return fmt.Sprintf("%d年度理论学习计划第 %d 版", v.Plan.Year, v.Number)
}

// requirements returns the plan's own requirements: per category the total, then subjects, modes and meetings. Their
// keys name category and part, as "section_level/subject/law".
func (c Content) requirements(basis string) []compliance.Requirement {
	var list []compliance.Requirement
	for _, r := range c.Requirements {
		category := string(r.Category)
		add := func(part, title string, asks compliance.Quantity, subject string, mode hours.Mode) {
			if asks.IsZero() {
				return
			}
			list = append(list, compliance.Requirement{
				Key: category + "/" + part, Title: title, Kind: compliance.Plan, Basis: basis, Category: category,
				Asks: asks, Bucket: hours.Plan, Subject: subject, Mode: mode, Shares: c.Shares,
			})
		}
		add("total", "年度目标", compliance.Quantity{Hours: r.Hours}, "", "")
		for _, s := range r.Subjects {
			add("subject/"+s.Subject, "分主题", compliance.Quantity{Hours: s.Hours}, s.Subject, "")
		}
		for _, m := range r.Modes {
			add("mode/"+string(m.Mode), "分方式", compliance.Quantity{Hours: m.Hours}, "", m.Mode)
		}
		add("meetings", "集中学次数", compliance.Quantity{Times: r.Meetings}, "", hours.Collective)
	}
	return list
}
