package bank

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"xiangxue/course/storage"
	"xiangxue/quiz"
)

// Likeness says that a question of the bank is like another (重复题).
type Likeness struct {
	Question QuestionID
	Version  VersionID
	Bank     ID
	Text     string
	Same     bool // the same text and options, if perhaps another answer
	Share    int  // of a hundred, how many character pairs they have in common
}

// Similar returns the questions of all banks that are like the content, those most like it first: the same ones, and
// those that share NearShare of a hundred of the character pairs or more. It returns at most limit.
func Similar(ctx context.Context, tx storage.ReadTx, content quiz.Question, limit int) ([]Likeness, error) {
	c, err := loadCatalogue(ctx, tx)
	if err != nil {
		return nil, err
	}
	l := likenessOf(content)
	found := c.candidates(l)
	if err := c.learn(ctx, tx, found); err != nil {
		return nil, err
	}
	alike := c.alike(l, found)
	return alike[:min(len(alike), limit)], nil
}

// catalogue holds what all current versions are compared by.
type catalogue struct {
	list   []knownRow
	byHash map[string]int         // the first in list
	pairs  map[VersionID][]uint64 // of those that were looked at more closely
	texts  map[VersionID]string
}

// knownRow is a question with the likeness of its current version.
type knownRow struct {
	ID          QuestionID
	BankID      ID
	VersionID   VersionID
	ContentHash string
	Simhash     int64
}

func loadCatalogue(ctx context.Context, tx storage.ReadTx) (*catalogue, error) {
	const query = `SELECT q.id, q.bank_id, q.version_id, l.content_hash, l.simhash
FROM bank_questions q JOIN bank_likenesses l ON l.version_id = q.version_id ORDER BY q.id`
	rows, err := storage.Select[knownRow](ctx, tx, query)
	if err != nil {
		return nil, fmt.Errorf("read what is in the banks: %w", err)
	}
	c := &catalogue{byHash: make(map[string]int, len(rows)), pairs: map[VersionID][]uint64{}, texts: map[VersionID]string{}}
	for _, r := range rows {
		c.add(r)
	}
	return c, nil
}

func (c *catalogue) add(r knownRow) {
	if _, taken := c.byHash[r.ContentHash]; !taken {
		c.byHash[r.ContentHash] = len(c.list)
	}
	c.list = append(c.list, r)
}

// same returns a question with that fingerprint, one of the bank when there is one.
func (c *catalogue) same(hash string, preferred ID) (knownRow, bool) {
	first, found := c.byHash[hash]
	if !found {
		return knownRow{}, false
	}
	for _, r := range c.list[first:] {
		if r.ContentHash == hash && r.BankID == preferred {
			return r, true
		}
	}
	return c.list[first], true
}

// forget takes a question out, so that it is not compared with itself.
func (c *catalogue) forget(id QuestionID) {
	rows := c.list
	c.list, c.byHash = nil, make(map[string]int, len(rows))
	for _, r := range rows {
		if r.ID != id {
			c.add(r)
		}
	}
}

// maxCandidates bounds how many questions are compared with one.
const maxCandidates = 20

// candidates returns the questions whose fingerprint or simhash says that they may be like l.
func (c *catalogue) candidates(l likeness) []knownRow {
	var found []knownRow
	for _, r := range c.list {
		if r.ContentHash == l.hash || l.near(simhash(r.Simhash)) {
			if found = append(found, r); len(found) == maxCandidates {
				break
			}
		}
	}
	return found
}

// learn reads the texts of candidates.
func (c *catalogue) learn(ctx context.Context, tx storage.ReadTx, candidates []knownRow) error {
	var ids []VersionID
	for _, r := range candidates {
		if _, known := c.pairs[r.VersionID]; !known {
			ids = append(ids, r.VersionID)
		}
	}
	slices.Sort(ids)
	for ids = slices.Compact(ids); len(ids) > 0; {
		batch := ids[:min(len(ids), idsPerQuery)]
		ids = ids[len(batch):]
		rows, err := storage.Select[likenessRow](ctx, tx, "SELECT * FROM bank_likenesses WHERE version_id IN ?", batch)
		if err != nil {
			return fmt.Errorf("read similar questions: %w", err)
		}
		for _, r := range rows {
			c.pairs[r.VersionID] = bigrams(r.Folded)
		}
		versions, err := selectVersions(ctx, tx, batch)
		if err != nil {
			return fmt.Errorf("read similar questions: %w", err)
		}
		for _, v := range versions {
			c.texts[v.ID] = v.Content.Text
		}
	}
	return nil
}

// alike compares l with candidates that have been learnt and returns those that are like it, the most like first.
func (c *catalogue) alike(l likeness, candidates []knownRow) []Likeness {
	var list []Likeness
	own := bigrams(l.folded)
	for _, r := range candidates {
		alike := Likeness{Question: r.ID, Version: r.VersionID, Bank: r.BankID, Text: c.texts[r.VersionID], Same: r.ContentHash == l.hash}
		if alike.Share = share(own, c.pairs[r.VersionID]); alike.Same || alike.Share >= NearShare {
			list = append(list, alike)
		}
	}
	slices.SortStableFunc(list, func(a, b Likeness) int { return cmp.Compare(b.order(), a.order()) })
	return list
}

// order puts the same questions before those that are only like it.
func (l Likeness) order() int {
	if l.Same {
		return 101 + l.Share
	}
	return l.Share
}

// foldMissing makes the likenesses of versions that have none: those that were moved here from before there was a bank.
func foldMissing(ctx context.Context, tx storage.WriteTx) error {
	const missing = "SELECT (SELECT COUNT(*) FROM bank_versions) - (SELECT COUNT(*) FROM bank_likenesses)"
	n, _, err := storage.First[int](ctx, tx.ReadTx, missing)
	if err != nil || n == 0 {
		return err
	}
	const query = "SELECT * FROM bank_versions v WHERE NOT EXISTS (SELECT 1 FROM bank_likenesses l WHERE l.version_id = v.id)"
	rows, err := storage.Select[versionRow](ctx, tx.ReadTx, query)
	if err != nil {
		return err
	}
	likenesses := make([]likenessRow, len(rows))
	for i, r := range rows {
		var q quiz.Question
		if err := json.Unmarshal([]byte(r.Content), &q); err != nil {
			return fmt.Errorf("decode version %d of question %d: %w", r.Number, r.QuestionID, err)
		}
		likenesses[i] = likenessOf(q).row(r.ID)
	}
	return storage.InsertAll(ctx, tx, likenesses)
}

func (l likeness) row(id VersionID) likenessRow {
	return likenessRow{VersionID: id, Folded: l.folded, ContentHash: l.hash, Simhash: int64(l.simhash)}
}
