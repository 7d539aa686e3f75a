// Package review schedules what a person should answer again (间隔复习) by FSRS-6.
//
// A State is what is remembered of one person's memory of one question. A Scheduler turns a State and the Grade of an
// answer into the next State, says how likely the person still knows the answer, draws the few questions of a day from
// many, and sums up what is still known. Everything is pure and deterministic: no clock, no chance (the published
// "fuzz" is left out), and no import of this product.
//
// The formulas are those of the Free Spaced Repetition Scheduler, version 6, as published by the open-spaced-repetition
// project: "The Algorithm" (https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm) and the
// reference implementations py-fsrs and go-fsrs. Where these differ, the comment beside the code says which is followed.
//
// Reviewing is a person's own affair: nothing here counts towards a requirement, and every question may be skipped.
package review

import "time"

// Grade is how well a question was answered. The numbers are those of the published algorithm.
type Grade int

// The grades. A question that is only judged right or wrong knows Good and Again.
const (
	Again Grade = 1 + iota // wrong
	Hard                   // right, with difficulty
	Good                   // right
	Easy                   // right without thinking
)

// Phase is where a question stands on its way into memory.
type Phase int

// The phases. A Scheduler without steps knows only Unseen and Reviewing.
const (
	Unseen     Phase = iota
	Learning         // seen, within the learning steps
	Reviewing        // comes again after whole days
	Relearning       // forgotten, within the relearning steps
)

// State is what is kept of one person's memory of one question. The zero State is that of a question never answered.
type State struct {
	Memory
	Phase          Phase
	Step           int       // position in the steps; 0 outside Learning and Relearning
	LastReviewedAt time.Time // zero while Unseen
	DueAt          time.Time // the start of a day, or an instant within the steps
}
