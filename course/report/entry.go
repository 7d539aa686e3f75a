package report

import (
	"xiangxue/course/attendance"
	"xiangxue/course/doubt"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
)

// EntryReport is an entry of the ledger with everything it rests on: the rule, the evidence, the seal, and what corrected
// it.
type EntryReport struct {
	Line
	Cadre      roster.Cadre
	Unit       roster.Unit // on the day of the event
	RuleSet    hours.RuleSet
	Article    hours.Rule      // the article that gave it, as it stands in the rules
	Terms      []fault.Message // the same in sentences
	RecordedBy string          // name; empty for the system
	ApprovedBy string          // the second person of a correction; empty for none

	Roll   *RollEvidence // when it rests on a roll
	Papers []Paper       // when it rests on passed checks: one, or one for each lesson
	Seal   Sealed
	Chain  []Correction // all entries of the same event, in the order of their writing
	Doubts []doubt.Doubt
}

// Paper is a passed check. Evidence is nil when nothing is kept about it, as for a lesson without questions.
type Paper struct {
	Title    string
	Evidence *Evidence
}

// RollEvidence is a roll as far as it concerns one person.
type RollEvidence struct {
	attendance.Evidence
	Meeting     plan.Meeting
	ConfirmedBy string
	Statements  []Statement // what was ever stated about the person, the confirmed roll first
	Missing     []plan.Element
	Seal        Sealed
}

// Statement is what one sheet of a roll says about the person, with the names of those who answer for it.
type Statement struct {
	attendance.Stated
	By         string
	ApprovedBy string // empty for the confirmed roll
}

// Sealing says whether a fact is under a signed checkpoint.
type Sealing string

// The states of sealing.
const (
	IsSealed Sealing = "sealed"
	IsFresh  Sealing = "fresh"    // in the log; the next checkpoint covers it, within a minute
	Unsealed Sealing = "unsealed" // not in the log: it was not written by this program
)

// Sealed is the place of a fact in the log. Proof is set when State is IsSealed.
type Sealed struct {
	State Sealing
	Kind  seal.Kind
	Proof seal.Proof
}

// Correction is one entry of an event's chain with the names of those who answer for it.
type Correction struct {
	Line
	RecordedBy string
	ApprovedBy string
}
