package exam

import (
	"context"

	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
)

// Source is the question bank as exams see it.
type Source interface {
	// Select returns the versions that a draw may take for the pick: the current ones of published questions, by id.
	Select(ctx context.Context, tx storage.ReadTx, p Pick) ([]bank.VersionID, error)
	// Versions returns versions by their ids. It fails with fault.NotFound when there is none of an id.
	Versions(ctx context.Context, tx storage.ReadTx, ids []bank.VersionID) (map[bank.VersionID]bank.Version, error)
}
