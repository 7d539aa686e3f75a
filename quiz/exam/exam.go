// Package exam holds quizzes that people sit (测验): how a paper is drawn, who may sit it, the attempts with their
// answers, what they earned, and what passing brings about.
//
// A published exam never changes: its terms and what it draws from are frozen. An attempt is frozen when it begins, its
// answers when it is submitted; what it earned is a chain of results, of which each marks it anew and none is ever
// edited. A passed exam books its hours once. When a corrected key changes who passed, two persons answer for it: the
// ledger gets a reversal, or a new entry.
//
// An answer that was acknowledged is on the disk, and is marked whatever happens to the browser, the connection or the
// server. begun_at and due_at are kept for one thing only, the clock of an exam with a time limit. They are the server's,
// an outage of the server moves the end, and nothing is ever earned or measured by them: the same answers give the same
// result and the same hours in the first minute or the last. Nobody is watched, and nobody is ranked.
package exam

import (
	"slices"
	"time"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/quiz"
)

// ID identifies an Exam.
type ID int64

// State says how far an exam is.
type State string

// The states of an exam.
const (
	Draft     State = "draft"     // its terms may change, and nobody sits it
	Published State = "published" // whoever is asked may sit it
	Withdrawn State = "withdrawn" // no attempt begins any more; those that run go on to their end
)

// Label returns the Chinese name of the state; the text is a key of the message catalogue.
func (s State) Label() string {
	switch s {
	case Draft:
		return "草稿"
	case Published:
		return "已发布"
	default:
		return "已撤回"
	}
}

// Exam is a quiz that people are asked to sit.
type Exam struct {
	ID       ID
	Unit     roster.UnitID // whose exam it is
	State    State
	Revision int // of the draft, from 1
	Terms

	SavedBy     roster.CadreID
	SavedAt     time.Time
	PublishedBy roster.CadreID // 0 for a draft
	PublishedAt time.Time
	WithdrawnBy roster.CadreID // 0 while it stands
	WithdrawnAt time.Time
	Reason      string // why it was withdrawn
}

// Terms are what the author of an exam decides. Their JSON form is evidence: fields may be added, never renamed.
type Terms struct {
	Title     string       `json:"title"`
	Subject   string       `json:"subject"` // code; may be empty
	Blueprint Blueprint    `json:"blueprint"`
	Partial   quiz.Partial `json:"partial"`
	PassMark  quiz.Points  `json:"passMark"` // total from which an attempt is passed
	Minutes   int          `json:"minutes"`  // time limit of an attempt; 0: none
	From      time.Time    `json:"from"`     // no attempt begins earlier
	Until     time.Time    `json:"until"`    // attempts end; zero: never
	Shows     Shows        `json:"shows"`
	Hours     hours.Amount `json:"hours"` // what the ledger is told; 0: passing books nothing
	Retake    Retake       `json:"retake"`
	Grading   Grading      `json:"grading"`
}

// Shows says when a person sees the right answers and explanations of a submitted attempt. The result itself is always
// shown.
type Shows string

// When answers are shown.
const (
	AtOnce      Shows = "at_once"
	AfterWindow Shows = "after_window" // when nobody can begin any more
	Never       Shows = "never"
)

// AllShows returns all values in their usual order.
func AllShows() []Shows { return []Shows{AtOnce, AfterWindow, Never} }

// Counts says which attempt speaks for a person who has several.
type Counts string

// Which attempt counts. A passed exam is not sat again, so they differ for those who have not passed.
const (
	Best Counts = "best"
	Last Counts = "last"
)

// Retake is the rule of further attempts (补考). Each draws anew.
type Retake struct {
	Attempts int    `json:"attempts"` // allowed in all, at least 1
	WaitDays int    `json:"waitDays"` // whole days from a submission to the next attempt; 0: at once
	Counts   Counts `json:"counts"`
}

// Grading is the rule by which written answers are graded.
type Grading struct {
	Graders int         `json:"graders"` // 1, or 2 who grade independently
	Differ  quiz.Points `json:"differ"`  // two totals that differ by more ask for a decision; by less, the mean counts
}

// Bounds of an exam.
const (
	mostMinutes  = 600
	mostAttempts = 10
	mostWaitDays = 90
	mostItems    = 200
	mostTitle    = 80 // runes
	mostEach     = 100 * quiz.PointsPerWhole
)

// check reports what keeps the terms from being saved; published ones are held to complete, too.
func (t Terms) check(f *fault.Fields) {
	f.Check(text(t.Title, 1, mostTitle), "title", "名称要有 1 到 %d 个字", mostTitle)
	f.Check(slices.Contains(quiz.Partials(), t.Partial), "partial", "请选部分得分的规则")
	f.Check(t.PassMark > 0, "pass_mark", "合格线要大于 0")
	f.Check(t.Minutes >= 0 && t.Minutes <= mostMinutes, "minutes", "限时在 0 和 %d 分钟之间，0 为不限时", mostMinutes)
	f.Check(t.Until.IsZero() || t.Until.After(t.From), "until", "结束时间要晚于开始时间")
	f.Check(slices.Contains(AllShows(), t.Shows), "shows", "请选什么时候公布答案")
	f.Check(t.Shows != AfterWindow || !t.Until.IsZero(), "shows", "没有结束时间，答案不能等结束以后公布")
	f.Check(t.Hours >= 0 && t.Hours <= 100*hours.Hour, "hours", "学时要在 0 和 100 之间")
	f.Check(t.Retake.Attempts >= 1 && t.Retake.Attempts <= mostAttempts, "attempts", "可以考 1 到 %d 次", mostAttempts)
	f.Check(t.Retake.WaitDays >= 0 && t.Retake.WaitDays <= mostWaitDays, "wait_days", "两次之间隔 0 到 %d 天", mostWaitDays)
	f.Check(t.Retake.Counts == Best || t.Retake.Counts == Last, "counts", "请选以哪一次成绩为准")
	f.Check(t.Grading.Graders == 1 || t.Grading.Graders == 2, "graders", "阅卷人是一个或者两个")
	f.Check(t.Grading.Differ >= 0, "differ", "分差不能小于 0")
	t.Blueprint.check(f)
}
