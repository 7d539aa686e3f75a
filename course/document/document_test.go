package document_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"xiangxue/course/calendar"
	"xiangxue/course/document"
	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/search/library/layout"
	"xiangxue/search/library/pdf"
)

// notice is a document with everything in it.
func notice() document.Document {
	d := document.Document{
		Title: "云溪镇关于召开第三季度集中学习会的通知", To: "各党支部，各站所",
		Sign: "中共云溪镇委员会", On: calendar.NewDate(2026, time.September, 5), Note: "台账检查点：共 312 条，短码 8F3A-22B1-90CD",
	}
	d.Heading(1, "学习安排")
	d.Say("经镇党委研究，定于 2026年9月18日（星期五）召开集中学习会。\n\n  请全体干部按时参加。")
	d.Heading(2, "时间和地点")
	d.Heading(3, "时间")
	d.Heading(3, "地点")
	d.Heading(2, "议程")
	d.Heading(1, "名单 <A&B>")
	d.Insert(document.Table{
		Columns: []document.Column{{Title: "序号", Width: 1, Middle: true}, {Title: "姓名", Width: 2}, {Title: "签名", Width: 4}},
		Rows:    [][]string{{"1", "何秀兰", ""}, {"2", "周明\n（请假）"}}, Tall: true,
	})
	return d
}

func TestWordFilesSayWhatTheDocumentSays(t *testing.T) {
	t.Parallel()
	paragraphs, err := office.ReadDOCX("通知.docx", docx(t, notice()), office.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range paragraphs {
		got = append(got, fmt.Sprintf("%d %s", p.Level, p.Text))
	}
	want := []string{
		"0 云溪镇关于召开第三季度集中学习会的通知", "0 ", "0 各党支部，各站所：", "1 一、学习安排", "0 经镇党委研究，定于 2026年9月18日（星期五）召开集中学习会。",
		"0 请全体干部按时参加。", "2 （一）时间和地点", "3 1.时间", "3 2.地点", "2 （二）议程", "1 二、名单 <A&B>",
		"0 序号\t姓名\t签名", "0 1\t何秀兰\t", "0 2\t周明\n（请假）\t", "0 ", "0 中共云溪镇委员会", "0 2026年9月5日", "0 ", "0 台账检查点：共 312 条，短码 8F3A-22B1-90CD",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the file reads\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if paragraphs[0].Style != "Title" {
		t.Errorf("the title has style %q", paragraphs[0].Style)
	}
}

// TestWordFilesKeepTheMeasuresOfTheStandard measures the section in twentieths of a point: GB/T 9704-2012, 5.2 and 6.1.
func TestWordFilesKeepTheMeasuresOfTheStandard(t *testing.T) {
	t.Parallel()
	file, err := office.OpenPackage("通知.docx", docx(t, notice()), office.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	root, err := file.XML("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	section := root.Child("body").Child("sectPr")
	size, margin, grid := section.Child("pgSz"), section.Child("pgMar"), section.Child("docGrid")
	width, height := millimetres(size, "w"), millimetres(size, "h")
	left, top := millimetres(margin, "left"), millimetres(margin, "top")
	for name, m := range map[string][2]float64{
		"width of paper": {width, 210}, "height of paper": {height, 297}, "left": {left, 28}, "top": {top, 37},
		"width of type area":  {width - left - millimetres(margin, "right"), 156},
		"height of type area": {height - top - millimetres(margin, "bottom"), 225},
		"22 lines":            {22 * millimetres(grid, "linePitch"), 225},
	} {
		if math.Abs(m[0]-m[1]) > 0.5 {
			t.Errorf("%s: %.2f mm, want %v", name, m[0], m[1])
		}
	}
	styles, err := file.XML("word/styles.xml")
	if err != nil {
		t.Fatal(err)
	}
	spacing := styles.Child("docDefaults").Child("pPrDefault").Child("pPr").Child("spacing")
	if spacing.Attr("lineRule") != "exact" || spacing.Attr("line") != grid.Attr("linePitch") {
		t.Errorf("lines stand %s %s apart, the grid %s", spacing.Attr("lineRule"), spacing.Attr("line"), grid.Attr("linePitch"))
	}
	for _, s := range styles.All("style") {
		run := s.Child("rPr")
		switch s.Attr("styleId") {
		case "Body":
			pitch := number(run.Child("sz"), "val")/2 + number(run.Child("spacing"), "val")/20
			if n := math.Floor((width - left - millimetres(margin, "right")) * 72 / 25.4 / pitch); n != 28 || number(run.Child("sz"), "val") != 32 {
				t.Errorf("%v characters of %v half points fit a line, want 28 of 三号", n, number(run.Child("sz"), "val"))
			}
		case "Title":
			if number(run.Child("sz"), "val") != 44 {
				t.Errorf("the title has %v half points, want 二号", number(run.Child("sz"), "val"))
			}
		}
	}
}

// TestPagesHoldTwentyTwoLinesOfTwentyEight counts the lines and characters of a full page of a PDF.
func TestPagesHoldTwentyTwoLinesOfTwentyEight(t *testing.T) {
	t.Parallel()
	d := document.Document{Title: "工作总结"}
	d.Say(strings.Repeat("云溪镇干部学习理论政策法律科技乡村振兴各方面的知识", 70))
	text := read(t, printed(t, d))
	if len(text.Pages) != 3 {
		t.Fatalf("%d pages, want 3", len(text.Pages))
	}
	var lines []string
	for _, line := range linesOf(text.Pages[1]) {
		if !strings.Contains(line, "—") {
			lines = append(lines, line)
		}
	}
	if len(lines) != 22 {
		t.Errorf("%d lines, want 22", len(lines))
	}
	for n, line := range lines {
		if utf8.RuneCountInString(line) != 28 {
			t.Errorf("line %d has %d characters, want 28: %s", n+1, utf8.RuneCountInString(line), line)
		}
	}
}

func TestPDFTextCanBeSearched(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	for _, page := range read(t, printed(t, notice())).Pages {
		all.WriteString(strings.Join(linesOf(page), "\n"))
	}
	for _, want := range []string{"第三季度集中学习会的通知", "各党支部，各站所：", "一、学习安排", "（二）议程", "何秀兰", "2026年9月5日", "8F3A-22B1-90CD", "— 1 —"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("%q is not in the text:\n%s", want, all.String())
		}
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(docx(t, notice()), docx(t, notice())) {
		t.Error("two Word files differ")
	}
	if !bytes.Equal(printed(t, notice()), printed(t, notice())) {
		t.Error("two PDF files differ")
	}
}

func TestLongTablesGoOnOverPagesUnderTheirHead(t *testing.T) {
	t.Parallel()
	table := document.Table{Columns: []document.Column{{Title: "序号", Width: 1}, {Title: "姓名", Width: 3}}}
	for n := range 60 {
		table.Rows = append(table.Rows, []string{fmt.Sprint(n + 1), "某某"})
	}
	table.Rows = append(table.Rows, []string{"61", strings.Repeat("很长的说明", 400)})
	d := document.Document{Title: "名单"}
	d.Insert(table)
	text := read(t, printed(t, d))
	if len(text.Pages) < 4 {
		t.Fatalf("%d pages", len(text.Pages))
	}
	said := 0
	for n, page := range text.Pages {
		whole := strings.Join(linesOf(page), "")
		if !strings.Contains(whole, "姓名") {
			t.Errorf("page %d has no head: %s", n+1, whole)
		}
		said += strings.Count(whole, "很长的说明")
	}
	if said < 350 { // some are broken over two lines
		t.Errorf("the long cell says itself %d times, want about 400", said)
	}
}

func TestWithoutFontOnlyPDFIsRefused(t *testing.T) {
	t.Parallel()
	press := document.NewPress(filepath.Join(t.TempDir(), "none.ttf"))
	for _, err := range []error{press.Ready(), press.Print(t.Context(), &bytes.Buffer{}, notice())} {
		if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "fonts-lxgw-wenkai") {
			t.Errorf("without a font: %v", err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := press.Print(ctx, &bytes.Buffer{}, notice()); err == nil {
		t.Error("a request that is over gets a PDF")
	}
}

func docx(t *testing.T, d document.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := document.DOCX(&b, d); err != nil {
		t.Fatal(err)
	}
	keep(t, ".docx", b.Bytes())
	return b.Bytes()
}

// printed returns the document as PDF, and skips the test where the font is missing.
func printed(t *testing.T, d document.Document) []byte {
	t.Helper()
	press := document.NewPress("")
	if err := press.Ready(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	var b bytes.Buffer
	if err := press.Print(t.Context(), &b, d); err != nil {
		t.Fatal(err)
	}
	keep(t, ".pdf", b.Bytes())
	return b.Bytes()
}

// keep writes the files to the directory KEEP, for somebody to look at them.
func keep(t *testing.T, ending string, content []byte) {
	t.Helper()
	if dir := os.Getenv("KEEP"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, t.Name()+ending), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, file []byte) pdf.Text {
	t.Helper()
	reader := pdf.NewReader(filepath.Join(os.TempDir(), "xiangxue-pdf-test"))
	t.Cleanup(func() {
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
	})
	text, err := reader.Read(t.Context(), "文件.pdf", file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// linesOf returns what stands on a page line by line.
func linesOf(page layout.Page) []string {
	var lines []string
	y := -100.0
	for _, run := range page.Runs {
		if math.Abs(run.Y-y) > 8 {
			lines = append(lines, "")
			y = run.Y
		}
		lines[len(lines)-1] += run.Text
	}
	return lines
}

func number(n *office.Node, attr string) float64 {
	var v float64
	if n != nil {
		_, _ = fmt.Sscan(n.Attr(attr), &v) // what is none is 0 and fails the test
	}
	return v
}

func millimetres(n *office.Node, attr string) float64 { return number(n, attr) / 20 * 25.4 / 72 }

func BenchmarkPDF(b *testing.B) {
	press := document.NewPress("")
	if err := press.Ready(); err != nil {
		b.Skip(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := press.Print(b.Context(), &bytes.Buffer{}, notice()); err != nil {
			b.Fatal(err)
		}
	}
}
