package exam

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/statistics"
)

// Analysed is a question of an exam with what the answers say about it (试题分析).
type Analysed struct {
	Version  bank.VersionID // as it was asked
	Question quiz.Question  // by whose key it was marked
	statistics.Item
}

// Analysis returns what the answers of all complete attempts at an exam say about its questions, by their ids. A question
// that everybody was given is left out. It fails with fault.Forbidden and fault.NotFound when the actor neither writes nor
// audits the exam: whoever may have to sit it would see the keys.
func (o *Office) Analysis(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) ([]Analysed, error) {
	if err := requireAny(actor, access.AuthorContent, access.AssignStudy, access.Audit); err != nil {
		return nil, err
	}
	if _, found, err := selectExam(ctx, tx, setters(actor).Or(actor.Scope(access.Audit)), id); err != nil || !found {
		return nil, firstOf(err, errNoExam)
	}
	s, err := o.sitting(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	keys, err := o.keysOf(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	rows, err := selectSubmitted(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("read the answers given in exam %d: %w", id, err)
	}
	responses := map[bank.VersionID][]statistics.Response{}
	for _, row := range rows {
		if err := row.respond(responses); err != nil {
			return nil, err
		}
	}
	return s.analysed(keys, responses), nil
}

// respond adds the answers of a complete attempt to the responses by version.
func (r submittedRow) respond(to map[bank.VersionID][]statistics.Response) error {
	if !r.Done {
		return nil
	}
	a, err := r.Row.attempt()
	if err != nil {
		return err
	}
	result, err := r.result()
	if err != nil {
		return err
	}
	for i, it := range a.Paper.Items {
		if mark := result.Marks[i]; !mark.Given {
			to[it.Version] = append(to[it.Version], statistics.Response{
				Chosen: a.Sheet[i].Chosen, Score: mark.Score, Full: mark.Worth, Rest: result.rest(mark),
			})
		}
	}
	return nil
}

// rest returns the share that was earned of everything but the mark.
func (r Result) rest(m Mark) float64 {
	if r.Most == m.Worth {
		return 0
	}
	return float64(r.Total-m.Score) / float64(r.Most-m.Worth)
}

func (s *sitting) analysed(keys Keys, responses map[bank.VersionID][]statistics.Response) []Analysed {
	var list []Analysed
	for _, id := range slices.Sorted(maps.Keys(responses)) {
		question := s.pool.Versions[id].Content
		if key, corrected := keys[id]; corrected && key.Version != 0 {
			question = key.Question
		}
		list = append(list, Analysed{Version: id, Question: question, Item: statistics.Analyse(question, responses[id])})
	}
	return list
}
