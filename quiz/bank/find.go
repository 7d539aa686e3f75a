package bank

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Filter says which questions are meant, by their current versions. Zero fields stand for everything.
type Filter struct {
	Bank       ID
	Subject    string
	Tag        string
	Kind       quiz.Kind
	Difficulty int
	States     []State
	Text       string     // occurs in the text or the options, however it is written
	After      QuestionID // only questions with a greater id
	Limit      int        // at most this many, 50 when zero
}

// where returns the condition for the filter, without After and Limit, over bank_questions q and bank_versions v.
func (f Filter) where() (string, []any) {
	var b strings.Builder
	var args []any
	add := func(given bool, condition string, values ...any) {
		if given {
			b.WriteString(" AND " + condition)
			args = append(args, values...)
		}
	}
	add(f.Bank != 0, "q.bank_id = ?", f.Bank)
	add(f.Subject != "", "v.subject = ?", f.Subject)
	add(f.Tag != "", "EXISTS (SELECT 1 FROM bank_tags t WHERE t.version_id = v.id AND t.tag = ?)", f.Tag)
	add(f.Kind != "", "v.kind = ?", f.Kind)
	add(f.Difficulty != 0, "v.difficulty = ?", f.Difficulty)
	add(len(f.States) > 0, "q.state IN ?", f.States)
	for _, word := range strings.Fields(f.Text) {
		// letters leaves no character that LIKE reads as a sign
		add(letters(word) != "", "EXISTS (SELECT 1 FROM bank_likenesses l WHERE l.version_id = v.id AND l.folded LIKE ?)", "%"+letters(word)+"%")
	}
	return " FROM bank_questions q JOIN bank_versions v ON v.id = q.version_id WHERE 1 = 1" + b.String(), args
}

// Find returns the questions that the filter selects, by id.
func Find(ctx context.Context, tx storage.ReadTx, f Filter) ([]Question, error) {
	const usual = 50
	where, args := f.where()
	limit := f.Limit
	if limit <= 0 {
		limit = usual
	}
	rows, err := storage.Select[questionRow](ctx, tx, "SELECT q.*"+where+" AND q.id > ? ORDER BY q.id LIMIT ?", append(args, f.After, limit)...)
	if err != nil {
		return nil, fmt.Errorf("find questions: %w", err)
	}
	return withVersions(ctx, tx, rows)
}

func withVersions(ctx context.Context, tx storage.ReadTx, rows []questionRow) ([]Question, error) {
	ids := make([]VersionID, len(rows))
	for i, r := range rows {
		ids[i] = r.VersionID
	}
	versions, err := Versions(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	questions := make([]Question, len(rows))
	for i, r := range rows {
		questions[i] = r.question(versions[i])
	}
	return questions, nil
}

// Count returns how many questions the filter selects; After and Limit do not matter.
func Count(ctx context.Context, tx storage.ReadTx, f Filter) (int, error) {
	where, args := f.where()
	n, _, err := storage.First[int](ctx, tx, "SELECT COUNT(*)"+where, args...)
	if err != nil {
		return 0, fmt.Errorf("count questions: %w", err)
	}
	return n, nil
}

// Select returns the versions that a draw may take: the current ones of the published questions that the filter
// selects, by the ids of their questions, without those that cite an article which has changed since and that nobody has
// confirmed. States, After and Limit do not matter.
func Select(ctx context.Context, tx storage.ReadTx, f Filter) ([]VersionID, error) {
	f.States = []State{Published}
	where, args := f.where()
	where += " AND NOT EXISTS (SELECT 1 FROM citations c WHERE c.source_kind = ? AND c.source_id = v.id AND c.state = ?) ORDER BY q.id"
	ids, err := storage.Select[VersionID](ctx, tx, "SELECT v.id"+where, append(args, CitedBy, course.Stale)...)
	if err != nil {
		return nil, fmt.Errorf("select questions for a paper: %w", err)
	}
	return ids, nil
}

// Versions returns versions by their ids, in the order and number of the ids. It fails with fault.NotFound when there is
// none of an id.
func Versions(ctx context.Context, tx storage.ReadTx, ids []VersionID) ([]Version, error) {
	sorted := slices.Sorted(slices.Values(ids))
	rows, err := selectVersions(ctx, tx, slices.Compact(sorted))
	if err != nil {
		return nil, fmt.Errorf("read versions of questions: %w", err)
	}
	byID := make(map[VersionID]Version, len(rows))
	for _, v := range rows {
		byID[v.ID] = v
	}
	versions := make([]Version, len(ids))
	for i, id := range ids {
		v, found := byID[id]
		if !found {
			return nil, fault.New(fault.NotFound, "题库里没有这道题的这个版本")
		}
		versions[i] = v
	}
	return versions, nil
}

// ByQuestion returns a question with its current version. It fails with fault.NotFound when there is none.
func ByQuestion(ctx context.Context, tx storage.ReadTx, id QuestionID) (Question, error) {
	row, found, err := selectQuestion(ctx, tx, id)
	if err != nil {
		return Question{}, fmt.Errorf("read question %d: %w", id, err)
	}
	if !found {
		return Question{}, fault.New(fault.NotFound, "题库里没有这道题")
	}
	questions, err := withVersions(ctx, tx, []questionRow{row})
	if err != nil {
		return Question{}, err
	}
	return questions[0], nil
}

// History returns all versions of a question, the newest first.
func History(ctx context.Context, tx storage.ReadTx, id QuestionID) ([]Version, error) {
	ids, err := storage.Select[VersionID](ctx, tx, "SELECT id FROM bank_versions WHERE question_id = ? ORDER BY number DESC", id)
	if err != nil {
		return nil, fmt.Errorf("read the versions of question %d: %w", id, err)
	}
	return Versions(ctx, tx, ids)
}

// Subjects returns the subjects of the current versions, sorted.
func Subjects(ctx context.Context, tx storage.ReadTx) ([]string, error) {
	const query = `SELECT DISTINCT v.subject FROM bank_questions q JOIN bank_versions v ON v.id = q.version_id
WHERE v.subject <> '' ORDER BY v.subject`
	return storage.Select[string](ctx, tx, query)
}

// Tags returns the tags of the current versions, sorted.
func Tags(ctx context.Context, tx storage.ReadTx) ([]string, error) {
	const query = "SELECT DISTINCT t.tag FROM bank_questions q JOIN bank_tags t ON t.version_id = q.version_id ORDER BY t.tag"
	return storage.Select[string](ctx, tx, query)
}
