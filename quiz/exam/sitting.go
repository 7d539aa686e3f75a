package exam

import (
	"context"
	"fmt"
	"sync"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// noSeeds are the seeds of a draw that nobody gets.
func noSeeds(int) quiz.Seed { return quiz.Seed{} }

// sitting is a published exam with what it draws from. Nothing of it ever changes; whether the exam was withdrawn is
// read anew where it matters.
type sitting struct {
	exam Exam
	pool Pool
}

// sittingCache keeps sittings in memory, at most mostSittings of them.
type sittingCache struct {
	mu   sync.Mutex
	kept map[ID]*sitting
}

const mostSittings = 64

func (c *sittingCache) find(id ID) *sitting {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept[id]
}

func (c *sittingCache) keep(s *sitting) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil || len(c.kept) >= mostSittings {
		c.kept = make(map[ID]*sitting)
	}
	c.kept[s.exam.ID] = s
}

// sitting returns a published or withdrawn exam with its pool. It fails with fault.NotFound for a draft. Nobody asks for
// it in the write that publishes the exam, so what is found is committed and may be kept.
func (o *Office) sitting(ctx context.Context, tx storage.ReadTx, id ID) (*sitting, error) {
	if s := o.sittings.find(id); s != nil {
		return s, nil
	}
	row, found, err := selectExam(ctx, tx, roster.Everyone(), id)
	if err != nil {
		return nil, fmt.Errorf("read exam %d: %w", id, err)
	}
	if !found || row.PublishedAt == 0 {
		return nil, errNoExam
	}
	s := &sitting{}
	if s.exam, err = row.exam(); err != nil {
		return nil, err
	}
	if s.pool, err = o.frozenPool(ctx, tx, id); err != nil {
		return nil, err
	}
	o.sittings.keep(s)
	return s, nil
}

// frozenPool returns what a published exam draws from.
func (o *Office) frozenPool(ctx context.Context, tx storage.ReadTx, id ID) (Pool, error) {
	rows, err := selectCandidates(ctx, tx, id)
	if err != nil {
		return Pool{}, fmt.Errorf("read what exam %d draws from: %w", id, err)
	}
	pool := Pool{Candidates: map[Place][]bank.VersionID{}}
	var ids []bank.VersionID
	for _, r := range rows {
		at := Place{r.Section, r.Pick}
		pool.Candidates[at] = append(pool.Candidates[at], r.VersionID)
		ids = append(ids, r.VersionID)
	}
	return pool, o.fill(ctx, tx, &pool, ids)
}
