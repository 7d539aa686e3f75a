package progress_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// instants are the only columns of the catalogue and of progress that hold a time, and what each is a time of: an act
// that somebody answers for. When a page was opened or left is none.
var instants = map[string]string{
	"course_versions.published_at": "an author published",
	"lesson_passes.passed_at":      "a check was passed, or a reader said so",
}

var metered = regexp.MustCompile(`(?i)(duration|online|seconds|elapsed|spent|heartbeat|opened|left|entered|visited|viewed|started_at|stay|points|rank|score|streak)`)

func TestSchemaHoldsNoOpeningOrLeavingTime(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	tables := []string{
		"subjects", "courses", "course_versions", "lessons", "materials", "citations",
		"course_starts", "lesson_passes", "reading_positions", "lesson_notes",
	}
	var times []string
	for _, table := range tables {
		s.read(func(ctx context.Context, tx storage.ReadTx) error {
			columns, err := storagetest.Columns(ctx, tx)
			columns = slices.DeleteFunc(columns, func(c storagetest.Column) bool { return c.TableName != table })
			if len(columns) == 0 {
				t.Errorf("no table %s", table)
			}
			for _, c := range columns {
				if metered.MatchString(c.Name) {
					t.Errorf("%s.%s looks metered", table, c.Name)
				}
				if strings.HasSuffix(c.Name, "_at") || strings.HasSuffix(c.Name, "_on") || strings.Contains(strings.ToLower(c.Kind), "time") || strings.Contains(strings.ToLower(c.Kind), "date") {
					times = append(times, table+"."+c.Name)
				}
			}
			return err
		})
	}
	slices.Sort(times)
	for _, column := range times {
		if instants[column] == "" {
			t.Errorf("%s is a time nobody accounted for", column)
		}
	}
	if len(times) != len(instants) {
		t.Errorf("times: %v", times)
	}
}

func TestPassesAreEvidence(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.mustPass(s.xiulan, s.offer("law", "", checked).Lessons[0])
	for _, statement := range []string{"UPDATE lesson_passes SET attempt_id = 9", "DELETE FROM lesson_passes"} {
		err := s.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := storage.Exec(ctx, tx, statement)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "never changes") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}
