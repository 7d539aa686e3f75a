package bank

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course"
	"xiangxue/course/storage"
)

// How questions are found by words: of a longer word its pairs of characters are looked for, askedPieces in all at most; a
// question that holds fewer than one in leastShare of them is not shown.
const (
	wholeWord   = 3 // characters up to which a word is looked for as it stands
	askedPieces = 24
	leastShare  = 3
)

// Mentioning returns at most limit questions that hold at least a third of the words of text in their own text or options, for
// those who may see the banks; those that hold more of them go first. It returns none for an empty text.
func Mentioning(ctx context.Context, tx storage.ReadTx, text string, limit int) ([]course.Use, error) {
	pieces := piecesOf(text)
	if len(pieces) == 0 {
		return nil, nil
	}
	holds, args := make([]string, len(pieces)), make([]any, len(pieces))
	for i, piece := range pieces {
		// letters leaves no character that LIKE reads as a sign
		holds[i], args[i] = "CASE WHEN folded LIKE ? THEN 1 ELSE 0 END", "%"+piece+"%"
	}
	query := "SELECT q.* FROM (SELECT version_id, " + strings.Join(holds, " + ") + " AS held FROM bank_likenesses) l " +
		"JOIN bank_questions q ON q.version_id = l.version_id WHERE l.held >= ? ORDER BY l.held DESC, q.id LIMIT ?"
	rows, err := storage.Select[questionRow](ctx, tx, query, append(args, (len(pieces)+leastShare-1)/leastShare, limit)...)
	if err != nil {
		return nil, fmt.Errorf("find questions by their words: %w", err)
	}
	questions, err := withVersions(ctx, tx, rows)
	uses := make([]course.Use, len(questions))
	for i, q := range questions {
		uses[i] = course.Use{Kind: course.UsedByBankQuestion, Ref: int64(q.ID), Title: q.Version.Content.Text}
	}
	return uses, err
}

// piecesOf cuts a text into what is looked for, each once.
func piecesOf(text string) (pieces []string) {
	add := func(piece []rune) {
		if p := string(piece); len(pieces) < askedPieces && !slices.Contains(pieces, p) {
			pieces = append(pieces, p)
		}
	}
	for _, word := range strings.Fields(text) {
		runes := []rune(letters(word))
		if len(runes) > 0 && len(runes) <= wholeWord {
			add(runes)
			continue
		}
		for i := 1; i < len(runes); i++ {
			add(runes[i-1 : i+1])
		}
	}
	return pieces
}
