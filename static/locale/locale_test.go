package locale

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func catalog(t *testing.T, texts map[string]string) *Catalog {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, content := range texts {
		fsys["en/"+name] = &fstest.MapFile{Data: []byte(content)}
	}
	return load(fsys)
}

func TestText(t *testing.T) {
	t.Parallel()
	c := catalog(t, map[string]string{"a.json": `{"还差 %s 学时": "%s hours short"}`})
	if got := c.Text(English, "还差 %s 学时", "6"); got != "6 hours short" {
		t.Errorf("English: %q", got)
	}
	if got := c.Text(Chinese, "还差 %s 学时", "6"); got != "还差 6 学时" {
		t.Errorf("Chinese: %q", got)
	}
	if got := c.Text(English, "100% 没有译文"); got != "100% 没有译文" {
		t.Errorf("without a translation or values: %q", got)
	}
}

func TestTwoTranslationsOfOneText(t *testing.T) {
	t.Parallel()
	_, err := catalog(t, map[string]string{"a.json": `{"课程": "Courses"}`, "b.json": `{"课程": "Lessons"}`}).Sources()
	if err == nil || !strings.Contains(err.Error(), "en/a.json") {
		t.Errorf("got %v, want both files named", err)
	}
	if _, err := catalog(t, map[string]string{"a.json": `{"课程": "Courses"}`, "b.json": `{"课程": "Courses"}`}).Sources(); err != nil {
		t.Errorf("the same translation twice: %v", err)
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 9, 18, 14, 5, 0, 0, time.UTC)
	for got, want := range map[string]string{
		Date(Chinese, at):           "2026年9月18日",
		Date(English, at):           "18 September 2026",
		ShortDate(Chinese, at):      "9月18日",
		DayWithWeekday(Chinese, at): "9月18日（周五）",
		DayWithWeekday(English, at): "Fri 18 September",
		Moment(Chinese, at):         "2026年9月18日 14:05",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestEmbeddedTranslationsLoad(t *testing.T) {
	t.Parallel()
	if _, err := Load().Sources(); err != nil {
		t.Fatal(err)
	}
}
