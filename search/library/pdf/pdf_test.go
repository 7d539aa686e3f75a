package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"xiangxue/course/office"
	"xiangxue/search/library/layout"
)

// shared is one machine for all tests; its compiled code is kept between runs, for making it takes seconds.
var shared = sync.OnceValue(func() *Reader { return NewReader(filepath.Join(os.TempDir(), "xiangxue-pdf-test")) })

func needsMachine(t testing.TB) {
	if testing.Short() {
		t.Skip("compiling PDFium takes seconds")
	}
}

// made makes a PDF of pages, each a list of lines "x y size text" with y from below; the letters are in a font of the
// standard, without outlines.
func made(extra string, pages ...[]string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(at))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.5\n")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 6+2*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 595 842] %s >>", len(pages), kids.String(), extra)
	object("<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>")
	object("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>")
	object("<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 80 >>")
	for i, lines := range pages {
		var content strings.Builder
		for _, l := range lines {
			part := strings.SplitN(l, " ", 4)
			fmt.Fprintf(&content, "BT /F1 %s Tf %s %s Td <", part[2], part[0], part[1])
			for _, unit := range utf16.Encode([]rune(part[3])) {
				fmt.Fprintf(&content, "%04X", unit)
			}
			content.WriteString("> Tj ET\n")
		}
		object("<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>", 7+2*i)
		object("<< /Length %d >>\nstream\n%s\nendstream", content.Len(), content.String())
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF", len(at)+1, start)
	return b.Bytes()
}

func paragraphs(text Text) string {
	var found []string
	for _, p := range layout.Paragraphs(text.Pages) {
		found = append(found, p.Text)
	}
	return strings.Join(found, "|")
}

const line = "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸"

func TestRead(t *testing.T) {
	t.Parallel()
	needsMachine(t)
	for _, c := range []struct {
		name, extra, want string
		pages             [][]string
	}{
		{"paragraphs over lines and pages", "", "第一条　" + line + line + "续。|第二条　完。", [][]string{
			{"120 700 16 第一条　" + line[:3*18], "88 670 16 " + line[3*18:] + line[:3*20], "290 60 16 —1—"},
			{"88 740 16 " + "续。", "120 710 16 第二条　完。", "290 60 16 —2—"},
		}},
		{"order by place", "", "上面|下面", [][]string{{"100 500 16 下面", "100 700 16 上面"}}},
		{"turned page", "/Rotate 90", "左面|右面", [][]string{{"200 400 16 左面", "400 400 16 右面"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text, err := shared().Read(t.Context(), "甲.pdf", made(c.extra, c.pages...))
			if got := paragraphs(text); err != nil || got != c.want {
				t.Errorf("got  %s, %v\nwant %s", got, err, c.want)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	needsMachine(t)
	good := made("", []string{"100 700 16 甲文"})
	locked := bytes.Replace(good, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"+
		strings.Repeat("41", 32)+"> /U <"+strings.Repeat("42", 32)+"> >>"), 1)
	for _, c := range []struct {
		name, want string
		content    []byte
	}{
		{"scanned", "扫描件，3 页中有 2 页没有文字", made("", []string{"100 700 16 甲文"}, nil, nil)},
		{"empty", "扫描件", made("", nil)},
		{"no letters behind the signs", "乱码", made("", []string{"100 700 16 \ue001\ue002\ue003"})},
		{"encrypted", "加了密码", locked},
		{"cut off", "损坏", good[:40]},
		{"no PDF", "损坏", []byte("%PDF-")},
		{"too large", "文件大小超过上限（64 MB）", make([]byte, maxFile+1)},
		{"too many pages", "拆成", made("", make([][]string, maxPages+1)...)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := shared().Read(t.Context(), "甲.pdf", c.content)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "甲.pdf") {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestReadStopsInTime gives a reader no patience: it says so, and reads the next file.
func TestReadStopsInTime(t *testing.T) {
	t.Parallel()
	needsMachine(t)
	r := NewReader(shared().folder)
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	page := make([]string, 3000)
	for i := range page {
		page[i] = fmt.Sprintf("%d %d 5 %s", 50+i%5, 800-i%700, line)
	}
	long := made("", page, page, page, page)
	r.wait = 300 * time.Millisecond
	var format *office.FormatError
	if _, err := r.Read(t.Context(), "甲.pdf", long); !errors.As(err, &format) || !strings.Contains(format.Message, "读不完") {
		t.Errorf("a file without end: %v", err)
	}
	r.wait = patience
	if text, err := r.Read(t.Context(), "甲.pdf", made("", []string{"100 700 16 甲文"})); err != nil || paragraphs(text) != "甲文" {
		t.Errorf("after that: %s, %v", paragraphs(text), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Read(ctx, "甲.pdf", long); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestReadSample(t *testing.T) {
	t.Parallel()
	needsMachine(t)
	b, err := os.ReadFile("../../../../shared/data/documents/Test.pdf")
	if err != nil {
		t.Skipf("no sample: %v", err)
	}
	text, err := shared().Read(t.Context(), "Test.pdf", b)
	if err != nil {
		t.Fatal(err)
	}
	got := paragraphs(text)
	for _, want := range []string{"竞争性磋商文件", "下面是字体的测试：", "把口袋翻过来，快点！听见了没有？", "三个孩子开始把他们口袋里的东西掏出来"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	for head, want := range map[string]bool{"%PDF-1.7": true, "\xef\xbb\xbf\n%PDF-1.4": true, "%PDF": false, "": false, strings.Repeat(" ", 2000) + "%PDF-1.4": false} {
		if Is([]byte(head)) != want {
			t.Errorf("%.20q: %t", head, !want)
		}
	}
}

// FuzzRead looks for a file that fails with anything but a refusal.
func FuzzRead(f *testing.F) {
	needsMachine(f)
	f.Add(made("", []string{"100 700 16 甲乙"}, nil))
	f.Add(made("/Rotate 270 /Kids 2 0 R", []string{"100 700 16 甲乙"}))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := shared().Read(t.Context(), "甲.pdf", b)
		var format *office.FormatError
		if err != nil && !errors.As(err, &format) {
			t.Errorf("failed with %v", err)
		}
	})
}
