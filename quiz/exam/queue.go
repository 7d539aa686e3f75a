package exam

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Written is a written answer that waits to be graded (待评答卷). It does not tell whose it is: Code stands for it, and
// the queue is in the order of the codes.
type Written struct {
	Code     string
	Stage    Stage
	Question quiz.Question
	Answer   string
	Worth    quiz.Points
	Maxima   []quiz.Points // of the criteria of the question's rubric
	Grades   []Grade       // what the first two gave, only where the actor is to decide
}

// waiting is a written answer with what the queue hides.
type waiting struct {
	attempt  Attempt
	position int
	grades   []Grade
	Written
}

// Queue returns the written answers of an exam that wait for a grade the actor may give: not to an answer of his own, and
// none twice. A decision takes somebody who assigns study. It fails as Find does, and with fault.Forbidden when the actor
// neither writes content nor assigns study.
func (o *Office) Queue(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) ([]Written, error) {
	all, _, err := o.waiting(ctx, tx, actor, id)
	if err != nil {
		return nil, err
	}
	list := make([]Written, len(all))
	for i, w := range all {
		list[i] = w.Written
	}
	return list, nil
}

// waiting returns the queue of the actor.
func (o *Office) waiting(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) ([]waiting, *sitting, error) {
	if err := requireAny(actor, access.AuthorContent, access.AssignStudy); err != nil {
		return nil, nil, err
	}
	if _, found, err := selectExam(ctx, tx, setters(actor), id); err != nil || !found {
		return nil, nil, firstOf(err, errNoExam)
	}
	s, err := o.sitting(ctx, tx, id)
	if err != nil {
		return nil, nil, err
	}
	_, decides, err := selectExam(ctx, tx, actor.Scope(access.AssignStudy), id)
	if err != nil {
		return nil, nil, fmt.Errorf("read exam %d: %w", id, err)
	}
	attempts, err := selectIncomplete(ctx, tx, id)
	if err != nil {
		return nil, nil, fmt.Errorf("read what of exam %d is not graded: %w", id, err)
	}
	graded, err := gradesIn(ctx, tx, id)
	if err != nil {
		return nil, nil, err
	}
	var list []waiting
	for _, row := range attempts {
		a, err := row.attempt()
		if err != nil {
			return nil, nil, err
		}
		if a.Cadre != actor.ID() {
			list = append(list, o.open(s, a, graded[a.ID], actor.ID(), decides)...)
		}
	}
	slices.SortFunc(list, func(x, y waiting) int { return cmp.Compare(x.Code, y.Code) })
	return list, s, nil
}

// open returns the answers of an attempt that wait for the grader.
func (o *Office) open(s *sitting, a Attempt, graded map[int][]Grade, grader roster.CadreID, decides bool) []waiting {
	var list []waiting
	for i, it := range a.Paper.Items {
		question := s.pool.Versions[it.Version].Content
		if !question.Kind.Written() || a.Sheet[i].Empty() {
			continue
		}
		stage, waits := s.exam.Grading.next(graded[i])
		if !waits || isBy(graded[i], grader) || stage == Decision && !decides {
			continue
		}
		w := waiting{attempt: a, position: i, grades: graded[i], Written: Written{
			Code: o.code(a.ID, i), Stage: stage, Question: question, Answer: a.Sheet[i].Text, Worth: it.Worth, Maxima: Maxima(question.Rubric, it.Worth),
		}}
		if stage == Decision {
			w.Grades = graded[i]
		}
		list = append(list, w)
	}
	return list
}

// code names an answer without telling whose it is.
func (o *Office) code(id AttemptID, position int) string {
	seed := o.Seed("grading", number64(id), number64(int64(position)))
	return hex.EncodeToString(seed[:5])
}

// gradesIn returns the grades given in an exam by attempt and position, in the order of their stages.
func gradesIn(ctx context.Context, tx storage.ReadTx, id ID) (map[AttemptID]map[int][]Grade, error) {
	rows, err := selectGradings(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("read the grades of exam %d: %w", id, err)
	}
	graded := map[AttemptID]map[int][]Grade{}
	for _, r := range rows {
		g, err := r.grade()
		if err != nil {
			return nil, err
		}
		if graded[r.AttemptID] == nil {
			graded[r.AttemptID] = map[int][]Grade{}
		}
		graded[r.AttemptID][r.Position] = append(graded[r.AttemptID][r.Position], g)
	}
	return graded, nil
}

// settle returns the grades of an attempt that are settled.
func (g Grading) settle(graded map[int][]Grade) grades {
	settled := grades{}
	for position, given := range graded {
		if points, done := g.settled(given); done {
			settled[position] = points
		}
	}
	return settled
}

// firstOf returns err, or the other error when it is nil.
func firstOf(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
