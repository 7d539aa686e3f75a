package exam

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz/bank"
)

// PoolOf returns what the blueprint would draw from now. It fails with fault.Invalid when a fixed question is not
// published.
func (o *Office) PoolOf(ctx context.Context, tx storage.ReadTx, b Blueprint) (Pool, error) {
	pool := Pool{Candidates: map[Place][]bank.VersionID{}}
	if err := o.checkFixed(ctx, tx, b); err != nil {
		return Pool{}, err
	}
	ids := b.Fixed()
	for i, s := range b.Sections {
		pool.Candidates[Place{i, 0}] = s.Fixed
		for j, p := range s.Picks {
			found, err := o.Source.Select(ctx, tx, p)
			if err != nil {
				return Pool{}, fmt.Errorf("look for questions: %w", err)
			}
			pool.Candidates[Place{i, j + 1}] = found
			ids = append(ids, found...)
		}
	}
	return pool, o.fill(ctx, tx, &pool, ids)
}

// checkFixed reports fixed questions that a draw could not take: they are not published, or have a newer version.
func (o *Office) checkFixed(ctx context.Context, tx storage.ReadTx, b Blueprint) error {
	if len(b.Fixed()) == 0 {
		return nil
	}
	published, err := o.Source.Select(ctx, tx, Pick{})
	if err != nil {
		return fmt.Errorf("look for questions: %w", err)
	}
	var f fault.Fields
	for i, s := range b.Sections {
		for _, id := range s.Fixed {
			f.Check(slices.Contains(published, id), fmt.Sprintf("sections[%d].fixed", i), "这道题没有发布，或者已经有新的版本：%d", id)
		}
	}
	return f.Err()
}

// fill reads the versions of the candidates.
func (o *Office) fill(ctx context.Context, tx storage.ReadTx, pool *Pool, ids []bank.VersionID) (err error) {
	slices.Sort(ids)
	if pool.Versions, err = o.Source.Versions(ctx, tx, slices.Compact(ids)); err != nil {
		return fmt.Errorf("read the questions: %w", err)
	}
	return nil
}

// suffices reports whether the pool has a paper for the blueprint.
func (p Pool) suffices(b Blueprint) error {
	var f fault.Fields
	for i, s := range b.Sections {
		for j, pick := range s.Picks {
			n := len(p.Candidates[Place{i, j + 1}])
			f.Check(n >= pick.Count, fmt.Sprintf("sections[%d].picks[%d].count", i, j), "符合条件的题只有 %d 道", n)
		}
	}
	if err := f.Err(); err != nil {
		return err
	}
	if _, err := Draw(b, p, 1, noSeeds); err != nil {
		f.Add("sections", "几条抽题规则抽的是同一些题，合起来不够一份试卷")
	}
	return f.Err()
}

// rows returns the pool as it is frozen.
func (p Pool) rows(exam ID) []candidateRow {
	var rows []candidateRow
	for place, ids := range p.Candidates {
		for n, id := range ids {
			rows = append(rows, candidateRow{ExamID: exam, Section: place.Section, Pick: place.Pick, Position: n, VersionID: id})
		}
	}
	return rows
}
