package quiz

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// Identity names a question by what stays the same when it is stored again: ContentHash for one that checks ask, Bank for
// one of the question bank. The other is zero.
type Identity struct {
	ContentHash string
	Bank        int64 // id of the bank's question, whatever its version
}

// Answered says how a person answered a question on a day.
type Answered struct {
	Question  Identity
	On        calendar.Date
	Wrong     bool // an answer was given, and it is not entirely right
	Corrected bool // its key was corrected after the exam
}

// Marked are the answers of an attempt at an exam, as a result of it judges them.
type Marked struct {
	Attempt int64
	Result  int64
	Again   bool // an earlier result of the attempt was seen before
	Answers []Answered
}

// Failures are wrong answers in the order in which they were given.
type Failures struct {
	Wrong []Answered
	UpTo  int64 // the last attempt that was looked at
	More  bool  // there are later ones
}

// Failed returns what the actor answered wrong in failed rounds of checks after the attempt with that id, looking through
// at most limit rounds. What a person left open is no wrong answer. It takes no other person than the actor: a failed
// round is nobody else's business.
func (e *Examiner) Failed(ctx context.Context, tx storage.ReadTx, actor access.Actor, after int64, limit int) (Failures, error) {
	rows, err := selectFailed(ctx, tx, actor.ID(), after, limit)
	if err != nil {
		return Failures{}, fmt.Errorf("read the failed rounds of cadre %d: %w", actor.ID(), err)
	}
	f := Failures{UpTo: after, More: len(rows) == limit}
	var questions []QuestionID
	for _, row := range rows {
		a, err := row.attempt()
		if err != nil {
			return Failures{}, err
		}
		for _, it := range a.paper.Items {
			if it.result() == Wrong {
				questions = append(questions, it.Question.ID)
				f.Wrong = append(f.Wrong, Answered{On: calendar.DateOf(a.submittedAt), Wrong: true})
			}
		}
		f.UpTo = a.id
	}
	hashes, err := hashesOf(ctx, tx, questions)
	if err != nil {
		return Failures{}, err
	}
	for i, id := range questions {
		f.Wrong[i].Question.ContentHash = hashes[id]
	}
	return f, nil
}

// hashesOf returns the content hashes of stored questions. It fails when one is not stored.
func hashesOf(ctx context.Context, tx storage.ReadTx, ids []QuestionID) (map[QuestionID]string, error) {
	hashes := make(map[QuestionID]string, len(ids))
	if len(ids) == 0 {
		return hashes, nil
	}
	rows, err := selectHashes(ctx, tx, ids)
	if err != nil {
		return nil, fmt.Errorf("read %d questions: %w", len(ids), err)
	}
	for _, r := range rows {
		hashes[r.ID] = r.ContentHash
	}
	for _, id := range ids {
		if hashes[id] == "" {
			return nil, fmt.Errorf("question %d of a paper is not stored", id)
		}
	}
	return hashes, nil
}
