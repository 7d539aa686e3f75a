package progress

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// MaxNote is the longest note, in characters.
const MaxNote = 5000

// SavePosition remembers the lesson at which the person is to resume the course. No time is kept with it. It fails with
// fault.NotFound for an unknown lesson.
func (k *Keeper) SavePosition(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, lesson course.LessonID) error {
	page, err := k.catalogue.Lesson(ctx, tx.ReadTx, lesson)
	if err != nil {
		return err
	}
	if err := upsertPosition(ctx, tx, cadre, page.Version.Course, lesson); err != nil {
		return fmt.Errorf("save the position in course %d: %w", page.Version.Course, err)
	}
	return nil
}

// SaveNote keeps the person's private note on a lesson; an empty text removes it. It fails with fault.Invalid on the
// field note when the text is longer than MaxNote, and with fault.NotFound for an unknown lesson.
func (k *Keeper) SaveNote(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, lesson course.LessonID, text string) error {
	text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	var f fault.Fields
	n := utf8.RuneCountInString(text)
	f.Check(n <= MaxNote, "note", "笔记有 %d 个字，最多 %d 个字", n, MaxNote)
	if err := f.Err(); err != nil {
		return err
	}
	if _, err := k.catalogue.Lesson(ctx, tx.ReadTx, lesson); err != nil {
		return err
	}
	if err := upsertNote(ctx, tx, cadre, lesson, text); err != nil {
		return fmt.Errorf("save the note on lesson %d: %w", lesson, err)
	}
	return nil
}

// Note returns the person's own note on a lesson, "" when there is none. Nobody else's can be asked for.
func Note(ctx context.Context, tx storage.ReadTx, owner roster.CadreID, lesson course.LessonID) (string, error) {
	text, err := selectNote(ctx, tx, owner, lesson)
	if err != nil {
		return "", fmt.Errorf("read the note on lesson %d: %w", lesson, err)
	}
	return text, nil
}
