package access

import (
	"context"
	"fmt"

	"xiangxue/course/storage"
)

// Installation says how far the setting up of an installation has come; what its first administrators are told to do
// next depends on it.
type Installation struct {
	HasCadres   bool // somebody is on the roster
	IsStaffed   bool // somebody is on the roster who is none of the three administrators
	HasAccounts bool // somebody can sign in or could
}

// Installation returns how far the setting up has come.
func (g *Gate) Installation(ctx context.Context) (Installation, error) {
	var state Installation
	err := g.db.Read(ctx, func(tx storage.ReadTx) (err error) {
		state, _, err = storage.First[Installation](ctx, tx, `SELECT EXISTS (SELECT 1 FROM cadres) AS has_cadres,
 EXISTS (SELECT 1 FROM accounts) AS has_accounts,
 EXISTS (SELECT 1 FROM cadres c WHERE NOT EXISTS
  (SELECT 1 FROM appointments a WHERE a.cadre_id = c.id AND a.role IN (?, ?, ?))) AS is_staffed`,
			SystemAdmin, SecurityAdmin, AuditAdmin)
		return err
	})
	if err != nil {
		return Installation{}, fmt.Errorf("read how far the installation is set up: %w", err)
	}
	return state, nil
}
