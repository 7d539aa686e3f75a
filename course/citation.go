package course

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"xiangxue/course/audit"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Citation says that a text cites an article of a law (引用条文).
type Citation struct {
	Law     string // title without 《》
	Article string // as written: 第六十二条
}

// String returns the citation as it is written: 《土地管理法》第六十二条.
func (c Citation) String() string { return "《" + c.Law + "》" + c.Article }

// citationPattern matches a title, an optional number or year in brackets, and an article.
var citationPattern = regexp.MustCompile(
	`《([^《》\n]{1,80})》(?:（[^（）\n]{1,40}）)?(第[〇零一二三四五六七八九十百千0-9]{1,12}条(?:之[一二三四五六七八九十])?)`)

// CitationsIn returns the articles that a plain text cites, each once, in order of appearance.
func CitationsIn(text string) []Citation {
	var found []Citation
	seen := map[Citation]bool{}
	for _, m := range citationPattern.FindAllStringSubmatch(text, -1) {
		c := Citation{Law: m[1], Article: m[2]}
		if !seen[c] {
			seen[c] = true
			found = append(found, c)
		}
	}
	return found
}

// The kinds of CitationSource.
const (
	CitedByLesson   = "lesson"
	CitedByQuestion = "question"
)

// CitationSource is the text that cites.
type CitationSource struct {
	Kind string
	ID   int64
}

// CitationState says whether a citation still holds.
type CitationState string

// The states of a citation: as published; the law has changed since; a person looked and it still holds.
const (
	Fresh     CitationState = "fresh"
	Stale     CitationState = "stale"
	Confirmed CitationState = "confirmed"
)

// RecordedCitation is a citation with its source and state.
type RecordedCitation struct {
	ID     int64
	Source CitationSource
	Citation
	State    CitationState
	Document int64 // what changed or repealed the law, of a stale one; 0 when that is not known
}

// Cite records the citations of a text as fresh. One that is recorded already keeps its state.
func Cite(ctx context.Context, tx storage.WriteTx, source CitationSource, citations []Citation) error {
	for _, c := range citations {
		if err := insertCitation(ctx, tx, source, c); err != nil {
			return fmt.Errorf("record the citation %s: %w", c, err)
		}
	}
	return nil
}

// CitationsOf returns the citations of a text in the order of their recording.
func CitationsOf(ctx context.Context, tx storage.ReadTx, source CitationSource) ([]RecordedCitation, error) {
	rows, err := citationsBySource(ctx, tx, source)
	if err != nil {
		return nil, fmt.Errorf("read the citations of %s %d: %w", source.Kind, source.ID, err)
	}
	return recorded(rows), nil
}

// StaleCitations returns every citation whose law has changed since, by law and article as text.
func StaleCitations(ctx context.Context, tx storage.ReadTx) ([]RecordedCitation, error) {
	rows, err := citationsByState(ctx, tx, Stale)
	if err != nil {
		return nil, fmt.Errorf("read the stale citations: %w", err)
	}
	return recorded(rows), nil
}

// Cited returns every article that something cites, each once, by law and article as text.
func Cited(ctx context.Context, tx storage.ReadTx) ([]Citation, error) {
	rows, err := citedArticles(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read what is cited: %w", err)
	}
	list := make([]Citation, len(rows))
	for i, r := range rows {
		list[i] = Citation{Law: r.Law, Article: r.Article}
	}
	return list, nil
}

// MarkStale notes that a document changed or repealed an article: whatever cites it in these words has to be looked at
// again. It returns how many citations that is.
func MarkStale(ctx context.Context, tx storage.WriteTx, c Citation, document int64) (int64, error) {
	n, err := setStale(ctx, tx, c, document)
	if err != nil {
		return 0, fmt.Errorf("mark the citations of %s: %w", c, err)
	}
	return n, nil
}

// Confirm notes that a person looked at a stale citation and found that it holds. It fails with fault.Conflict when
// the citation is not stale.
func Confirm(ctx context.Context, tx storage.WriteTx, at time.Time, by roster.CadreID, citation int64) error {
	n, err := setConfirmed(ctx, tx, citation)
	if err != nil {
		return fmt.Errorf("confirm citation %d: %w", citation, err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "这条引用不需要核对")
	}
	return audit.Add(ctx, tx, at, audit.Event{Actor: int64(by), Action: "course.citation.confirm", Kind: "citation", ID: citation})
}

func recorded(rows []citationRow) []RecordedCitation {
	list := make([]RecordedCitation, len(rows))
	for i, r := range rows {
		list[i] = RecordedCitation{
			ID: r.ID, Source: CitationSource{Kind: r.SourceKind, ID: r.SourceID},
			Citation: Citation{Law: r.Law, Article: r.Article}, State: CitationState(r.State), Document: r.DocumentID,
		}
	}
	return list
}
