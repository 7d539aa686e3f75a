package bank

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/quiz"
)

// QuestionID identifies a Question.
type QuestionID int64

// VersionID identifies a Version. The Content of a version carries it as its quiz.QuestionID.
type VersionID int64

// State says how far a question is on its way into papers (审核状态).
type State string

// The states. Only a published question is drawn.
const (
	Drafted   State = "draft"     // written or revised, not yet looked at by a second person
	Reviewed  State = "reviewed"  // a second person found it right
	Published State = "published" // may be drawn
	Suspended State = "suspended" // taken out of use for a reason
)

// States returns all states in the order in which a question goes through them.
func States() []State { return []State{Drafted, Reviewed, Published, Suspended} }

var stateLabels = map[State]string{Drafted: "草稿", Reviewed: "已审核", Published: "已发布", Suspended: "已停用"}

// Label returns the Chinese name of the state, and "" for an unknown one.
func (s State) Label() string { return stateLabels[s] }

// Question is a question of a bank with its current version.
type Question struct {
	ID      QuestionID
	Bank    ID
	State   State
	Reason  string // why it is suspended
	StateBy roster.CadreID
	StateAt time.Time
	Version Version
}

// Version is a question as it was stored once. It never changes.
type Version struct {
	ID       VersionID
	Question QuestionID
	Number   int // from 1
	Draft
	By roster.CadreID
	At time.Time
}

// Draft is what an author writes: the question and what is known about it.
type Draft struct {
	Content    quiz.Question
	Subject    string   // 科目, may be empty
	Tags       []string // 知识点 and the like, each once, sorted
	Difficulty int      // from 1, easy, to 5; 0 when nobody has said
	Source     string   // where it was taken from (出处)
	Change     string   // what differs from the version before
}

// Bounds of what is known about a question, in runes where it is text.
const (
	MaxSubject    = 40
	MaxTag        = 30
	MaxTags       = 12
	MaxSource     = 200
	MaxDifficulty = 5
)

// Validate reports everything that keeps the draft from being stored. It fails with fault.Invalid whose fields are those
// of quiz.Question.Validate and subject, tags, difficulty, source and change.
func (d Draft) Validate() error {
	var f fault.Fields
	var wrong *fault.Error
	if errors.As(d.Content.Validate(), &wrong) {
		for _, field := range wrong.Fields {
			f.Add(field.Name, field.Message.Text, field.Message.Args...)
		}
	}
	f.Check(fits(d.Subject, MaxSubject), "subject", "科目不能超过 %d 个字，也不能换行", MaxSubject)
	f.Check(len(d.Tags) <= MaxTags, "tags", "标签不能多于 %d 个", MaxTags)
	for _, tag := range d.Tags {
		f.Check(fits(tag, MaxTag), "tags", "标签不能超过 %d 个字：%s", MaxTag, tag)
	}
	f.Check(d.Difficulty >= 0 && d.Difficulty <= MaxDifficulty, "difficulty", "难度在 1 到 %d 之间", MaxDifficulty)
	f.Check(fits(d.Source, MaxSource), "source", "出处不能超过 %d 个字，也不能换行", MaxSource)
	f.Check(fits(d.Change, MaxSource), "change", "修改说明不能超过 %d 个字，也不能换行", MaxSource)
	return f.Err()
}

func fits(text string, limit int) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= limit && !strings.ContainsAny(text, "\n\r\x00")
}

// tidy returns the draft in the one form in which it is stored and compared.
func (d Draft) tidy() Draft {
	d.Content.ID, d.Content.Point = 0, ""
	d.Subject, d.Source, d.Change = strings.TrimSpace(d.Subject), strings.TrimSpace(d.Source), strings.TrimSpace(d.Change)
	tags := make([]string, 0, len(d.Tags))
	for _, tag := range d.Tags {
		if tag = strings.TrimSpace(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags)
	d.Tags = slices.Compact(tags)
	return d
}

// completed returns the draft with what it does not say taken from before: no file format carries everything.
func (d Draft) completed(before Draft) Draft {
	d.Subject, d.Source = cmp.Or(d.Subject, before.Subject), cmp.Or(d.Source, before.Source)
	d.Difficulty = cmp.Or(d.Difficulty, before.Difficulty)
	d.Content.Explanation = cmp.Or(d.Content.Explanation, before.Content.Explanation)
	if len(d.Tags) == 0 {
		d.Tags = before.Tags
	}
	if len(d.Content.Cites) == 0 {
		d.Content.Cites = before.Content.Cites
	}
	return d
}
