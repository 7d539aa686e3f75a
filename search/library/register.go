package library

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// register holds what judging documents needs: their dates, all clauses of repeal that may mean them, and the checks.
type register struct {
	editions map[DocumentID]*edition
	works    map[WorkID][]*edition
	byTitle  map[string][]clause
	byNumber map[string][]clause
	checks   map[DocumentID][]check
}

const editionColumns = `SELECT d.id, d.work_id, d.title, w.title_key, d.number_key, d.version_on, d.begins_on, d.begin_ground,
d.effective_on, d.repealed_on, d.expires_on FROM documents d JOIN works w ON w.id = d.work_id `

// wholeRegister reads the register of all documents: three statements.
func wholeRegister(ctx context.Context, tx storage.ReadTx) (*register, error) {
	editions, err := storage.Select[editionRow](ctx, tx, editionColumns)
	if err != nil {
		return nil, err
	}
	clauses, err := storage.Select[relationRow](ctx, tx, "SELECT * FROM document_relations WHERE kind = 'repeals'")
	if err != nil {
		return nil, err
	}
	checks, err := selectChecks(ctx, tx, "")
	if err != nil {
		return nil, err
	}
	return newRegister(editions, clauses, checks), nil
}

// registerFor reads what judging a few documents needs: three statements.
func registerFor(ctx context.Context, tx storage.ReadTx, ids []int64) (*register, error) {
	const clauseQuery = `SELECT r.* FROM document_relations r WHERE r.kind = 'repeals' AND (
  r.title_key IN (SELECT w.title_key FROM documents d JOIN works w ON w.id = d.work_id WHERE d.id IN ?)
  OR r.number_key IN (SELECT d.number_key FROM documents d WHERE d.id IN ? AND d.number_key <> ''))`
	clauses, err := storage.Select[relationRow](ctx, tx, clauseQuery, ids, ids)
	if err != nil {
		return nil, err
	}
	judging := slices.Clone(ids)
	for _, c := range clauses {
		judging = append(judging, c.DocumentID)
	}
	editions, err := storage.Select[editionRow](ctx, tx,
		editionColumns+"WHERE d.work_id IN (SELECT s.work_id FROM documents s WHERE s.id IN ?)", judging)
	if err != nil {
		return nil, err
	}
	checks, err := selectChecks(ctx, tx, "WHERE document_id IN ?", ids)
	if err != nil {
		return nil, err
	}
	return newRegister(editions, clauses, checks), nil
}

func newRegister(editions []editionRow, clauses []relationRow, checks []checkRow) *register {
	r := &register{
		editions: make(map[DocumentID]*edition, len(editions)), works: map[WorkID][]*edition{},
		byTitle: map[string][]clause{}, byNumber: map[string][]clause{}, checks: map[DocumentID][]check{},
	}
	for _, row := range editions {
		e := row.edition()
		r.editions[e.ID] = e
		r.works[e.Work] = append(r.works[e.Work], e)
	}
	for _, row := range clauses {
		c := clause{By: DocumentID(row.DocumentID), TitleKey: row.TitleKey, NumberKey: row.NumberKey, On: row.TakesOn}
		r.byTitle[c.TitleKey] = append(r.byTitle[c.TitleKey], c)
		r.byNumber[c.NumberKey] = append(r.byNumber[c.NumberKey], c)
	}
	for _, row := range checks {
		id := DocumentID(row.DocumentID)
		r.checks[id] = append(r.checks[id], row.check())
	}
	return r
}

// StatusOf returns the status of a document as of a day. It fails with fault.NotFound.
func StatusOf(ctx context.Context, tx storage.ReadTx, id DocumentID, asOf calendar.Date) (Status, error) {
	all, err := Statuses(ctx, tx, []DocumentID{id}, asOf)
	if err != nil {
		return Status{}, err
	}
	status, found := all[id]
	if !found {
		return Status{}, notFound()
	}
	return status, nil
}

// Statuses returns the status of some documents as of a day; those that do not exist are left out.
func Statuses(ctx context.Context, tx storage.ReadTx, ids []DocumentID, asOf calendar.Date) (map[DocumentID]Status, error) {
	all := make(map[DocumentID]Status, len(ids))
	err := judged(ctx, tx, ids, func(r *register, e *edition) { all[e.ID] = r.status(e, asOf) })
	return all, err
}

// judged calls judge with every one of the documents that exists, and the register that holds what bears on it.
func judged(ctx context.Context, tx storage.ReadTx, ids []DocumentID, judge func(*register, *edition)) error {
	for some := range slices.Chunk(ids, selected) {
		numbers := make([]int64, len(some))
		for i, id := range some {
			numbers[i] = int64(id)
		}
		r, err := registerFor(ctx, tx, numbers)
		if err != nil {
			return fmt.Errorf("judge documents: %w", err)
		}
		for _, id := range some {
			if e := r.editions[id]; e != nil {
				judge(r, e)
			}
		}
	}
	return nil
}

func notFound() error { return fault.New(fault.NotFound, "没有这份文件") }
