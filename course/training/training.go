// Package training keeps the training classes (培训班) in which people take part outside the plan of their own unit: classes
// off the job, such as those of a Party school, and classes of an on-line academy.
//
// A class is planned with those who are to take part. Its roll is confirmed once and as a whole: everybody took part but
// for the exceptions, and in one transaction the roll is frozen, sealed and booked by the rules for hours. Whoever was on
// leave for more of the class than the rules allow gets nothing for it; exactly the permitted share is allowed. A class
// that crosses the year end counts in each year by its days in that year.
//
// Hours that are known from elsewhere come in as a table (学时名册): its rows become classes and rolls in the same way, each
// with the file, its sum and the row that says so. What is on record already is left alone, what contradicts it is refused.
// A confirmed roll never changes; what it booked is corrected in the ledger.
package training

import (
	"xiangxue/course/hours"
)

// Kind says what sort of class it is.
type Kind string

// The kinds of classes.
const (
	OffJob Kind = "off_job" // 脱产培训
	Online Kind = "online"  // 网络培训
)

// Kinds returns all kinds in their usual order.
func Kinds() []Kind { return []Kind{OffJob, Online} }

// Label returns what a kind is called, in Chinese; the text is a key of the message catalogue.
func (k Kind) Label() string {
	if k == Online {
		return "网络培训"
	}
	return "脱产培训"
}

// Activity returns the activity under which the rules give hours for the kind.
func (k Kind) Activity() hours.Activity {
	if k == Online {
		return hours.ActivityOnlineClass
	}
	return hours.ActivityTrainingClass
}

// State says how far a class has come.
type State string

// The states of a class.
const (
	Planned   State = "planned"
	Confirmed State = "confirmed"
	Cancelled State = "cancelled"
)

// EvidenceKind is the kind of evidence of an entry that rests on the roll of a class; its id is that of the mark, see
// EvidenceOf.
const EvidenceKind = "training_roll"
