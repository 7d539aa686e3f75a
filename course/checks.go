package course

import (
	"context"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// The kinds of CheckOwner: what a passed check is good for.
const (
	OwnerLesson  = "lesson"  // a lesson of a course
	OwnerReading = "reading" // a required reading
	OwnerMakeUp  = "make_up" // the make-up of a missed meeting
)

// The kinds of QuestionSource: where the questions come from.
const (
	SourceLesson   = "lesson"
	SourceDocument = "document"
)

// CheckOwner is what a person proves by passing the check.
type CheckOwner struct {
	Kind string
	ID   int64
}

// QuestionSource is the text that the questions ask about.
type QuestionSource struct {
	Kind string
	ID   int64
}

// The kinds of CheckItem.
const (
	SingleChoice   = "single"
	MultipleChoice = "multiple"
	TrueFalse      = "true-false"
	FillIn         = "fill-in"
)

// The states of a CheckItem.
const (
	Open       = "open" // not submitted yet
	Right      = "right"
	Wrong      = "wrong"
	Unanswered = "unanswered"
)

// Check is a check (理解题) as one person sees it: the questions to answer now, or one round as it was marked.
type Check struct {
	Owner       CheckOwner
	Source      QuestionSource
	Round       int    // from 1; each submission that fails leads to the next round
	Fingerprint string // names the draw; a form carries it back
	Items       []CheckItem
	Passed      bool // every item is right
	Submitted   bool // the items are marked
}

// CheckItem is one question of a check. Correct and Explanation are empty until it is marked.
type CheckItem struct {
	Key         string // name of its form field
	Number      int    // from 1
	Point       string // heading id of the knowledge point in the lesson
	PointTitle  string // the heading, named when it is to be reread
	Kind        string
	Text        string
	Options     []CheckOption // empty for FillIn
	Answer      string        // what was given, in words; for FillIn also while open
	State       string
	Carried     bool // was right in an earlier round and is not asked again
	Correct     string
	Explanation string
}

// CheckOption is one choice, in the order shown. Value tells nothing about which one is right; Correct does, and is false
// until the item is marked.
type CheckOption struct {
	Value   string
	Text    string
	Chosen  bool
	Correct bool
}

// Answers holds the given values by the key of their item.
type Answers map[string][]string

// Evidence says which sealed paper shows that a check was passed.
type Evidence struct {
	AttemptID int64
	Owner     CheckOwner
	PassedAt  time.Time
	Items     int // how many questions the paper holds
}

// Checks asks questions and judges the answers; quiz.Examiner is one. The area that serves a check owns its page and
// what passing it means.
type Checks interface {
	// Show returns what the person has to answer now. It writes nothing and gives the same draw until it is
	// submitted. A source without questions gives a check without items.
	Show(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, owner CheckOwner, source QuestionSource) (Check, error)

	// Result returns the round submitted last, marked, and whether there is one.
	Result(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, owner CheckOwner) (Check, bool, error)

	// Submit marks the answers in one write transaction and, when every item is right, calls passed inside it: what
	// passed refuses is not recorded either. It fails with fault.Stale when the fingerprint is not that of the draw
	// to be answered now; the same submission sent twice gives the same result and calls passed once.
	Submit(ctx context.Context, actor access.Actor, owner CheckOwner, source QuestionSource, fingerprint string,
		answers Answers, passed func(context.Context, storage.WriteTx, Evidence) error) (Check, error)
}
