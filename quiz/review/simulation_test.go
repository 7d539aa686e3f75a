package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestSimulation compares what a year of reviewing keeps in mind, per minute, when FSRS-6 says what comes again, when
// fixed intervals say it, and when nobody reviews. It prints its table with: go test -run Simulation -v ./quiz/review
//
// It is a model, not an observation. What it assumes:
//   - Memory itself follows FSRS-6. This favours the schedule that thinks so too, and no simulation can take that away:
//     that the memory of people does is a finding of the algorithm's authors, not of this test.
//   - Nobody's memory has the published weights, though. Each of a person's 21 weights is the published one times e^x,
//     x normal with deviation 0.3, within the bounds of the algorithm; and each question is harder or easier than its
//     first answer tells, by a normal deviation of 1.5 in difficulty. The schedule knows neither: it has the published
//     weights and sees only right and wrong.
//   - 6 people meet 2 new questions on each of 365 days, in 5 subjects, and know 60 % of them. This is the same for
//     everybody and its minutes are not counted.
//   - A right answer takes 15 seconds, a wrong one 35 seconds with reading why. A day has the same few minutes for all
//     schedules, and there is always more to review than they allow; a question begun is finished.
//   - People come on four days of five, at random.
//   - "Fixed" asks 1, 3, 7, 14 and 30 days after each other, the longest due first. "Once through" goes on whatever the
//     answer and ends with the fifth; "start over" goes back to 1 day after a wrong answer, and stays at 30 days.
//   - "FSRS" is Daily in the order of Today; "lost first" is Daily with the lowest Retrievability first.
//
// Known is the true mean chance of recall of all questions met so far: at the end, and on average over the year. Kept is
// what is known at the end beyond what is without reviewing, in questions per hour of reviewing.
//
// FSRS gains from both its parts: with the lowest chance of recall first it is no better than fixed intervals, as the
// few minutes then go to what is lost already.
func TestSimulation(t *testing.T) {
	if testing.Short() {
		t.Skip("the simulation takes some seconds")
	}
	t.Parallel()
	budgets := []time.Duration{time.Minute, 2 * time.Minute, 3 * time.Minute}
	results := simulateAll(budgets, []plan{never, onceThrough, startOver, ours, lostFirst})
	t.Log("\n" + table(results))
	for _, budget := range budgets {
		fsrs := results[run{budget, ours.name}]
		for _, other := range []plan{never, onceThrough, startOver, lostFirst} {
			rival := results[run{budget, other.name}]
			if fsrs.end <= rival.end || fsrs.mean <= rival.mean || fsrs.kept <= rival.kept {
				t.Errorf("%v a day: FSRS %+v, %s %+v", budget, fsrs, other.name, rival)
			}
			if rival.hours > 0 && fsrs.hours > rival.hours*1.02 {
				t.Errorf("%v a day: FSRS takes %v hours, %s only %v: they do not compare", budget, fsrs.hours, other.name, rival.hours)
			}
		}
	}
}

type run struct {
	budget time.Duration
	plan   string
}

type outcome struct{ hours, end, mean, kept float64 }

func simulateAll(budgets []time.Duration, plans []plan) map[run]outcome {
	var wait sync.WaitGroup
	var mutex sync.Mutex
	results := map[run]outcome{}
	for _, budget := range budgets {
		for _, p := range plans {
			wait.Go(func() {
				o := simulate(budget, p)
				mutex.Lock()
				defer mutex.Unlock()
				results[run{budget, p.name}] = o
			})
		}
	}
	wait.Wait()
	for r, o := range results {
		if o.hours > 0 {
			o.kept = (o.end - results[run{r.budget, never.name}].end) * questions / o.hours
			results[r] = o
		}
	}
	return results
}

// simulate returns the mean over all people.
func simulate(budget time.Duration, q plan) outcome {
	var sum outcome
	for number := range uint64(people) {
		o := newPupil(number, q).year(budget)
		sum.hours += o.hours / people
		sum.end += o.end / people
		sum.mean += o.mean / people
	}
	return sum
}

func table(results map[run]outcome) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%-11s %-19s %7s %11s %12s %10s\n", "minutes/day", "schedule", "hours", "known, end", "known, mean", "kept/hour")
	var runs []run
	for r := range results {
		runs = append(runs, r)
	}
	slices.SortFunc(runs, func(a, b run) int {
		return cmp.Or(cmp.Compare(a.budget, b.budget), cmp.Compare(a.plan, b.plan))
	})
	for _, r := range runs {
		o := results[r]
		fmt.Fprintf(&out, "%-11v %-19s %7.1f %10.1f%% %11.1f%% %10.2f\n",
			r.budget.Minutes(), r.plan, o.hours, 100*o.end, 100*o.mean, o.kept)
	}
	return out.String()
}
