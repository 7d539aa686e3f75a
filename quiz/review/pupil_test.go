package review

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

const (
	people, days, newPerDay = 6, 365, 2
	questions               = days * newPerDay
	rightTakes, wrongTakes  = 15 * time.Second, 35 * time.Second
)

// plan is a way to say what comes again, and when.
type plan struct {
	name  string
	next  func(s Scheduler, st State, g Grade, now time.Time) State
	queue func(s Scheduler, cards []Card[int], now time.Time) []Card[int]
}

var (
	never       = plan{"none", climbOnce, nothing}
	onceThrough = plan{"fixed, once through", climbOnce, longestDue}
	startOver   = plan{"fixed, start over", climbOrFall, longestDue}
	ours        = plan{"FSRS", Scheduler.Schedule, today}
	lostFirst   = plan{"FSRS, lost first", Scheduler.Schedule, leastKnown}
)

// ladder holds the fixed intervals in days; State.Step is the place on it.
var ladder = []int{1, 3, 7, 14, 30}

func climbOnce(_ Scheduler, st State, _ Grade, now time.Time) State {
	if st.Phase != Unseen {
		st.Step++
	}
	if st.Step == len(ladder) {
		return State{Phase: Reviewing, Step: st.Step, DueAt: now.AddDate(10, 0, 0)}
	}
	return State{Phase: Reviewing, Step: st.Step, DueAt: now.AddDate(0, 0, ladder[st.Step])}
}

func climbOrFall(_ Scheduler, st State, g Grade, now time.Time) State {
	switch {
	case g == Again:
		st.Step = 0
	case st.Phase != Unseen:
		st.Step = min(st.Step+1, len(ladder)-1)
	}
	return State{Phase: Reviewing, Step: st.Step, DueAt: now.AddDate(0, 0, ladder[st.Step])}
}

func nothing(Scheduler, []Card[int], time.Time) []Card[int] { return nil }

func today(s Scheduler, cards []Card[int], now time.Time) []Card[int] {
	return Today(s, cards, now, questions)
}

func longestDue(_ Scheduler, cards []Card[int], now time.Time) []Card[int] {
	return dueBy(cards, now, func(st State) float64 { return -now.Sub(st.DueAt).Hours() })
}

func leastKnown(s Scheduler, cards []Card[int], now time.Time) []Card[int] {
	return dueBy(cards, now, func(st State) float64 { return s.Retrievability(st, now) })
}

// dueBy returns the cards that are due, the one with the least key first.
func dueBy(cards []Card[int], now time.Time, key func(State) float64) []Card[int] {
	type keyed struct {
		index int
		key   float64
	}
	var due []keyed
	for i := range cards {
		if st := cards[i].State; !st.DueAt.After(now) {
			due = append(due, keyed{i, key(st)})
		}
	}
	slices.SortFunc(due, func(a, b keyed) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.index, b.index)) })
	var sorted []Card[int]
	for _, d := range due {
		sorted = append(sorted, cards[d.index])
	}
	return sorted
}

// pupil is a simulated person: a true memory, and what the plan believes of it.
type pupil struct {
	plan      plan
	chance    *rand.Rand
	truth     Scheduler
	harder    [questions]float64 // how much harder each question is than its first answer tells
	memory    [questions]State   // the truth
	believed  []Card[int]
	scheduler Scheduler
}

// newPupil returns the person of that number, who has the same memory and the same questions under every plan.
func newPupil(number uint64, q plan) *pupil {
	p := &pupil{plan: q, chance: rand.New(rand.NewPCG(number, 6)), truth: Daily(time.UTC), scheduler: Daily(time.UTC)}
	for i, w := range p.truth.Weights {
		p.truth.Weights[i] = bounded(w*math.Exp(0.3*p.chance.NormFloat64()), lowest[i], highest[i])
	}
	slices.Sort(p.truth.Weights[:4])
	for i := range p.harder {
		p.harder[i] = 1.5 * p.chance.NormFloat64()
	}
	return p
}

// year lives through all days and returns what was known.
func (p *pupil) year(budget time.Duration) outcome {
	var o outcome
	const sample = 10 // known is worked out every so many days only
	for day := range days {
		now := start.AddDate(0, 0, day)
		if p.chance.Float64() < 0.8 {
			o.hours += p.review(budget, now).Hours()
		}
		for range newPerDay {
			question := len(p.believed)
			p.believed = append(p.believed, Card[int]{Question: question, Subject: string(rune('A' + question%5))})
			p.answer(question, 0.6, now)
		}
		if (days-1-day)%sample == 0 {
			o.end = p.known(now)
			o.mean += o.end / (1 + (days-1)/sample)
		}
	}
	return o
}

func (p *pupil) review(budget time.Duration, now time.Time) time.Duration {
	var spent time.Duration
	for _, c := range p.plan.queue(p.scheduler, p.believed, now) {
		if spent >= budget {
			break
		}
		spent += p.answer(c.Question, p.truth.Retrievability(p.memory[c.Question], now), now)
	}
	return spent
}

// answer answers a question that is known with that chance, and returns the time it took.
func (p *pupil) answer(question int, known float64, now time.Time) time.Duration {
	g, takes := Good, rightTakes
	if p.chance.Float64() >= known {
		g, takes = Again, wrongTakes
	}
	truth, believed := &p.memory[question], &p.believed[question].State
	first := truth.Phase == Unseen
	*truth = p.truth.Schedule(*truth, g, now)
	if first {
		truth.Difficulty = bounded(truth.Difficulty+p.harder[question], minDifficulty, maxDifficulty)
	}
	*believed = p.plan.next(p.scheduler, *believed, g, now)
	return takes
}

// known returns the true mean chance of recall, on the day after, of the questions met so far.
func (p *pupil) known(now time.Time) float64 {
	sum := 0.0
	for i := range p.believed {
		sum += p.truth.Retrievability(p.memory[i], now.AddDate(0, 0, 1))
	}
	return sum / float64(len(p.believed))
}
