package quiz

import (
	"slices"
	"strconv"
	"strings"
)

// suspend takes the questions with the ids, given with commas between, out of the set (停用): they cite an article that has
// changed since, and nobody has looked at them again. A point of which no other question would be left keeps them, for a
// check must not get shorter, nor a lesson impossible to pass, because a law was amended.
func (s *Set) suspend(ids string) {
	if ids == "" {
		return
	}
	out := map[QuestionID]bool{}
	for id := range strings.SplitSeq(ids, ",") {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			out[QuestionID(n)] = true
		}
	}
	for i := range s.Points {
		questions := s.Points[i].Questions
		left := slices.DeleteFunc(slices.Clone(questions), func(q Question) bool { return out[q.ID] })
		if len(left) > 0 {
			s.Points[i].Questions = left
		}
	}
}
