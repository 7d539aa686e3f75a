package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The size of what is imported beside the demo township, whose 60 cadres have a year of plan, meetings and entries.
const (
	townships   = 19
	perTownship = 50 // cadres; the first leads the study group
	courseCount = 30
	lessonCount = 5 // of a course
)

// staffNumber returns the staff number of a person of a township, both counted from 1.
func staffNumber(township, person int) string { return fmt.Sprintf("BN%02d%03d", township, person) }

// writeRoster fills in the template that the program hands out.
func writeRoster(path string) error {
	book, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer book.Close()
	people := []string{examiner + "|量卷|LL|科员||乡科级及以下|学习秘书@LL|2026-01-01"}
	var units, groups []string
	for t := 1; t <= townships; t++ {
		code := fmt.Sprintf("BN%02d", t)
		units = append(units, fmt.Sprintf("%s|第%02d测量乡|LL|乡镇|%d", code, t, 10+t))
		var members []string
		for p := 1; p <= perTownship; p++ {
			people = append(people, fmt.Sprintf("%s|量%s%s|%s|科员||乡科级及以下||2026-01-01", staffNumber(t, p), digits(t), digits(p), code))
			members = append(members, staffNumber(t, p))
		}
		groups = append(groups, fmt.Sprintf("%s-G|第%02d测量小组|%s|学习小组|%s|%s|2026-01-01", code, t, code, members[0], strings.Join(members, "、")))
	}
	for sheet, rows := range map[string][]string{"单位": units, "人员": people, "学习小组": groups} {
		if err := fillSheet(book, sheet, rows); err != nil {
			return err
		}
	}
	return book.Save()
}

// digits writes a number as it may stand in a name.
func digits(n int) string {
	var b strings.Builder
	for _, d := range fmt.Sprintf("%02d", n) {
		b.WriteRune([]rune("零一二三四五六七八九")[d-'0'])
	}
	return b.String()
}

// fillSheet writes rows of cells that are separated by bars below the header.
func fillSheet(book *excelize.File, sheet string, rows []string) error {
	for i, row := range rows {
		for j, value := range strings.Split(row, "|") {
			cell, err := excelize.CoordinatesToCellName(j+1, i+2)
			if err == nil {
				err = book.SetCellStr(sheet, cell, value)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// rightAnswer is the right answer to every question of the imported courses, written in or chosen.
const rightAnswer = "三十分钟"

// courseTitle returns what a course is called, counted from 1.
func courseTitle(n int) string { return fmt.Sprintf("防汛测量第%02d课", n) }

// writeCourse writes a course folder whose lessons have four knowledge points each.
func writeCourse(dir string, n int) error {
	var manifest strings.Builder
	fmt.Fprintf(&manifest, "slug: bench-%02d\ntitle: %s\nsubject: technology\nsummary: 预警三十分钟内传到户。\nsource: 测量用示例\nlessons:\n", n, courseTitle(n))
	files := map[string]string{}
	for l := 1; l <= lessonCount; l++ {
		fmt.Fprintf(&manifest, "  - title: 第%02d课第%d节\n    minutes: 15\n    file: lessons/%02d.md\n    questions: questions/%02d.gift\n", n, l, l, l)
		files[fmt.Sprintf("lessons/%02d.md", l)] = lessonText(n, l)
		files[fmt.Sprintf("questions/%02d.gift", l)] = questionText(l)
	}
	files["course.yaml"] = manifest.String()
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func lessonText(n, l int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# 第%02d课第%d节\n\n", n, l)
	for p := 1; p <= 4; p++ {
		fmt.Fprintf(&b, "## 要点 %d {#s%d}\n\n%s\n\n", p, p, strings.Repeat("预警三十分钟内传到每一户，四十分钟内逐级回报，夜间由值班人员上门叫应。", 5))
	}
	return b.String()
}

// questionText has two questions for each point, to choose from or to fill in.
func questionText(l int) string {
	var b strings.Builder
	for p := 1; p <= 4; p++ {
		fmt.Fprintf(&b, "$CATEGORY: s%d\n\n", p)
		for q := 1; q <= 2; q++ {
			if p%2 == 0 {
				fmt.Fprintf(&b, "第%d节要点 %d 问 %d：预警几分钟传到户？ {=%s #### 三十分钟。}\n\n", l, p, q, rightAnswer)
			} else {
				fmt.Fprintf(&b, "第%d节要点 %d 问 %d：预警几分钟传到户？ {=%s ~四十分钟 ~一小时 ~两小时 #### 三十分钟。}\n\n", l, p, q, rightAnswer)
			}
		}
	}
	return b.String()
}
