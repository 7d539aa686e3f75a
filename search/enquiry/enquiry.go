// Package enquiry keeps the questions of villagers (群众问题) with the answers that cadres gave, the articles and lessons
// that the answers rest on, so that the next one who is asked finds them.
//
// A question says what is asked and never who asks. What somebody is writing is a draft, which nobody else reads and
// which may hold personal data as it was told. Sending it makes a version: a person confirms that no personal data is
// left, and what the package personal finds in the wording refuses it. With the same write the draft is deleted, so that
// the wording as it was told is kept nowhere in the database; backups made before hold it until they are thrown away. The
// drafts of others who were writing about the same question stay theirs.
//
// A version never changes. A question whose last version has no answer is open, and whoever sees it may answer it; an
// answered one changes only by a new version, made by somebody who wrote one of its versions or by the study secretary.
// What was sent is seen by everybody whose unit lies in the tree of the township that noted it.
//
// Questions earn no hours and are counted for nobody.
package enquiry

import (
	"log/slog"
	"time"
	"unicode/utf8"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/search/library"
)

// FeedKind is the kind under which questions stand in the change feed and in the audit trail. A change says that a version
// was sent.
const FeedKind = "enquiry"

// ID names a question of a villager.
type ID int64

// State says how far a question is.
type State string

// The states: nothing was sent; it waits for an answer; it was answered.
const (
	Drafted  State = "draft"
	Open     State = "open"
	Answered State = "answered"
)

// Label returns the state in Chinese.
func (s State) Label() string {
	switch s {
	case Open:
		return "待答复"
	case Answered:
		return "已答复"
	}
	return "草稿"
}

// Wording is what is written about a question.
type Wording struct {
	Subject  string // code
	Question string
	Answer   string
	Articles []Article
	Lessons  []course.LessonID
}

// Article names an article of the library that an answer rests on.
type Article struct {
	Document library.DocumentID `json:"document"`
	Point    string             `json:"point"` // as library.Article.Point
}

// LogValue keeps what somebody wrote out of the logs.
func (w Wording) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("question", utf8.RuneCountInString(w.Question)), slog.Int("answer", utf8.RuneCountInString(w.Answer)),
		slog.Int("articles", len(w.Articles)), slog.Int("lessons", len(w.Lessons)))
}

// Draft is what somebody is writing about a question.
type Draft struct {
	Enquiry ID
	Base    int // number of the version that it goes out from; 0 for the first
	Wording
	SavedAt time.Time // zero when nothing was saved yet
}

// Enquiry is a question in its current version.
type Enquiry struct {
	ID      ID
	State   State
	Version int64
	Number  int // of the version, from 1
	Wording
	NotedBy     string // name of who noted it
	NotedAt     time.Time
	ConfirmedBy string // name of who confirmed that the version holds no personal data
	ConfirmedAt time.Time
	MayWrite    bool // the person asking may answer it or make a new version
}

// Version is who sent which version of a question.
type Version struct {
	Number      int
	Answered    bool
	ConfirmedBy string
	ConfirmedAt time.Time
}

// Clerk notes, answers and finds questions.
type Clerk struct{ clock calendar.Clock }

// NewClerk returns a clerk who works by the clock.
func NewClerk(clock calendar.Clock) Clerk { return Clerk{clock} }
