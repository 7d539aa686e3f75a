package demo

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/storage"
	"xiangxue/quiz/importer"
	"xiangxue/search/library"
)

// founding is the line to which what no line says belongs.
const founding = 0

// found puts the rules, the courses and the coming of the documents on the agenda of the year's first days.
func (t *township) found(ctx context.Context) error {
	t.progress("学时认定办法")
	if err := t.adopt(ctx); err != nil {
		return err
	}
	t.put(dayOf(t.year, 104).at(900), founding, t.publish)
	files, err := fs.Glob(input, "documents/*.md")
	if err != nil {
		return err
	}
	coming := map[monthDay]bool{}
	for _, file := range files {
		coming[arrival(file)] = true
	}
	for on := range coming {
		t.put(dayOf(t.year, on).at(830), founding, func(ctx context.Context) error { return t.receive(ctx, on) })
	}
	return nil
}

// adopt puts the shipped rules into force, and the county's over them.
func (t *township) adopt(ctx context.Context) error {
	text, err := input.ReadFile("rules.yaml")
	if err != nil {
		return err
	}
	rules, err := hours.ReadRuleSet(bytes.NewReader(text))
	if err != nil {
		return err
	}
	rules.Span.From = min(rules.Span.From, calendar.StudyYear(t.year).From) // in a year before they were written
	return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		if _, err := t.ledger.AdoptDefault(ctx, tx); err != nil {
			return err
		}
		_, err := t.ledger.Adopt(ctx, tx, rules, 0)
		return err
	})
}

// publish imports the courses.
func (t *township) publish(ctx context.Context) error {
	folders, err := fs.ReadDir(input, "courses")
	if err != nil {
		return err
	}
	for _, f := range folders {
		folder, err := fs.Sub(input, path.Join("courses", f.Name()))
		if err != nil {
			return err
		}
		report, err := t.importer.Course(ctx, access.Console(), folder, importer.Options{})
		if err != nil {
			return err
		}
		t.courses[f.Name()] = publishedCourse{report.Published, report.Name}
	}
	return nil
}

// fileDate is the date of a version in the name of its file.
var fileDate = regexp.MustCompile(`\((\d{4}-\d{2}-\d{2})\)`)

// arrival returns the day of the year on which a document comes in: its own date, or the first days for one that is
// older than the year.
func arrival(file string) monthDay {
	const before monthDay = 104
	m := fileDate.FindStringSubmatch(file)
	if m == nil {
		return before
	}
	on, err := calendar.ParseDate(m[1])
	if err != nil || on.Year() < written {
		return before
	}
	return monthDay(int(on.Month())*100 + on.Day())
}

// receive imports the documents that have come in up to a day, with their questions.
func (t *township) receive(ctx context.Context, until monthDay) error {
	documents, err := fs.Sub(input, "documents")
	if err != nil {
		return err
	}
	come := arrived{documents, until}
	if _, err := library.Import(ctx, t.db, come, library.Options{Clock: func() time.Time { return t.now }}); err != nil {
		return err
	}
	if err := t.read(ctx, func(tx storage.ReadTx) error { return t.learn(ctx, tx) }); err != nil {
		return err
	}
	files, err := fs.Glob(come, "*.gift")
	if err != nil {
		return err
	}
	for _, file := range files {
		if arrival(file) == until {
			if err := t.ask(ctx, come, file); err != nil {
				return err
			}
		}
	}
	return nil
}

// learn notes the documents of the library under their titles, without what marks them as invented; of several versions
// the newest.
func (t *township) learn(ctx context.Context, tx storage.ReadTx) error {
	versions, err := library.Browse(ctx, tx, "", 1000, t.today())
	if err != nil {
		return err
	}
	t.documents = map[string]library.Document{}
	for _, v := range versions {
		title := strings.TrimSuffix(v.Title, "（示例）")
		if _, newer := t.documents[title]; !newer {
			t.documents[title] = v.Document
		}
	}
	return nil
}

// ask imports the questions that lie beside a document.
func (t *township) ask(ctx context.Context, files fs.FS, file string) error {
	title, _, _ := strings.Cut(file, "(")
	document, err := t.document(title)
	if err != nil {
		return err
	}
	data, err := fs.ReadFile(files, file)
	if err != nil {
		return err
	}
	d := importer.Document{ID: int64(document.ID), Title: document.Title, File: course.QuestionFile{Name: file, Data: data}}
	err = t.read(ctx, func(tx storage.ReadTx) error {
		articles, err := library.Articles(ctx, tx, document.ID)
		for _, a := range articles {
			d.Points = append(d.Points, course.Point{ID: a.Point(), Title: strings.TrimSpace(a.Number + a.Title)})
		}
		return err
	})
	if err != nil {
		return err
	}
	_, err = t.importer.Document(ctx, access.Console(), d, importer.Options{})
	return err
}

// document returns the newest version of a document.
func (t *township) document(title string) (library.Document, error) {
	d, found := t.documents[title]
	if !found {
		return library.Document{}, fmt.Errorf("文件库里还没有《%s》", title)
	}
	return d, nil
}

// arrived shows the documents that have come in up to a day.
type arrived struct {
	fs.FS
	until monthDay
}

// ReadDir lists what has come in.
func (a arrived) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(a.FS, name)
	var come []fs.DirEntry
	for _, e := range all {
		if arrival(e.Name()) <= a.until {
			come = append(come, e)
		}
	}
	return come, err
}
