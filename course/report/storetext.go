package report

import (
	"context"

	"xiangxue/course/calendar"
	"xiangxue/course/doubt"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// mostTexts is how many texts of each kind are compared with each other, the newest ones: a year of a township has some
// hundreds, and comparing two thousand takes some 20 ms.
const mostTexts = 2000

// textRow is a declaration of self-study, or the record of a meeting.
type textRow struct {
	ID        int64
	CadreID   roster.CadreID // 0 for the record of a meeting
	Name      string         // of the person, or of the group or unit that met
	SortKey   string
	UnitID    roster.UnitID
	EntryID   hours.EntryID
	Title     string
	WrittenOn calendar.Date
	StartsAt  int64
	EndsAt    int64
	Body      string
}

func (r textRow) title() string { return r.Name + "：" + r.Title }

func (r textRow) declaration() doubt.Text {
	return doubt.Text{
		Person: personOf(r.CadreID, r.Name, r.SortKey, r.UnitID, r.EntryID), Body: r.Body,
		At: doubt.Place{Kind: doubt.Declaration, ID: r.ID, Title: r.title(), Unit: r.UnitID, On: r.WrittenOn,
			From: r.WrittenOn.Time(), To: r.WrittenOn.Time(), Entry: r.EntryID},
	}
}

func (r textRow) proceedings() doubt.Text {
	return doubt.Text{Topic: r.Title, Body: r.Body, At: doubt.Place{
		Kind: doubt.Meeting, ID: r.ID, Title: r.title(), Unit: r.UnitID, On: r.WrittenOn,
		From: calendar.FromMillis(r.StartsAt), To: calendar.FromMillis(r.EndsAt), Entry: r.EntryID,
	}}
}

// selectTexts returns what people of the scope declared and what meetings of its units recorded, as known at the instant.
func selectTexts(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]doubt.Text, error) {
	var texts []doubt.Text
	declared, err := selectDeclaredTexts(ctx, tx, scope, at)
	for _, r := range declared {
		texts = append(texts, r.declaration())
	}
	if err != nil {
		return nil, err
	}
	recorded, err := selectRecordedTexts(ctx, tx, scope, at)
	for _, r := range recorded {
		texts = append(texts, r.proceedings())
	}
	return texts, err
}

func selectDeclaredTexts(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]textRow, error) {
	where, in := scope.Cadres("d.cadre_id", at.On)
	query := `SELECT d.id, d.cadre_id, c.name, c.sort_key, COALESCE(ms.unit_id, 0) AS unit_id, d.entry_id, d.title, d.studied_on AS written_on, d.learnt AS body
FROM declarations d JOIN cadres c ON c.id = d.cadre_id LEFT JOIN memberships ms ON ms.cadre_id = c.id AND ms.from_on <= ? AND ms.to_on >= ?
WHERE d.studied_on BETWEEN ? AND ? AND d.declared_at <= ? AND d.state IN ('open', 'approved') AND ` + where + ` ORDER BY d.id DESC LIMIT ?`
	return storage.Select[textRow](ctx, tx, query, append(append(marked(at), in...), mostTexts)...)
}

// selectRecordedTexts takes the version of a record that was known at the instant.
func selectRecordedTexts(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]textRow, error) {
	where, in := scope.Units("COALESCE(m.unit_id, g.unit_id)")
	query := `SELECT m.id, COALESCE(g.name, u.name) AS name, COALESCE(m.unit_id, g.unit_id) AS unit_id, m.title, m.held_on AS written_on,
 m.starts_at, m.ends_at, p.discussion AS body
FROM proceedings p JOIN meetings m ON m.id = p.meeting_id LEFT JOIN study_groups g ON g.id = m.group_id LEFT JOIN units u ON u.id = m.unit_id
WHERE m.held_on BETWEEN ? AND ? AND m.state <> 'cancelled' AND p.saved_at <= ?
 AND NOT EXISTS (SELECT 1 FROM proceedings later WHERE later.meeting_id = p.meeting_id AND later.number > p.number AND later.saved_at <= ?)
 AND ` + where + ` ORDER BY m.id DESC LIMIT ?`
	args := []any{at.span().From, at.On, at.known(), at.known()}
	return storage.Select[textRow](ctx, tx, query, append(append(args, in...), mostTexts)...)
}
