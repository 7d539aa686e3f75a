package hours

import (
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
)

// EntryID identifies an entry of the ledger.
type EntryID int64

// Fact is an event of one person that the ledger is to record: what happened, before any rule.
type Fact struct {
	Cadre      roster.CadreID
	Source     Source
	Ref        int64 // which event of the source
	Part       int   // 0, or which further year of a class that crosses the year end
	Activity   Activity
	Amount     Amount // the hours of the course, or the hours that the meeting was planned with
	Days       Days   // of a training class
	Mode       Mode   // only where the rule leaves it to the event, as for a make-up
	Subject    string // code of the subject
	Title      string // what a person reads: the name of the course or meeting
	Evidence   string // kind of the evidence: "attempt", "roll" …
	EvidenceID int64
	HappenedOn calendar.Date
	By         roster.CadreID // who recorded it; the person concerned when the system did it by itself
}

// Entry is one line of the ledger (台账条目).
type Entry struct {
	ID         EntryID
	Cadre      roster.CadreID
	Source     Source
	Ref        int64
	Part       int
	Correction int    // 0 for the original, then 1 for its reversal, 2 for the replacement …
	Amount     Amount // recognised; negative in a reversal
	Days       Days
	Stated     Amount // what the event was announced with
	Cut        Amount // what the yearly cap of the rule took away
	Activity   Activity
	Subject    string
	Mode       Mode
	Buckets    []Bucket

	RuleSetID   RuleSetID
	RuleArticle string

	Title      string
	Evidence   string
	EvidenceID int64
	HappenedOn calendar.Date
	RecordedAt time.Time
	RecordedBy roster.CadreID

	Reverses   EntryID        // the entry that this one takes back; 0 for none
	Reason     string         // of a correction
	ApprovedBy roster.CadreID // the second person of a correction; 0 for none
}

// IsReversal reports whether the entry takes back another one.
func (e Entry) IsReversal() bool { return e.Reverses != 0 }

// IsCorrection reports whether the entry was written by two persons instead of an event.
func (e Entry) IsCorrection() bool { return e.Correction > 0 }

// Period says which events count and what is known about them.
type Period struct {
	From, To calendar.Date // both days belong to it
	AsOf     calendar.Date // events after this day do not count; 0 for no such day
	KnownAt  time.Time     // records written later do not count; zero for all there are
}

// Year returns the period of a study year.
func Year(year int) Period {
	span := calendar.StudyYear(year)
	return Period{From: span.From, To: span.To}
}

// Last returns the last day whose events count.
func (p Period) Last() calendar.Date {
	if p.AsOf != 0 && p.AsOf < p.To {
		return p.AsOf
	}
	return p.To
}
