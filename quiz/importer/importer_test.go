package importer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// desk is an empty database with an importer and the actor of the command line.
type desk struct {
	testing.TB
	db *storage.DB
	*Importer
	actor access.Actor
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	db := storagetest.Open(t)
	clock := func() time.Time { return time.Date(2026, 3, 5, 9, 0, 0, 0, calendar.Shanghai) }
	return &desk{TB: t, db: db, Importer: New(db, course.NewShelf(db.Config().Dir), clock), actor: access.Console()}
}

// count returns the number of rows of a table.
func (d *desk) count(table string) (n int) {
	d.Helper()
	type countRow struct{ N int }
	err := d.db.Read(d.Context(), func(tx storage.ReadTx) error {
		row, _, err := storage.First[countRow](d.Context(), tx, "SELECT COUNT(*) AS n FROM "+table)
		n = row.N
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return n
}

// isEmpty reports whether nothing was imported.
func (d *desk) isEmpty() bool {
	d.Helper()
	return d.count("courses")+d.count("questions")+d.count("question_sets")+d.count("question_banks")+d.count("bank_questions")+d.count("audit_events") == 0
}

// repository returns the root of the source tree.
func repository(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir = filepath.Dir(dir); dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
}

// wantProblems fails the test unless the error is about exactly these problems, in order; each is a part of its text.
func wantProblems(t testing.TB, err error, want ...string) {
	t.Helper()
	var got []string
	if err != nil {
		got = strings.Split(err.Error(), "\n")
	}
	ok := len(got) == len(want)
	for i := range min(len(got), len(want)) {
		ok = ok && strings.Contains(got[i], want[i])
	}
	if !ok {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const courseYAML = `slug: village-roads
title: 村道养护
subject: rural
summary: 村道谁来修、谁来管。
source: 示例
lessons:
  - title: 谁来修
    minutes: 20
  - title: 谁来管
    minutes: 20
`

const roadQuestions = `$CATEGORY: s1

村道由谁养护？ {
=村里
~省里
#### 《公路法》第八条。
}

村道养护的钱能从村集体收入里出。 {T}

$CATEGORY: s2

巡查几天一次？（填数字） {#7}

巡查要记录。 {T}
`

// villageRoads returns a course folder whose first lesson has two points with two questions each.
func villageRoads() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"course.yaml":       file(courseYAML),
		"lessons/01.md":     file("村道要常修。\n\n## 一、谁出力 {#s1}\n\n村里出力。\n\n## 二、多久一次 {#s2}\n\n七天一次。\n"),
		"lessons/02.md":     file("管路要人人动手。\n\n## 一、分段 {#s1}\n\n一段一人。\n"),
		"questions/01.gift": file(roadQuestions),
	}
}

func TestAuthorsOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	stranger := access.Actor{}
	_, courseErr := d.Course(t.Context(), stranger, villageRoads(), Options{})
	_, documentErr := d.Document(t.Context(), stranger, Document{}, Options{})
	_, tableErr := d.Questions(t.Context(), stranger, "法律.csv", []byte(lawTable), Options{})
	for name, err := range map[string]error{"course": courseErr, "document": documentErr, "table": tableErr} {
		if err == nil {
			t.Errorf("%s: imported by somebody who has not signed in", name)
		}
	}
	if !d.isEmpty() {
		t.Error("something was imported")
	}
}
