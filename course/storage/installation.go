package storage

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"time"
)

// Installation says who this installation is. It is written once, when the database is made.
type Installation struct {
	Name      string // shown in the header
	Origin    string // names its log for ever; the first line of every checkpoint
	CreatedAt int64  // Unix milliseconds
}

// EnsureInstallation returns the installation that the database belongs to. A new database gets the given name and an
// origin that no other installation has.
func EnsureInstallation(ctx context.Context, db *DB, name string, at time.Time) (Installation, error) {
	const query = "SELECT name, origin, created_at FROM installation"
	var found Installation
	err := db.Write(ctx, func(ctx context.Context, tx WriteTx) error {
		known, ok, err := First[Installation](ctx, tx.ReadTx, query)
		if err != nil || ok {
			found = known
			return err
		}
		found = Installation{Name: name, Origin: newOrigin(), CreatedAt: at.UnixMilli()}
		_, err = Exec(ctx, tx, "INSERT INTO installation (id, name, origin, created_at) VALUES (1, ?, ?, ?)",
			found.Name, found.Origin, found.CreatedAt)
		return err
	})
	if err != nil {
		return Installation{}, fmt.Errorf("find out which installation this is: %w", err)
	}
	return found, nil
}

func newOrigin() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return "xiangxue/" + hex.EncodeToString(b[:])
}
