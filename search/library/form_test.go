package library

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// notice is a paper of an authority, line by line.
var notice = []string{
	"000012", "机密★1年", "临澜县人民政府办公室文件", "临政办发〔2026〕12号　　签发人：张三", "临澜县人民政府办公室关于做好", "2026年春耕备耕工作的通知",
	"各乡镇人民政府，县政府各部门：", "为贯彻落实《临澜县粮食安全办法》，现就有关事项通知如下。", "一、备足农资", "（一）调运种子。各乡镇要在三月底前完成。",
	"（二）稳定价格。不得涨价。", "二、加强服务", "本通知自印发之日起施行，有效期2年。", "临澜县人民政府办公室", "2026年3月5日", "抄送：县委办公室。", "临澜县人民政府办公室　2026年3月6日印发",
}

// ofdFile makes an OFD file with one line below the other.
func ofdFile(t testing.TB, lines []string) []byte {
	t.Helper()
	var content strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&content, `<TextObject Boundary="20 %d 160 5" Size="5"><TextCode X="0" Y="4">%s</TextCode></TextObject>`, 40+i*10, l)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range [][2]string{
		{"OFD.xml", "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>"},
		{"D.xml", `<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData><Pages><Page BaseLoc="a.xml"/></Pages></Document>`},
		{"a.xml", "<Page><Content><Layer>" + content.String() + "</Layer></Content></Page>"},
	} {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestEveryFormReadsTheSamePaper writes one notice in all forms and expects the same document.
func TestEveryFormReadsTheSamePaper(t *testing.T) {
	t.Parallel()
	page := "<!DOCTYPE html><html><body><p>" + strings.Join(notice, "</p><p>") + "</p></body></html>"
	for _, c := range []struct {
		file    string
		content []byte
		notes   []string
	}{
		{"通知.txt", []byte(strings.Join(notice, "\n")), nil},
		{"通知.docx", document(t, notice...), nil},
		{"通知.html", []byte(page), nil},
		{"通知.txt", []byte(page), nil},
		{"通知.ofd", ofdFile(t, notice), nil},
		{"通知.docx", ofdFile(t, notice), []string{"内容是 OFD，已按 OFD 读取"}},
	} {
		t.Run(c.file, func(t *testing.T) {
			t.Parallel()
			got, problems := readFile(t, c.file, c.content)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			d := got.Document
			if d.Title != "临澜县人民政府办公室关于做好2026年春耕备耕工作的通知" || d.DocNumber != "临政办发〔2026〕12号" || d.Issuer != "临澜县人民政府办公室" {
				t.Errorf("head: %q %q %q", d.Title, d.DocNumber, d.Issuer)
			}
			if d.PublishedOn != 20260306 || d.AdoptedOn != 20260305 || d.BeginsOn != 20260306 || d.BeginGround != Stated || d.ExpiresOn != 20280305 {
				t.Errorf("dates: published %v, adopted %v, begins %v (%s), expires %v", d.PublishedOn, d.AdoptedOn, d.BeginsOn, d.BeginGround, d.ExpiresOn)
			}
			if first := outline(got.Articles); !strings.Contains(first, "s1-1|一、备足农资|（一）调运种子|各乡镇要在三月底前完成。\ns1-2|") || !strings.Contains(first, "s2||二、加强服务|本通知") {
				t.Errorf("articles:\n%s", first)
			}
			if !slices.Equal(got.Notes, c.notes) {
				t.Errorf("notes %q, want %q", got.Notes, c.notes)
			}
		})
	}
}

func TestTitles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		lines      []string
	}{
		{"plain", "云溪镇用水办法", []string{"云溪镇用水办法", "第一条 甲。"}},
		{"broken", "关于加强防汛工作的意见（试行）", []string{"关于加强防汛", "工作的意见（试行）", "各村：", "甲。"}},
		{"below a red head", "关于防汛的决定", []string{"中共临澜县委文件", "临委发〔2026〕1号", "关于防汛的决定", "甲。"}},
		{"no title word", "拿来主义", []string{"拿来主义", "鲁迅", "中国一向是所谓“闭关主义”，自己不去。"}},
		{"number with blanks", "关于防汛的通报", []string{"云政发 〔2026〕 3 号", "关于防汛的通报", "甲。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, problems := readFile(t, "甲.txt", []byte(strings.Join(c.lines, "\n")))
			if len(problems) > 0 || got.Title != c.want {
				t.Errorf("got %q, %v", got.Title, problems)
			}
		})
	}
}

func TestWordTellsWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	got, problems := readFile(t, "甲.docx", withFootnotes(t, document(t, "云溪镇用水办法", "第一条 甲。")))
	if len(problems) > 0 || !slices.Equal(got.Notes, []string{"脚注和尾注没有收入"}) {
		t.Errorf("notes %q, %v", got.Notes, problems)
	}
}

// withFootnotes adds a part with footnotes to a Word document.
func withFootnotes(t testing.TB, b []byte) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range from.File {
		if err := z.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.Create("word/footnotes.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(`<w:footnotes xmlns:w="x"><w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>`)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTheRefusalNamesEveryForm(t *testing.T) {
	t.Parallel()
	for _, f := range forms() {
		if !strings.Contains(unknownForm, f.extensions[0]) {
			t.Errorf("%s is not named", f.extensions[0])
		}
	}
}

func TestRealPDFAndOFD(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("compiling PDFium takes seconds")
	}
	dir := sharedData(t, "documents")
	for file, want := range map[string]string{"Test.pdf": "竞争性磋商文件", "拿来主义_page6.ofd": "拿来主义"} {
		b, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		got, problems := readFile(t, file, b)
		if len(problems) > 0 || got.Title != want || len(got.Articles) == 0 {
			t.Errorf("%s: %q, %d articles, %v", file, got.Title, len(got.Articles), problems)
		}
	}
}
