package course

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangxue/course/office"
)

// Edition is a draft that was found good and rendered: what Publish takes. Rendered holds the text of each lesson, in
// the order of Draft.Lessons.
type Edition struct {
	Draft    Draft
	Rendered []Rendered
	Hash     string
}

// The bounds of a course.
const (
	maxLessons    = 60
	maxMinutes    = 300
	maxTitle      = 80 // characters
	maxSummary    = 500
	maxSource     = 1000
	maxLessonText = 200 << 10 // bytes
	maxMaterials  = 30
	maxAmount     = 200_00
)

var slugPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Compile checks the draft and renders its lessons. It does everything about publishing that takes time, and touches
// neither database nor disk. The edition is good only when no problem is returned.
func Compile(d Draft) (Edition, office.RowErrors) {
	r := review{&problems{draft: &d}}
	r.course()
	e := Edition{Draft: d, Rendered: make([]Rendered, len(d.Lessons))}
	for i := range d.Lessons {
		r.lesson(i)
		e.Rendered[i] = r.render(&d.Lessons[i])
	}
	e.Hash = contentHash(d)
	return e, r.list
}

// review checks what the fields of a draft say.
type review struct{ *problems }

func (r review) course() {
	d := r.draft
	r.check(len(d.Slug) <= 60 && slugPattern.MatchString(d.Slug), "slug",
		"“%s”不能用，请用小写字母、数字和短横线，例如 law-village-life", d.Slug)
	r.text("title", d.Title, maxTitle)
	r.check(d.Subject != "", "subject", "请写明类别，例如 theory、policy、law、technology、rural")
	r.text("summary", d.Summary, maxSummary)
	r.text("source", d.Source, maxSource)
	r.check(d.Hours >= 0 && d.Hours <= maxAmount, "hours", "核定学时应在 0 至 200 之间")
	r.check(len(d.Lessons) > 0, "lessons", "至少要有一课")
	r.check(len(d.Lessons) <= maxLessons, "lessons", "最多 %d 课，请分成几门课程", maxLessons)
	r.materials("materials", d.Materials)
}

func (r review) lesson(i int) {
	l, at := r.draft.Lessons[i], "lessons."+strconv.Itoa(i+1)
	r.text(at+".title", l.Title, maxTitle)
	r.check(l.Minutes >= 1 && l.Minutes <= maxMinutes, at+".minutes", "时长应是 1 至 %d 之间的整数（分钟）", maxMinutes)
	r.materials(at+".materials", l.Materials)
	if strings.TrimSpace(l.Markdown) == "" {
		r.line(l.File, 0, "课文是空的")
	}
	if len(l.Markdown) > maxLessonText {
		r.line(l.File, 0, "课文超过 %d KB，请分成几课", maxLessonText>>10)
	}
}

func (r review) text(field, value string, limit int) {
	n := utf8.RuneCountInString(strings.TrimSpace(value))
	r.check(n > 0, field, "不能为空")
	r.check(n <= limit, field, "有 %d 个字，最多 %d 个字", n, limit)
}

func (r review) materials(field string, list []DraftMaterial) {
	r.check(len(list) <= maxMaterials, field, "最多 %d 份材料", maxMaterials)
	seen := map[string]bool{}
	for _, m := range list {
		r.check(!seen[m.Name], field, "材料“%s”列了两次", m.Name)
		r.check(strings.TrimSpace(m.Title) != "", field, "材料“%s”没有标题", m.Name)
		seen[m.Name] = true
	}
}

func (r review) render(l *DraftLesson) Rendered {
	if len(l.Markdown) > maxLessonText {
		return Rendered{}
	}
	images := map[string]DraftMaterial{}
	for _, m := range l.Materials {
		images[m.Name] = m
	}
	out, err := render(l.Markdown, images, func(line int, text string, args ...any) { r.line(l.File, line, text, args...) })
	if err != nil {
		r.line(l.File, 0, "课文无法排版，请检查格式（%v）", err)
	}
	if len(l.Questions) > 0 && len(out.Points) == 0 {
		r.line(l.File, 0, "本课有理解题，课文却没有带编号的小标题，请写成 ## 标题 {#s1}")
	}
	return out
}

// contentHash is the sum of everything a reader of the course sees, in one fixed form. Of the questions only their
// presence counts: a wrong question is put right in the bank, without a new version of the course.
func contentHash(d Draft) string {
	type material struct{ Name, Title, Sum string }
	type lesson struct {
		Title, Markdown string
		Minutes         int
		Checked         bool
		Materials       []material
	}
	content := struct {
		Slug, Title, Subject, Summary, Source string
		Hours                                 int64
		Lessons                               []lesson
		Materials                             []material
	}{Slug: d.Slug, Title: d.Title, Subject: d.Subject, Summary: d.Summary, Source: d.Source, Hours: int64(d.Hours)}
	materials := func(list []DraftMaterial) (out []material) {
		for _, m := range list {
			out = append(out, material{m.Name, m.Title, string(m.Sum)})
		}
		return out
	}
	for _, l := range d.Lessons {
		content.Lessons = append(content.Lessons,
			lesson{l.Title, l.Markdown, l.Minutes, len(l.Questions) > 0, materials(l.Materials)})
	}
	content.Materials = materials(d.Materials)
	encoded, err := json.Marshal(content)
	if err != nil {
		panic(fmt.Sprintf("course: encode strings and numbers: %v", err))
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:])
}
