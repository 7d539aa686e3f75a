package office

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestHostileFilesStayCheap reads files made to use up memory: what is allocated while refusing or reading
// them stays near what their unpacked size costs.
func TestHostileFilesStayCheap(t *testing.T) {
	// Not parallel: it measures what is allocated meanwhile.
	const size = 4 << 20
	filler := func(s string) string { return strings.Repeat(s, size/len(s)) }
	tests := []struct {
		name string
		read func() error
		most uint64 // bytes
	}{
		{"commas", readsTable([]byte(filler(","))), 32 << 20},
		{"blank lines", readsTable([]byte(filler("\n"))), 32 << 20},
		{"short rows of far cells", readsTable([]byte(filler(strings.Repeat(",", 255) + "x\n"))), 256 << 20},
		{"attributes", readsTable(workbookOf(t, "<row "+filler(`a="" `)+"/>")), 64 << 20},
		{"open comment", readsTable(workbookOf(t, "<!-- "+filler("x"))), 64 << 20},
		{"cells in the last column", readsTable(workbookOf(t, filler(`<row><c r="XFD1" t="b"><v>1</v></c></row>`))), 64 << 20},
		{"nested elements", readsTable(workbookOf(t, filler("<a>"))), 64 << 20},
		{"paragraphs", readsDocument(documentOf(t, filler("<w:p/>"))), 128 << 20},
		{"text boxes", readsDocument(documentOf(t, "<w:p>"+run(strings.Repeat("长", 9000))+filler("<w:p/>")+"</w:p>")), 128 << 20},
		{"long cell of empty paragraphs", readsDocument(documentOf(t, "<w:tr><w:tc>"+filler("<w:p/>")+"</w:tc></w:tr>")), 128 << 20},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			err := test.read()
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > test.most {
				t.Errorf("%d MiB allocated, at most %d expected", used>>20, test.most>>20)
			}
			if err != nil {
				checkRefusal(t, err)
			}
		})
	}
}

func readsTable(b []byte) func() error {
	return func() error {
		_, err := ReadTable("a", b, Limits{})
		return err
	}
}

func readsDocument(b []byte) func() error {
	return func() error {
		_, err := ReadDOCX("a", b, Limits{})
		return err
	}
}

// TestCSVAgainstStandardLibrary compares with encoding/csv wherever that accepts a text.
func TestCSVAgainstStandardLibrary(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := "a,b\n" + rapid.StringMatching(`(([a-z,学\n]|"([a-z,\n]|"")*"){0,6}\n){0,4}`).Draw(t, "text")
		reader := csv.NewReader(strings.NewReader(text))
		reader.FieldsPerRecord = -1
		records, err := reader.ReadAll()
		if err != nil {
			return
		}
		var want [][]string
		for _, record := range records[1:] {
			for i, cell := range record {
				if strings.TrimSpace(cell) == "" {
					record[i] = ""
				}
			}
			if record = withoutEmptyEnd(record); len(record) > 0 {
				want = append(want, record)
			}
		}
		table, err := ReadTable("a.csv", []byte(text), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got := rowTexts(table.Rows); !slices.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

// TestLineBreaksOfAnyKind counts rows alike whatever program wrote the file.
func TestLineBreaksOfAnyKind(t *testing.T) {
	t.Parallel()
	lines := []string{"工号,姓名", "1,何", "", "2,单"}
	var want []Row
	for _, end := range []string{"\n", "\r\n", "\r"} {
		table, err := ReadTable("a.csv", []byte(strings.Join(lines, end)), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = table.Rows
		}
		if len(want) != 2 || !slices.EqualFunc(table.Rows, want, sameRow) || want[1].Line != 4 {
			t.Errorf("with line end %q: %v, want %v", end, table.Rows, want)
		}
	}
}

// TestRealQuestions reads every table of real questions, when they are at hand, and finds in each row a
// question with four options and an answer.
func TestRealQuestions(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../../shared/data/questions/*.csv")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no ../shared/data/questions beside the repository; TestReadTableCSV covers the form")
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		table, err := ReadTable(filepath.Base(file), b, Limits{})
		if err == nil {
			err = table.Require([]string{"Question"}, []string{"A"}, []string{"D"}, []string{"Answer"})
		}
		if err != nil {
			t.Error(err)
			continue
		}
		for _, row := range table.Rows {
			answer := table.Cell(row, "answer")
			if table.Cell(row, "question") == "" || table.Cell(row, answer) == "" || len(answer) != 1 {
				t.Error(table.Fault(row, "Answer", "没有题干或答案："+answer))
			}
		}
	}
}

func TestLocatedKeepsTheCause(t *testing.T) {
	t.Parallel()
	cause := errors.New("unexpected")
	err := located(cause, "a.xlsx", "表")
	if !errors.Is(err, cause) || !strings.HasPrefix(err.Error(), "a.xlsx〔表〕：") {
		t.Errorf("error %v", err)
	}
	if located(nil, "a.xlsx", "") != nil {
		t.Error("no error became one")
	}
}
