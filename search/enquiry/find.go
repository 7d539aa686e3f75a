package enquiry

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
)

// Filter selects questions. Zero fields select everything.
type Filter struct {
	State   State
	Subject string // code
	Words   string // what question and answer are searched for; the likest come first
	Without ID     // not this one
	Limit   int
	Offset  int
}

// Show returns a question as it was sent last. It fails with fault.NotFound when nothing was sent or the actor may not see
// it.
func (c Clerk) Show(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) (Enquiry, error) {
	row, found, err := selectEnquiry(ctx, tx, actor, id)
	if err != nil {
		return Enquiry{}, fmt.Errorf("read question %d: %w", id, err)
	}
	if !found {
		return Enquiry{}, errNotFound
	}
	e := row.enquiry()
	articles, err := selectArticles(ctx, tx, e.Version)
	if err != nil {
		return Enquiry{}, fmt.Errorf("read the articles of question %d: %w", id, err)
	}
	for _, a := range articles {
		e.Articles = append(e.Articles, Article{Document: a.DocumentID, Point: a.Point})
	}
	lessons, err := selectLessons(ctx, tx, e.Version)
	if err != nil {
		return Enquiry{}, fmt.Errorf("read the lessons of question %d: %w", id, err)
	}
	for _, l := range lessons {
		e.Lessons = append(e.Lessons, l.LessonID)
	}
	return e, nil
}

// Versions returns who sent which version of a question that the actor may see, the last one first.
func (c Clerk) Versions(ctx context.Context, tx storage.ReadTx, id ID) ([]Version, error) {
	rows, err := selectVersions(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("read the versions of question %d: %w", id, err)
	}
	list := make([]Version, len(rows))
	for i, r := range rows {
		list[i] = Version{Number: r.Number, Answered: r.Answer != "", ConfirmedBy: r.Name, ConfirmedAt: calendar.FromMillis(r.ConfirmedAt)}
	}
	return list, nil
}

// List returns the questions that the filter selects of those that the actor may see, without their articles and lessons,
// and how many there are in all. Without words the newest come first.
func (c Clerk) List(ctx context.Context, tx storage.ReadTx, actor access.Actor, f Filter) ([]Enquiry, int, error) {
	rows, err := selectEnquiries(ctx, tx, actor, f)
	if err != nil {
		return nil, 0, fmt.Errorf("read the questions of villagers: %w", err)
	}
	if f.Words != "" {
		rows = likest(rows, f.Words)
	}
	total := len(rows)
	from := min(max(f.Offset, 0), total)
	rows = rows[from:min(from+f.Limit, total)]
	list := make([]Enquiry, len(rows))
	for i, r := range rows {
		list[i] = r.enquiry()
	}
	return list, total, nil
}

// Pair is a confirmed answer: what was asked, and an article that answers it.
type Pair struct {
	Enquiry  ID
	Version  int64
	Question string
	Article
}

// Confirmed calls yield with every article that an answer in its current version rests on, by question, and stops at the
// first error, which it returns. It reads the questions of all units, for the ranking to learn from; it shows them to
// nobody.
func Confirmed(ctx context.Context, tx storage.ReadTx, yield func(Pair) error) error {
	rows, err := selectPairs(ctx, tx)
	if err != nil {
		return fmt.Errorf("read the confirmed answers: %w", err)
	}
	for _, r := range rows {
		pair := Pair{Enquiry: r.EnquiryID, Version: r.VersionID, Question: r.Question, Article: Article{Document: r.DocumentID, Point: r.Point}}
		if err := yield(pair); err != nil {
			return err
		}
	}
	return nil
}

// Unanswered returns the open questions that a person who drafts plans looks after, by subject and then the oldest first.
func Unanswered(ctx context.Context, tx storage.ReadTx, actor access.Actor) ([]plan.Unanswered, error) {
	rows, err := selectUnanswered(ctx, tx, actor)
	if err != nil {
		return nil, fmt.Errorf("read the unanswered questions: %w", err)
	}
	list := make([]plan.Unanswered, len(rows))
	for i, r := range rows {
		list[i] = plan.Unanswered{
			Ref: int64(r.ID), Subject: r.Subject, SubjectName: r.SubjectName, Question: r.Question, NotedAt: calendar.FromMillis(r.NotedAt),
		}
	}
	return list, nil
}
