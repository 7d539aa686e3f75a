package access

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
)

// OpenSession is a login session of a person as the person sees it.
type OpenSession struct {
	ID        SessionID
	ExpiresAt time.Time
}

// OpenSessions returns the sessions of the actor that have not ended, the one that ends last coming first.
func (g *Gate) OpenSessions(ctx context.Context, actor Actor) ([]OpenSession, error) {
	var rows []loginRow
	err := g.db.Read(ctx, func(tx storage.ReadTx) (err error) {
		rows, err = storage.Select[loginRow](ctx, tx, `SELECT token_hash, expires_at FROM login_sessions
WHERE cadre_id = ? AND expires_at > ? ORDER BY expires_at DESC`, actor.ID(), calendar.Millis(g.clock()))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the sessions of cadre %d: %w", actor.ID(), err)
	}
	sessions := make([]OpenSession, len(rows))
	for i, r := range rows {
		sessions[i] = OpenSession{sessionID(r.TokenHash), calendar.FromMillis(r.ExpiresAt)}
	}
	return sessions, nil
}
