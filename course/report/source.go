package report

import (
	"context"

	"xiangxue/course/storage"
)

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
