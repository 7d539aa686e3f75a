package library

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// Period is a stretch of days on which nothing about a document turns. It ends when the next one begins.
type Period struct {
	From    calendar.Date // 0 when it has always been so
	State   State
	Current bool // it is the version of its work that held, or the first one to come when none had begun
}

// Life is the periods of a document in their order. Before the first one the document was not there yet.
type Life []Period

// On returns the period that a day lies in, and false when the document was not there yet.
func (l Life) On(day calendar.Date) (Period, bool) {
	for i := len(l) - 1; i >= 0; i-- {
		if l[i].From <= day {
			return l[i], true
		}
	}
	return Period{}, false
}

// past marks the periods in which another version was the current one.
const past = "-"

// String writes the life in one line: the first day and the state of every period, with - behind the states of a version
// that another one went before. 20190101effective 20250501superseded-
func (l Life) String() string {
	words := make([]string, len(l))
	for i, p := range l {
		words[i] = strconv.Itoa(int(p.From)) + string(p.State)
		if !p.Current {
			words[i] += past
		}
	}
	return strings.Join(words, " ")
}

// ParseLife reads what String wrote. It fails on anything else.
func ParseLife(s string) (Life, error) {
	var life Life
	for word := range strings.FieldsSeq(s) {
		state := strings.TrimLeft(word, "0123456789")
		from, err := strconv.ParseInt(word[:len(word)-len(state)], 10, 32)
		if err != nil {
			return nil, fmt.Errorf("period %q of a life: %w", word, err)
		}
		name, ended := strings.CutSuffix(state, past)
		if !slices.Contains(States(), State(name)) {
			return nil, fmt.Errorf("period %q of a life: no such state", word)
		}
		life = append(life, Period{From: calendar.Date(from), State: State(name), Current: !ended})
	}
	return life, nil
}

// Lives returns the lives of some documents; those that do not exist are left out.
func Lives(ctx context.Context, tx storage.ReadTx, ids []DocumentID) (map[DocumentID]Life, error) {
	all := make(map[DocumentID]Life, len(ids))
	err := judged(ctx, tx, ids, func(r *register, e *edition) { all[e.ID] = r.life(e) })
	return all, err
}

// life returns what happens to e, day by day.
func (r *register) life(e *edition) Life {
	var life Life
	for _, day := range r.turns(e) {
		next := Period{From: day, State: r.status(e, day).State, Current: r.current(e, day)}
		if last := len(life) - 1; last < 0 || life[last].State != next.State || life[last].Current != next.Current {
			life = append(life, next)
		}
	}
	return life
}

// turns returns the days on which anything about e may turn, from the day on which it is there.
func (r *register) turns(e *edition) []calendar.Date {
	first := e.thereOn()
	days := []calendar.Date{first}
	add := func(day calendar.Date) {
		if day > first {
			days = append(days, day)
		}
	}
	for _, other := range r.works[e.Work] {
		add(other.BeginsOn)
		add(other.thereOn())
	}
	for _, end := range r.ends(e) {
		add(end.on)
	}
	for _, c := range r.checks[e.ID] {
		add(c.Since)
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// thereOn is the day from which a version is known to be there: its date or its first day, whichever is earlier.
func (e *edition) thereOn() calendar.Date {
	if e.VersionOn == 0 || e.BeginsOn != 0 && e.BeginsOn < e.VersionOn {
		return e.BeginsOn
	}
	return e.VersionOn
}

// current reports whether e is the version of its work that holds on a day: the last that has begun or, when none has,
// the first to come. What a person found in force is current in any case.
func (r *register) current(e *edition, day calendar.Date) bool {
	if r.status(e, day).State == InForce {
		return true
	}
	for _, other := range r.works[e.Work] {
		if other.ID != e.ID && other.thereOn() <= day && other.before(e, day) {
			return false
		}
	}
	return true
}

// before reports whether on a day e goes before another version of its work.
func (e *edition) before(other *edition, day calendar.Date) bool {
	begun, otherBegun := e.BeginsOn <= day, other.BeginsOn <= day
	switch {
	case begun != otherBegun:
		return begun
	case begun:
		return e.VersionOn > other.VersionOn && other.VersionOn != 0
	}
	return e.BeginsOn < other.BeginsOn
}
