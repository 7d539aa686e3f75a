package report

import (
	"context"
	"fmt"
	"strings"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// subjectsByCode finds a subject by its code; an unknown one shows its code.
type subjectsByCode map[string]course.Subject

func (s subjectsByCode) of(code string) course.Subject {
	if found, ok := s[code]; ok {
		return found
	}
	return course.Subject{Code: code, Name: code}
}

// basis is what a report rests on whoever it is about.
type basis struct {
	Stamp
	rules       hours.RuleSet // in force on the day, as known; zero when there are none
	regulations []compliance.Requirement
	subjects    []course.Subject
	byCode      subjectsByCode
}

// basis reads what a report rests on in three statements.
func (r *Reporter) basis(ctx context.Context, tx storage.ReadTx, at AsOf) (basis, error) {
	b := basis{Stamp: Stamp{AsOf: at.resolve(r.clock())}, byCode: subjectsByCode{}}
	var err error
	if b.Checkpoint, _, err = r.log.Latest(ctx, tx); err != nil {
		return basis{}, fmt.Errorf("read the latest checkpoint: %w", err)
	}
	id, found, err := selectRuleSet(ctx, tx, b.AsOf)
	if err != nil {
		return basis{}, fmt.Errorf("find the rules for %s: %w", b.On, err)
	}
	if found {
		if b.rules, err = r.ruleSet(ctx, tx, id); err != nil {
			return basis{}, err
		}
		b.regulations = compliance.FromRegulations(b.rules.Regulations)
	}
	if b.subjects, err = course.Subjects(ctx, tx); err != nil {
		return basis{}, err
	}
	for _, s := range b.subjects {
		b.byCode[s.Code] = s
	}
	return b, nil
}

// ruleSet returns an adopted version of the rules, from memory when it was read before.
func (r *Reporter) ruleSet(ctx context.Context, tx storage.ReadTx, id hours.RuleSetID) (hours.RuleSet, error) {
	if kept, known := r.rules.Load(id); known {
		return kept.(hours.RuleSet), nil
	}
	set, err := hours.FindRuleSet(ctx, tx, id)
	if err != nil {
		return hours.RuleSet{}, err
	}
	r.rules.Store(id, set)
	return set, nil
}

// policy returns everything asked for under a plan; nil stands for no plan.
func (b basis) policy(v *plan.Version) compliance.Policy {
	if v == nil {
		return compliance.Policy{Year: b.Year, Requirements: b.regulations, NoticeDays: plan.DefaultParameters().NoticeDays}
	}
	return v.Policy(b.regulations)
}

// parameters returns the thresholds of a plan, and those of a new one when there is none.
func parameters(v *plan.Version) plan.Parameters {
	if v == nil {
		return plan.DefaultParameters()
	}
	return v.Content.Parameters
}

// reachesBack returns the first day that any requirement looks at, in the year or before it, and the categories whose
// requirements look before it.
func (b basis) reachesBack() (calendar.Date, map[string]bool) {
	first, categories := b.span().From, map[string]bool{}
	for _, r := range b.regulations {
		if from := r.Window.Span(b.Year).From; from < b.span().From {
			first = min(first, from)
			categories[r.Category] = true
		}
	}
	return first, categories
}

// dated is when people belonged to which unit and category.
type dated struct {
	memberships map[roster.CadreID][]roster.MembershipSpan
	categories  map[roster.CadreID][]roster.CategorySpan
}

// dated reads the dated rows of the people in a scope, in two statements.
func (b basis) dated(ctx context.Context, tx storage.ReadTx, scope roster.Scope) (d dated, err error) {
	first, _ := b.reachesBack()
	span := calendar.Span{From: first, To: b.On}
	if d.memberships, err = roster.MembershipSpans(ctx, tx, scope, span); err != nil {
		return dated{}, err
	}
	d.categories, err = roster.CategorySpans(ctx, tx, scope, span)
	return d, err
}

// person returns somebody as compliance takes people.
func (d dated) person(id roster.CadreID) compliance.Person {
	var p compliance.Person
	for _, m := range d.memberships[id] {
		p.Membership = append(p.Membership, m.Span)
	}
	for _, c := range d.categories[id] {
		p.Categories = append(p.Categories, compliance.CategorySpan{Category: string(c.Category), Span: c.Span})
	}
	return p
}

// held returns the categories that somebody has on the day, in the order of the list.
func (d dated) held(id roster.CadreID, on calendar.Date, all []roster.CategoryInfo) []roster.CategoryInfo {
	var list []roster.CategoryInfo
	for _, info := range all {
		for _, c := range d.categories[id] {
			if c.Category == info.Code && c.Contains(on) {
				list = append(list, info)
				break
			}
		}
	}
	return list
}

func bucketsOf(stored string) []hours.Bucket {
	if stored == "" {
		return nil
	}
	var buckets []hours.Bucket
	for text := range strings.SplitSeq(stored, ",") {
		buckets = append(buckets, hours.Bucket(text))
	}
	return buckets
}
