package exam

import (
	"context"

	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
)

// Banks is the question bank of the database as a Source.
type Banks struct{}

// Select returns the current versions of the published questions that fit the pick, by id.
func (Banks) Select(ctx context.Context, tx storage.ReadTx, p Pick) ([]bank.VersionID, error) {
	return bank.Select(ctx, tx, bank.Filter{Bank: p.Bank, Subject: p.Subject, Tag: p.Tag, Kind: p.Kind, Difficulty: p.Difficulty})
}

// Versions returns versions of questions by their ids. It fails with fault.NotFound when there is none of an id.
func (Banks) Versions(ctx context.Context, tx storage.ReadTx, ids []bank.VersionID) (map[bank.VersionID]bank.Version, error) {
	list, err := bank.Versions(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	versions := make(map[bank.VersionID]bank.Version, len(list))
	for _, v := range list {
		versions[v.ID] = v
	}
	return versions, nil
}
