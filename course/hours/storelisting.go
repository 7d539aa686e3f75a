package hours

import (
	"context"
	"strings"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// restriction returns the condition over entries that the listing and a scope make together, whatever the page.
func (l Listing) restriction(scope roster.Scope) (string, []any) {
	where, args := restriction(scope, l.Period)
	if l.Person != "" {
		where += ` AND cadre_id IN (SELECT c.id FROM cadres c WHERE c.staff_no = ? OR c.name LIKE ? ESCAPE '\')`
		args = append(args, l.Person, "%"+literal.Replace(l.Person)+"%")
	}
	return where, args
}

// literal takes their meaning from the characters of a LIKE pattern.
var literal = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

func selectListed(ctx context.Context, tx storage.ReadTx, scope roster.Scope, l Listing) ([]entryRow, error) {
	where, args := l.restriction(scope)
	if l.Before > 0 {
		where, args = where+" AND id < ?", append(args, l.Before)
	}
	query := "SELECT * FROM entries WHERE " + where + " ORDER BY id DESC"
	if l.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, l.Limit)
	}
	return storage.Select[entryRow](ctx, tx, query, args...)
}

type listedRow struct {
	Entries int
	Amount  Amount
}

func sumListed(ctx context.Context, tx storage.ReadTx, scope roster.Scope, l Listing) (listedRow, error) {
	where, args := l.restriction(scope)
	row, _, err := storage.First[listedRow](ctx, tx, "SELECT COUNT(*) AS entries, COALESCE(SUM(amount), 0) AS amount FROM entries WHERE "+where, args...)
	return row, err
}

type reversesRow struct{ ReversesID EntryID }

// selectReversals returns which of the entries, at most pageSize, are taken back by another one.
func selectReversals(ctx context.Context, tx storage.ReadTx, entries []Entry) ([]reversesRow, error) {
	ids := make([]EntryID, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return storage.Select[reversesRow](ctx, tx, "SELECT reverses_id FROM entries WHERE reverses_id IN ?", ids)
}
