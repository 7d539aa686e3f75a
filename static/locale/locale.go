// Package locale holds what the interface says (界面文字): simplified Chinese is the source, written where it is used,
// and English stands beside it in en/*.json under the Chinese sentence as its key. It also prints dates and times.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"sync"
	"time"
)

// Lang is a language of the interface, as a BCP 47 tag.
type Lang string

// The languages.
const (
	Chinese Lang = "zh-CN"
	English Lang = "en"
)

// Langs are the languages that a person can choose.
func Langs() []Lang { return []Lang{Chinese, English} }

//go:embed en/*.json
var files embed.FS

// Catalog translates the Chinese source texts. It never changes.
type Catalog struct {
	translations func() (translations, error) // read when the first English text is asked for
}

// translations are the English of all texts.
type translations struct {
	english map[string]string
	origin  map[string]string // text → file, so that two files cannot disagree
}

// Load returns the catalog of the embedded translations.
func Load() *Catalog { return load(files) }

func load(fsys fs.FS) *Catalog {
	return &Catalog{sync.OnceValues(func() (translations, error) { return read(fsys) })}
}

func read(fsys fs.FS) (translations, error) {
	t := translations{english: map[string]string{}, origin: map[string]string{}}
	names, err := fs.Glob(fsys, "en/*.json")
	if err != nil {
		return t, err
	}
	for _, name := range names {
		if err := t.add(fsys, name); err != nil {
			return t, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return t, nil
}

func (t translations) add(fsys fs.FS, name string) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	var texts map[string]string
	if err := json.Unmarshal(b, &texts); err != nil {
		return err
	}
	for source, english := range texts {
		if other, ok := t.english[source]; ok && other != english {
			return fmt.Errorf("%q is translated differently in %s", source, t.origin[source])
		}
		t.english[source], t.origin[source] = english, name
	}
	return nil
}

// Text returns the source text in the language, with the values of its verbs. A text without a translation stays
// Chinese; a test keeps that from happening.
func (c *Catalog) Text(lang Lang, source string, args ...any) string {
	text := source
	if lang == English {
		if t, err := c.translations(); err == nil && t.english[source] != "" {
			text = t.english[source]
		}
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Sources returns the translated source texts and the file that holds each. It fails when a file cannot be read, or when
// two files translate one text differently.
func (c *Catalog) Sources() (map[string]string, error) {
	t, err := c.translations()
	return t.origin, err
}

// Date prints a day: 2026年3月5日 or 5 March 2026.
func Date(lang Lang, t time.Time) string {
	if lang == English {
		return t.Format("2 January 2006")
	}
	return t.Format("2006年1月2日")
}

// ShortDate prints a day within the year: 3月5日 or 5 March.
func ShortDate(lang Lang, t time.Time) string {
	if lang == English {
		return t.Format("2 January")
	}
	return t.Format("1月2日")
}

// DayWithWeekday prints 9月18日（周五） or Fri 18 September.
func DayWithWeekday(lang Lang, t time.Time) string {
	if lang == English {
		return t.Format("Mon 2 January")
	}
	return t.Format("1月2日") + "（周" + weekdays[t.Weekday()] + "）"
}

// Moment prints a day and a time: 2026年3月5日 14:30.
func Moment(lang Lang, t time.Time) string { return Date(lang, t) + t.Format(" 15:04") }

var weekdays = [...]string{"日", "一", "二", "三", "四", "五", "六"}
