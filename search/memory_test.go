package search

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestRemember(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	ask := func(question string) []string { return found(t, x, Request{Text: question, Limit: 100}) }
	const question, other = "补贴怎么领？", "流转收益被截留了"
	before, beforeOther := ask(question), ask(other)
	x.Remember([]Confirmed{{question, "3-1"}, {"选举怎么办", "3-2"}, {question, "99-9"}})
	if got := ask(question); got[0] != "3-1" {
		t.Errorf("found %v, want the confirmed article first, before it was %v", got, before)
	}
	if got := ask(other); !slices.Equal(got, beforeOther) {
		t.Errorf("another question finds %v, before it was %v", got, beforeOther)
	}
	x.Remember(nil)
	if got := ask(question); !slices.Equal(got, before) {
		t.Errorf("forgotten, the question finds %v, before it was %v", got, before)
	}
}

func TestRememberedWithoutACommonWord(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	x.Remember([]Confirmed{{"咋整啊", "4-2"}})
	if got := found(t, x, Request{Text: "咋整啊"}); !slices.Equal(got, []string{"4-2"}) {
		t.Errorf("found %v, want what a person confirmed", got)
	}
}

func TestLikenessIsACosine(t *testing.T) {
	t.Parallel()
	letters := rapid.SampledFrom([]rune("土地流转补贴归谁"))
	rapid.Check(t, func(t *rapid.T) {
		questions := rapid.SliceOfN(rapid.StringOfN(letters, 2, 12, -1), 1, 8).Draw(t, "questions")
		confirmed := make([]Confirmed, len(questions))
		for i, q := range questions {
			confirmed[i] = Confirmed{q, q}
		}
		m := newMemory(confirmed)
		for _, q := range questions {
			all := m.like(q)
			if all[q] < 0.999 {
				t.Fatalf("%q is like itself by %v", q, all[q])
			}
			for other, likeness := range all {
				if likeness < remembersFrom || likeness > 1.001 {
					t.Fatalf("%q is like %q by %v", q, other, likeness)
				}
			}
		}
	})
}
