package importer

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// bankOf returns the content of the bank of that name.
func (d *desk) bankOf(name string) (b bank.Bank, drafts []bank.Draft) {
	d.Helper()
	err := d.db.Read(d.Context(), func(tx storage.ReadTx) (err error) {
		if b, _, err = bank.Named(d.Context(), tx, name); err != nil {
			return err
		}
		questions, err := bank.Find(d.Context(), tx, bank.Filter{Bank: b.ID, Limit: 1000})
		for _, q := range questions {
			q.Version.Content.ID = 0
			drafts = append(drafts, q.Version.Draft)
		}
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return b, drafts
}

func (d *desk) export(from bank.ID, format Format) ([]byte, Exported) {
	d.Helper()
	var b bytes.Buffer
	var exported Exported
	err := d.db.Read(d.Context(), func(tx storage.ReadTx) (err error) {
		exported, err = Export(d.Context(), tx, d.actor, &b, from, format)
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return b.Bytes(), exported
}

// TestImportOfAnExportGivesTheSameBank goes through the database, in every format that can be written.
func TestImportOfAnExportGivesTheSameBank(t *testing.T) {
	t.Parallel()
	first := newDesk(t)
	drafts := make([]bank.Draft, 60)
	for i := range drafts {
		kinds := quiz.Kinds()
		drafts[i] = anyDraft([]quiz.Kind{kinds[i%len(kinds)]}, false).Example(i)
		drafts[i].Content.Text = fmt.Sprintf("第 %d 题：%s", i+1, strings.ReplaceAll(drafts[i].Content.Text, "_", "-"))
		drafts[i].Content.Cites = []string{"《土地管理法》第六十二条"}
	}
	err := first.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		into, err := first.keeper.Open(ctx, tx, first.actor, "题库")
		if err != nil {
			return err
		}
		_, err = first.keeper.Import(ctx, tx, first.actor, into.ID, drafts, true)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	source, want := first.bankOf("题库")
	if len(want) != len(drafts) {
		t.Fatalf("%d of %d questions were stored", len(want), len(drafts))
	}
	for _, format := range Writable() {
		t.Run(format.Name, func(t *testing.T) {
			file, exported := first.export(source.ID, format)
			second := newDesk(t)
			report, err := second.Questions(t.Context(), second.actor, "题库"+format.Extensions[0], file, Options{})
			if err != nil || report.Format != format.Name || exported.Questions != len(want) {
				t.Fatalf("exported %+v, imported %+v, %v", exported, report, err)
			}
			_, got := second.bankOf("题库")
			there, lost, kept := canonical(got), exported.Lost.Error(), 0
			for i, d := range want {
				if strings.Contains(lost, fmt.Sprintf("第 %d 题（", i+1)) {
					continue
				}
				if kept++; !strings.Contains(there, canonical([]bank.Draft{d})) {
					t.Errorf("not among what came back: %s", canonical([]bank.Draft{d}))
				}
			}
			if kept < len(want)/2 || len(got) > len(want) {
				t.Errorf("of %d questions %d were kept whole and %d came back; lost\n%s", len(want), kept, len(got), lost)
			}
			if again, err := second.Questions(t.Context(), second.actor, "题库"+format.Extensions[0], file, Options{}); err != nil || again.Changed {
				t.Errorf("imported again: %+v, %v", again, err)
			}
		})
	}
}

func TestWhatAFormatCannotCarryIsSaid(t *testing.T) {
	t.Parallel()
	ordering := bank.Draft{Content: quiz.Question{Kind: quiz.Ordering, Text: "排序", Options: []quiz.Option{no("一"), no("二"), {Text: "三", Feedback: "好"}}}}
	essay := bank.Draft{Content: quiz.Question{Kind: quiz.ShortAnswer, Text: "谈谈", Rubric: []quiz.Criterion{{Text: "一\n二", Share: 1}}}}
	tagged := bank.Draft{Content: fill("几天", quiz.Accepted{Text: "三|四", Feedback: "好"}), Tags: []string{"甲、乙"}}
	for name, want := range map[string][]string{
		"GIFT":       {"第 1 题（排序）：GIFT 没有排序题，没有导出", "第 2 题（谈谈）：评分标准里的换行"},
		"XLSX":       {"第 1 题（排序）：各选项（答案）的反馈没有导出", "第 2 题（谈谈）：评分标准里的换行", "第 3 题（几天）：各选项（答案）的反馈没有导出", "第 3 题（几天）：标签“甲、乙”里有分隔用的符号", "第 3 题（几天）：答案“三|四”里有分隔用的符号"},
		"Moodle XML": {"第 1 题（排序）：各选项（答案）的反馈没有导出", "第 2 题（谈谈）：评分标准里的换行"},
		"QTI 3.0":    {"第 1 题（排序）：各选项（答案）的反馈没有导出", "第 2 题（谈谈）：评分标准里的换行", "第 3 题（几天）：各选项（答案）的反馈没有导出"},
	} {
		format, found := FormatNamed(name)
		if !found {
			t.Errorf("no format %s", name)
			continue
		}
		lost, err := format.Write(&bytes.Buffer{}, "题库", []bank.Draft{ordering, essay, tagged})
		if err != nil {
			t.Fatal(err)
		}
		wantProblems(t, lost.Err(), want...)
	}
	if _, found := FormatNamed("PDF"); found {
		t.Error("there is a format PDF")
	}
}

func TestExportRefuses(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	err := d.db.Read(t.Context(), func(tx storage.ReadTx) error {
		if _, err := Export(t.Context(), tx, access.Actor{}, &bytes.Buffer{}, 1, giftFormat); !fault.Is(err, fault.Forbidden) {
			t.Errorf("by nobody: %v", err)
		}
		if _, err := Export(t.Context(), tx, d.actor, &bytes.Buffer{}, 1, giftFormat); !fault.Is(err, fault.NotFound) {
			t.Errorf("of no bank: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFormatIsToldByNameAndContent names files wrongly.
func TestFormatIsToldByNameAndContent(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]struct{ data, format string }{
		"a.csv":  {lawTable, "XLSX"},
		"b.txt":  {lawTable, "XLSX"},
		"c.txt":  {"题{T}\n", "GIFT"},
		"d.gift": {"题{T}\n", "GIFT"},
		"e.txt":  {"题\nA. 甲\nB. 乙\nANSWER: A\n", "Aiken"},
		"f.txt":  {"1. 题（ ）\nA. 甲 B. 乙\n答案：A\n", "TXT/DOCX"},
		"g.xml":  {moodleFile, "Moodle XML"},
		"h.xml":  {qti2Choice, "QTI 3.0"},
		"i.txt":  {moodleFile, "Moodle XML"},
		"j":      {qti3Choice, "QTI 3.0"},
	} {
		if reading, err := Read(file, []byte(want.data)); err != nil || reading.Format != want.format {
			t.Errorf("%s was read as %s, want %s: %v", file, reading.Format, want.format, err)
		}
	}
	for file, data := range map[string]string{"a.pdf": "%PDF-1.7 题", "b.doc": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "c.bin": "\x00\x01"} {
		if reading, err := Read(file, []byte(data)); err == nil {
			t.Errorf("%s was read as %s", file, reading.Format)
		}
	}
}
