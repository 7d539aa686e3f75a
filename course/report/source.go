package report

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// QuizSource knows the quizzes that people are asked to sit.
type QuizSource interface {
	// OpenQuizzes returns those of the quizzes that a person is asked to sit, by id, which he or she can sit, now or later:
	// not one that is over, or whose questions the person has seen.
	OpenQuizzes(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, asked []int64) (map[int64]Quiz, error)
}

// Quiz is what a quiz brings to whoever passes it.
type Quiz struct {
	Hours   hours.Amount // what the ledger is told; 0: nothing
	Subject string
	Until   calendar.Date // the last day; zero: no end
}

// EvidenceSource shows the evidence of one kind that an area keeps, such as passed papers. Whoever asks has found the
// entry within what the reader may see.
type EvidenceSource interface {
	// Kind returns the kind of evidence, as it stands in hours.Entry.Evidence.
	Kind() string
	// Evidence returns what to print. It fails with fault.NotFound when there is no such evidence.
	Evidence(ctx context.Context, tx storage.ReadTx, id int64) (Evidence, error)
}

// Evidence is something that an entry rests on, ready to print. Labels are keys of the message catalogue; everything
// else is plain text.
type Evidence struct {
	Title string
	Lines []EvidenceLine
	Items []EvidenceItem
}

// EvidenceLine is one fact about the evidence.
type EvidenceLine struct{ Label, Text string }

// EvidenceItem is one question of a paper as it was answered.
type EvidenceItem struct {
	Question string
	Answer   string
	Correct  string // the right answer, when it is shown beside the given one
}
