package main

import "testing"

func TestWhatIsMissingIsFound(t *testing.T) {
	t.Parallel()
	right, wrong := &person{login: "BN01002"}, &person{login: "BN01003"}
	for _, p := range []*person{right, wrong} {
		s := &seat{quiz: 1, person: p}
		all := answered{}
		for i := range itemCount {
			s.given[i] = s.answer(i)
			all[place{p.login, 1, i + 1}] = s.given[i]
		}
		if n := all.agree(s); n != itemCount || all.attempts() != 1 {
			t.Errorf("%s: %d answers in %d attempts", p.login, n, all.attempts())
		}
		all[place{p.login, 2, 1}] = s.given[0]
		all[place{p.login, 1, 2}] = "另一个答案"
		delete(all, place{p.login, 1, itemCount})
		if n := all.agree(s); n != itemCount-2 || all.attempts() != 2 {
			t.Errorf("%s: one changed, one lost, one attempt more: %d answers in %d attempts", p.login, n, all.attempts())
		}
	}
	if s := (&seat{quiz: 1, person: right}); s.passes() == (&seat{quiz: 2, person: right}).passes() {
		t.Error("a person passes all quizzes or none")
	}
}
