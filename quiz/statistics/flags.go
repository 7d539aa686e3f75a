package statistics

import "slices"

// flags returns the reasons to look at the question again; with too few responses only that.
func (i Item) flags() []Flag {
	if i.Responses < LeastResponses {
		return []Flag{TooFewToJudge}
	}
	var flags []Flag
	add := func(f Flag, holds bool) {
		if holds {
			flags = append(flags, f)
		}
	}
	add(WrongKey, i.wrongKey())
	add(Negative, i.Discrimination < 0)
	add(Weak, i.Discrimination >= 0 && i.Discrimination < weakBelow)
	add(TooEasy, i.Facility > easyAbove)
	add(TooHard, i.Facility < hardBelow)
	add(IdleOption, slices.ContainsFunc(i.Distractors, func(d Distractor) bool { return !d.Correct && d.Share < idleBelow }))
	return flags
}

// wrongKey reports whether a wrong option looks like the right one: those who choose it know more than those who choose
// any correct option, choosing it goes with knowing, and choosing the key does not. An option that hardly anybody chooses
// says nothing.
func (i Item) wrongKey() bool {
	best, key := Distractor{}, Distractor{}
	for _, d := range i.Distractors {
		switch {
		case d.Correct && (!key.Correct || d.Discrimination > key.Discrimination):
			key = d
		case !d.Correct && d.Share >= idleBelow && d.Discrimination > best.Discrimination:
			best = d
		}
	}
	return best.Discrimination > weakBelow && !(key.Discrimination > 0) && !(key.MeanRest >= best.MeanRest)
}
