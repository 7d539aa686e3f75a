package demo

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func (r readingAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error { return t.assignReading(ctx, r, a.line) })
}

func (c courseAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error { return t.assignCourse(ctx, c, a.line) })
}

// assignReading asks people to read a document, and puts on the agenda who does.
func (t *township) assignReading(ctx context.Context, r readingAct, line int) error {
	d, err := t.document(r.title)
	if err != nil {
		return err
	}
	assigned, people, err := t.assign(ctx, r.study, plan.Assignment{
		Item: plan.Item{Kind: plan.DocumentItem, Ref: int64(d.ID)}, Title: d.Title, Subject: r.subject,
	})
	if err != nil || len(people) == 0 {
		return err
	}
	turn := t.count(plan.DocumentItem)
	for _, person := range people {
		p := t.paces.of(person.Cadre.Name)
		at := t.free(person, assigned.Item, p.days)
		switch {
		case slices.Contains(r.skipped, person.Cadre.Name):
		case slices.Contains(r.read, person.Cadre.Name):
			t.put(at, line, func(ctx context.Context) error { return t.markRead(ctx, person, assigned.ID) })
		case does(person, turn, p.readings):
			t.put(at, line, func(ctx context.Context) error { return t.finishReading(ctx, person, assigned) })
		case chance(person, assigned.Item)%2 == 0:
			t.put(at, line, func(ctx context.Context) error { return t.markRead(ctx, person, assigned.ID) })
		}
	}
	return nil
}

// assignCourse asks people to take a course, and puts on the agenda who comes how far.
func (t *township) assignCourse(ctx context.Context, c courseAct, line int) error {
	published, found := t.courses[c.slug]
	if !found {
		return fmt.Errorf("没有课程 %s", c.slug)
	}
	assigned, people, err := t.assign(ctx, c.study, plan.Assignment{
		Item: plan.Item{Kind: plan.CourseItem, Ref: int64(published.Course)}, Title: published.title,
	})
	if err != nil || len(people) == 0 {
		return err
	}
	turn := t.count(plan.CourseItem)
	for _, person := range people {
		p := t.paces.of(person.Cadre.Name)
		lessons := t.lessons(c, person, assigned.Item, p, turn, len(published.Lessons))
		at := t.free(person, assigned.Item, p.days)
		for i := range lessons {
			t.put(at.AddDate(0, 0, i*max(1, p.days/4)), line, func(ctx context.Context) error {
				return t.passLesson(ctx, person, published, i)
			})
		}
	}
	return nil
}

// lessons returns how many lessons of a course the person passes.
func (t *township) lessons(c courseAct, person access.Actor, item plan.Item, p pace, turn, all int) int {
	name := person.Cadre.Name
	reached, told := c.reached[name]
	switch {
	case slices.Contains(c.skipped, name):
		return 0
	case told:
		return min(reached, all)
	case does(person, turn, p.courses):
		return all
	}
	return int(chance(person, item) % uint32(all))
}

// assign assigns an item, and returns those for whom this is the first time.
func (t *township) assign(ctx context.Context, s study, a plan.Assignment) (plan.Assigned, []access.Actor, error) {
	by, err := t.who(s.by)
	if err != nil {
		return plan.Assigned{}, nil, err
	}
	to, err := t.target(s.to)
	if err != nil {
		return plan.Assigned{}, nil, err
	}
	a.DueOn = dayOf(t.today().Year(), s.due).Date
	var assigned plan.Assigned
	var asked, before []plan.Person
	err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) (err error) {
		if before, err = t.askedBefore(ctx, tx.ReadTx, a.Item); err != nil {
			return err
		}
		if assigned, err = t.planner.Assign(ctx, tx, by, a, to); err != nil {
			return err
		}
		asked, err = plan.Progress(ctx, tx.ReadTx, roster.Everyone(), assigned.Assignment, t.today())
		return err
	})
	var people []access.Actor
	for _, p := range asked {
		again := slices.ContainsFunc(before, func(b plan.Person) bool { return b.Cadre == p.Cadre })
		if actor, known := t.actors[p.Name]; known && !again {
			people = append(people, actor)
		}
	}
	return assigned, people, err
}

// askedBefore returns whom earlier assignments ask for the item.
func (t *township) askedBefore(ctx context.Context, tx storage.ReadTx, item plan.Item) ([]plan.Person, error) {
	earlier, err := plan.Assignments(ctx, tx, roster.Everyone(), t.today())
	var people []plan.Person
	for _, e := range earlier {
		if e.Item == item {
			asked, err := plan.Progress(ctx, tx, roster.Everyone(), e.Assignment, t.today())
			if err != nil {
				return nil, err
			}
			people = append(people, asked...)
		}
	}
	return people, err
}

// target returns whom 全镇, the name of a group or that of a person means.
func (t *township) target(to string) (plan.Target, error) {
	if to == "全镇" {
		return plan.Target{Unit: t.town().ID}, nil
	}
	if g, found := t.groups[to]; found {
		return plan.Target{Group: g.ID}, nil
	}
	person, err := t.who(to)
	return plan.Target{Persons: []roster.CadreID{person.ID()}}, err
}

// count returns which assignment of its kind this is, from 1.
func (t *township) count(kind plan.ItemKind) int {
	t.assigned[kind]++
	return t.assigned[kind]
}

// does reports whether somebody who does a share of what is asked for does this one: the done ones are spread evenly, and
// not alike for everybody.
func does(person access.Actor, turn, percent int) bool {
	phase := int(chance(person, plan.Item{}) % 100)
	return (turn*percent+phase)/100 > ((turn-1)*percent+phase)/100
}

// free returns when somebody has time for an item: some days from now, by daylight.
func (t *township) free(person access.Actor, item plan.Item, days int) time.Time {
	n := chance(person, item)
	on := t.today().AddDays(1 + int(n)%days)
	return day{on}.at(800).Add(time.Duration(n/7%600) * time.Minute)
}

// chance returns a number that depends on the person and the item only.
func chance(person access.Actor, item plan.Item) uint32 {
	h := fnv.New32a()
	fmt.Fprintf(h, "%s/%s/%d", person.Cadre.StaffNo, item.Kind, item.Ref) // cannot fail
	return h.Sum32()
}
