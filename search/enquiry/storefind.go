package enquiry

import (
	"context"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// foundRow is a question in its current version.
type foundRow struct {
	ID          ID
	State       State
	VersionID   int64
	NotedAt     int64
	NotedBy     string
	Number      int
	Subject     string
	Question    string
	Answer      string
	ConfirmedAt int64
	ConfirmedBy string
	MayWrite    bool
}

func (r foundRow) enquiry() Enquiry {
	e := Enquiry{
		ID: r.ID, State: r.State, Version: r.VersionID, Number: r.Number, NotedBy: r.NotedBy, NotedAt: calendar.FromMillis(r.NotedAt),
		ConfirmedBy: r.ConfirmedBy, ConfirmedAt: calendar.FromMillis(r.ConfirmedAt), MayWrite: r.MayWrite,
	}
	e.Subject, e.Question, e.Answer = r.Subject, r.Question, r.Answer
	return e
}

// sent is the beginning of a query for questions that the actor may see, up to its conditions.
func sent(actor access.Actor) (string, []any) {
	planned, args := scoped(actor, access.DraftPlan)
	seen, more := scoped(actor, access.ReadPlan)
	query := `SELECT e.id, e.state, e.version_id, e.noted_at, n.name AS noted_by, v.number, v.subject, v.question, v.answer, v.confirmed_at,
c.name AS confirmed_by, (e.state = 'open' OR ` + planned + ` OR EXISTS (SELECT 1 FROM enquiry_versions w
  WHERE w.enquiry_id = e.id AND w.confirmed_by = ?)) AS may_write
FROM enquiries e JOIN enquiry_versions v ON v.id = e.version_id JOIN cadres n ON n.id = e.noted_by JOIN cadres c ON c.id = v.confirmed_by
WHERE ` + seen
	return query, append(append(args, actor.ID()), more...)
}

func selectEnquiry(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) (foundRow, bool, error) {
	query, args := sent(actor)
	return storage.First[foundRow](ctx, tx, query+" AND e.id = ?", append(args, id)...)
}

// mostSearched is how many questions are looked through at most, the newest ones.
const mostSearched = 3000

func selectEnquiries(ctx context.Context, tx storage.ReadTx, actor access.Actor, f Filter) ([]foundRow, error) {
	query, args := sent(actor)
	if f.State != "" {
		query, args = query+" AND e.state = ?", append(args, f.State)
	}
	if f.Subject != "" {
		query, args = query+" AND v.subject = ?", append(args, f.Subject)
	}
	if f.Without != 0 {
		query, args = query+" AND e.id <> ?", append(args, f.Without)
	}
	return storage.Select[foundRow](ctx, tx, query+" ORDER BY v.confirmed_at DESC, e.id DESC LIMIT ?", append(args, mostSearched)...)
}

type unansweredRow struct {
	ID          ID
	Subject     string
	SubjectName string
	Question    string
	NotedAt     int64
}

func selectUnanswered(ctx context.Context, tx storage.ReadTx, actor access.Actor) ([]unansweredRow, error) {
	planned, args := scoped(actor, access.DraftPlan)
	query := `SELECT e.id, v.subject, s.name AS subject_name, v.question, e.noted_at
FROM enquiries e JOIN enquiry_versions v ON v.id = e.version_id JOIN subjects s ON s.code = v.subject
WHERE e.state = 'open' AND ` + planned + ` ORDER BY s.position, e.noted_at, e.id LIMIT ?`
	return storage.Select[unansweredRow](ctx, tx, query, append(args, mostSearched)...)
}
