package exam

import (
	"fmt"
	"math/rand/v2"

	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// Place is a place of a blueprint that draws: Pick 0 stands for the fixed questions of the section, 1 for its first
// pick.
type Place struct{ Section, Pick int }

// Pool is what a blueprint draws from.
type Pool struct {
	Candidates map[Place][]bank.VersionID
	Versions   map[bank.VersionID]bank.Version // of all candidates
}

// Seeds returns the seed of the draw for an attempt of that number.
type Seeds func(number int) quiz.Seed

// Draw draws the paper of an attempt, the first being number 1. No question is asked twice on a paper, and a later
// attempt asks, as far as the pool reaches, what the earlier ones did not. Equal arguments give equal papers. It fails
// when the pool does not suffice.
func Draw(b Blueprint, pool Pool, number int, seeds Seeds) (Paper, error) {
	seen := map[bank.QuestionID]bool{}
	for n := 1; ; n++ {
		paper, err := drawOnce(b, pool, seen, seeds(n).Random())
		if err != nil || n >= number {
			return paper, err
		}
		for _, it := range paper.Items {
			seen[pool.Versions[it.Version].Question] = true
		}
	}
}

func drawOnce(b Blueprint, pool Pool, seen map[bank.QuestionID]bool, random *rand.Rand) (Paper, error) {
	m := matching{pool: pool, taken: map[bank.QuestionID]int{}}
	for i, s := range b.Sections {
		m.add(Place{i, 0}, len(s.Fixed), s.Each, s.Fixed)
		for j, p := range s.Picks {
			place := Place{i, j + 1}
			m.add(place, p.Count, s.Each, m.shuffled(place, seen, random))
		}
	}
	for slot := range m.slots {
		if !m.take(slot, map[bank.QuestionID]bool{}) {
			at := m.slots[slot].place
			return Paper{}, fmt.Errorf("draw section %d, pick %d: the questions do not suffice", at.Section+1, at.Pick)
		}
	}
	paper := Paper{Items: make([]Item, len(m.slots))}
	for i, s := range m.slots {
		question := pool.Versions[s.drawn].Content
		paper.Items[i] = Item{Version: s.drawn, Section: s.place.Section, Worth: s.worth, Order: quiz.Shuffled(question, random)}
	}
	return paper, nil
}

// matching gives each slot of a paper a question of its own. Where picks draw from the same questions, a slot may have
// to make way for a later one: the augmenting paths of bipartite matching, which find a paper whenever there is one.
type matching struct {
	pool  Pool
	slots []slot
	taken map[bank.QuestionID]int // by which slot
}

type slot struct {
	place      Place
	worth      quiz.Points
	candidates []bank.VersionID
	drawn      bank.VersionID
}

// add adds the slots of a place. The nth fixed question is the only candidate of the nth slot.
func (m *matching) add(at Place, count int, worth quiz.Points, candidates []bank.VersionID) {
	for n := range count {
		s := slot{place: at, worth: worth, candidates: candidates}
		if at.Pick == 0 {
			s.candidates = candidates[n : n+1]
		}
		m.slots = append(m.slots, s)
	}
}

// shuffled returns the candidates of a place in a random order, those not seen before first.
func (m *matching) shuffled(at Place, seen map[bank.QuestionID]bool, random *rand.Rand) []bank.VersionID {
	all := m.pool.Candidates[at]
	fresh, known := make([]bank.VersionID, 0, len(all)), []bank.VersionID(nil)
	for _, i := range random.Perm(len(all)) {
		if seen[m.pool.Versions[all[i]].Question] {
			known = append(known, all[i])
		} else {
			fresh = append(fresh, all[i])
		}
	}
	return append(fresh, known...)
}

// take gives the slot a question, first a free one, else one whose slot can take another.
func (m *matching) take(n int, tried map[bank.QuestionID]bool) bool {
	for _, id := range m.slots[n].candidates {
		if _, taken := m.taken[m.pool.Versions[id].Question]; !taken {
			return m.give(n, id)
		}
	}
	for _, id := range m.slots[n].candidates {
		question := m.pool.Versions[id].Question
		if tried[question] {
			continue
		}
		tried[question] = true
		if m.take(m.taken[question], tried) {
			return m.give(n, id)
		}
	}
	return false
}

func (m *matching) give(n int, id bank.VersionID) bool {
	m.slots[n].drawn = id
	m.taken[m.pool.Versions[id].Question] = n
	return true
}
