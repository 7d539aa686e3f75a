package notebook_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
)

// TestNobodyElseReachesABook tries every operation as everybody else of the township, whatever the role.
func TestNobodyElseReachesABook(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.check("何秀兰", 2)
	w.on(20260310)
	card := w.open("何秀兰").Today[0]
	for name, actor := range w.people {
		if name == "何秀兰" {
			continue
		}
		if b := w.open(name); len(b.Today)+len(b.Known)+b.Resting != 0 || w.due(name) != 0 {
			t.Errorf("%s finds %+v", name, b)
		}
		if cards, err := w.keeper.Questions(t.Context(), actor, card.Subject); len(cards) != 0 || err != nil {
			t.Errorf("%s lists %+v, %v", name, cards, err)
		}
		_, err := w.keeper.Answer(t.Context(), actor, card.ID, w.given(card, true))
		want(t, err, fault.NotFound)
		want(t, w.keeper.Skip(t.Context(), actor, card.ID), fault.NotFound)
		want(t, w.keeper.Remove(t.Context(), actor, card.ID), fault.NotFound)
	}
	outsider := access.Actor{Cadre: roster.Cadre{ID: w.people["何秀兰"].ID()}} // may not learn, even with the owner's number
	_, err := w.keeper.Open(t.Context(), outsider)
	want(t, err, fault.Forbidden)
	_, err = w.keeper.Due(t.Context(), outsider)
	want(t, err, fault.Forbidden)
	_, err = w.keeper.Questions(t.Context(), outsider, card.Subject)
	want(t, err, fault.Forbidden)
	_, err = w.keeper.Answer(t.Context(), outsider, card.ID, w.given(card, true))
	want(t, err, fault.Forbidden)
	want(t, w.keeper.Skip(t.Context(), outsider, card.ID), fault.Forbidden)
	want(t, w.keeper.Remove(t.Context(), outsider, card.ID), fault.Forbidden)
	if b := w.open("何秀兰"); len(b.Today) != 2 {
		t.Errorf("the owner finds %+v", b)
	}
}

// TestNothingCountsByABook compares what others may see before and after somebody reviewed.
func TestNothingCountsByABook(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.check("何秀兰", 3)
	w.on(20260310)
	seen := []string{"entries", "attempts", "exam_attempts", "exam_results", "audit_events", "log_leaves", "course_starts", "lesson_passes", "assignment_persons"}
	count := func() (all []int64) {
		for _, table := range seen {
			all = append(all, w.count("SELECT COUNT(*) FROM "+table))
		}
		return all
	}
	before := count()
	today := w.open("何秀兰").Today
	w.answer("何秀兰", today[0], true)
	w.answer("何秀兰", today[1], false)
	err := errors.Join(w.keeper.Skip(t.Context(), w.people["何秀兰"], today[2].ID), w.keeper.Remove(t.Context(), w.people["何秀兰"], today[2].ID))
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range count() {
		if n != before[i] {
			t.Errorf("%s had %d rows and has %d", seen[i], before[i], n)
		}
	}
}

// TestNoOtherPackageReadsTheTables looks through the program for statements about a book's tables.
func TestNoOtherPackageReadsTheTables(t *testing.T) {
	t.Parallel()
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasPrefix(path, "quiz/notebook/") {
			return err
		}
		text, err := fs.ReadFile(root, path)
		for _, table := range []string{"notebook_cards", "notebook_exams", "FROM notebooks", "JOIN notebooks"} {
			if strings.Contains(string(text), table) {
				t.Errorf("%s names %s", path, table)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
