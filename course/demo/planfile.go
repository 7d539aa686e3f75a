package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// planFile is a plan, or a change of one, as it is written down in YAML. What a change does not mention stays.
type planFile struct {
	Guiding      string            `yaml:"指导思想"`
	Requirements []planRequirement `yaml:"目标"`
	Shares       *[4]int           `yaml:"季末应到"`
	Parameters   *planParameters   `yaml:"参数"`
	Topics       []planTopic       `yaml:"专题"`
}

type planRequirement struct {
	Category string            `yaml:"类别"`
	Hours    string            `yaml:"总学时"`
	Subjects map[string]string `yaml:"主题"`
	Modes    map[string]string `yaml:"方式"`
	Meetings int               `yaml:"集中学次数"`
}

type planParameters struct {
	SlightGap        string `yaml:"略差"`
	HeatSteps        [2]int `yaml:"色阶"`
	NoticeDays       int    `yaml:"提示天数"`
	RecordWithinDays int    `yaml:"录入天数"`
	MakeUpWithinDays int    `yaml:"补学天数"`
}

type planTopic struct {
	Title    string   `yaml:"题目"`
	Quarter  int      `yaml:"季度"`
	Mode     string   `yaml:"方式"`
	Subject  string   `yaml:"主题"`
	Hours    string   `yaml:"学时"`
	On       string   `yaml:"日期"`
	Required []string `yaml:"必读"` // 文件 题名 or 课程 代号
}

// modeCodes are the modes by what people call them.
var modeCodes = map[string]hours.Mode{
	"集中学": hours.Collective, "分组学": hours.Group, "网络学": hours.Online, "自主学": hours.Self,
}

func readPlan(name string) (planFile, error) {
	var f planFile
	text, err := input.ReadFile("plan/" + name + ".yaml")
	if err != nil {
		return f, err
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil {
		return f, fmt.Errorf("%s.yaml：%w", name, err)
	}
	return f, nil
}

// apply writes what the file says into the content of a plan for a year.
func (t *township) apply(ctx context.Context, f planFile, c plan.Content, year int) (plan.Content, error) {
	if f.Guiding != "" {
		c.Guiding = f.Guiding
	}
	if f.Shares != nil {
		c.Shares = *f.Shares
	}
	var problems []error
	if p := f.Parameters; p != nil {
		c.Parameters = plan.Parameters{HeatSteps: p.HeatSteps, NoticeDays: p.NoticeDays, RecordWithinDays: p.RecordWithinDays, MakeUpWithinDays: p.MakeUpWithinDays}
		c.Parameters.SlightGap = amount(p.SlightGap, &problems)
	}
	if f.Requirements != nil {
		var err error
		if c.Requirements, err = t.requirements(ctx, f.Requirements, &problems); err != nil {
			return c, err
		}
	}
	c.Topics = slices.Clone(c.Topics)
	for _, topic := range f.Topics {
		written := t.topic(topic, year, &problems)
		same := func(o plan.Topic) bool { return o.Title == written.Title }
		if i := slices.IndexFunc(c.Topics, same); i >= 0 {
			written.Key = c.Topics[i].Key
			c.Topics[i] = written
			continue
		}
		c.Topics = append(c.Topics, written)
	}
	return c, errors.Join(problems...)
}

func (t *township) requirements(ctx context.Context, list []planRequirement, problems *[]error) ([]plan.Requirement, error) {
	codes := map[string]roster.Category{}
	err := t.read(ctx, func(tx storage.ReadTx) error {
		all, err := roster.Categories(ctx, tx)
		for _, c := range all {
			codes[c.Name] = c.Code
		}
		return err
	})
	var requirements []plan.Requirement
	for _, r := range list {
		written := plan.Requirement{Category: codes[r.Category], Hours: amount(r.Hours, problems), Meetings: r.Meetings}
		for _, name := range [...]string{"理论", "政策", "法律", "科技", "乡村振兴"} {
			if text, given := r.Subjects[name]; given {
				written.Subjects = append(written.Subjects, plan.SubjectHours{Subject: subjectCodes[name], Hours: amount(text, problems)})
			}
		}
		for _, name := range [...]string{"集中学", "分组学", "网络学", "自主学"} {
			if text, given := r.Modes[name]; given {
				written.Modes = append(written.Modes, plan.ModeHours{Mode: modeCodes[name], Hours: amount(text, problems)})
			}
		}
		requirements = append(requirements, written)
	}
	return requirements, err
}

func (t *township) topic(f planTopic, year int, problems *[]error) plan.Topic {
	topic := plan.Topic{
		Title: f.Title, Quarter: calendar.Quarter(f.Quarter), Mode: modeCodes[f.Mode], Subject: subjectCodes[f.Subject],
		Hours: amount(f.Hours, problems),
	}
	if f.On != "" {
		on, err := parseMonthDay(f.On)
		if err != nil {
			*problems = append(*problems, fmt.Errorf("专题“%s”：%w", f.Title, err))
		}
		topic.On = dayOf(year, on).Date
	}
	for _, text := range f.Required {
		reading, found := t.required(text)
		if found {
			topic.Required = append(topic.Required, reading)
		}
	}
	return topic
}

// required returns what a plan asks to read. A document that has not come in yet is left out: the plan cannot name it.
func (t *township) required(text string) (plan.Reading, bool) {
	kind, name, _ := strings.Cut(text, " ")
	if kind == "课程" {
		c, found := t.courses[name]
		return plan.Reading{Kind: plan.CourseItem, Ref: int64(c.Course), Title: c.title}, found
	}
	d, found := t.documents[name]
	return plan.Reading{Kind: plan.DocumentItem, Ref: int64(d.ID), Title: d.Title}, found
}

// amount reads hours; none for no text.
func amount(text string, problems *[]error) hours.Amount {
	if text == "" {
		return 0
	}
	a, err := hours.ParseAmount(text)
	if err != nil {
		*problems = append(*problems, err)
	}
	return a
}
