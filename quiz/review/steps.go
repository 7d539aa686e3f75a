package review

import "time"

// step returns where an answer of grade g leads within the steps, and how long to wait there; stays is false when the
// question leaves the steps or there are none. The rules are those of py-fsrs: Again goes to the first step, Hard
// repeats the present one, Good goes on, Easy leaves.
func (s Scheduler) step(st State, g Grade) (phase Phase, step int, wait time.Duration, stays bool) {
	phase, step = Learning, st.Step
	steps := s.LearningSteps
	if st.Phase == Reviewing || st.Phase == Relearning {
		phase, steps = Relearning, s.RelearningSteps
	}
	switch {
	case st.Phase == Reviewing && g != Again, len(steps) == 0:
		return 0, 0, 0, false
	case g == Again:
		return phase, 0, steps[0], true
	case g == Hard && step < len(steps):
		return phase, step, repeated(steps, step), true
	case g == Good && step+1 < len(steps):
		return phase, step + 1, steps[step+1], true
	}
	return 0, 0, 0, false
}

// repeated returns the wait when a step is repeated: for the first step halfway to the second, or half as long again
// when there is no second.
func repeated(steps []time.Duration, step int) time.Duration {
	switch {
	case step > 0:
		return steps[step]
	case len(steps) > 1:
		return (steps[0] + steps[1]) / 2
	}
	return steps[0] * 3 / 2
}
