package training_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
)

const head = "工号,姓名,班次名称,主办单位,起止日期,天数,学时,类型,主题,请假学时,请假原因,其中次年\n"

func TestImportRefusesRows(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, rows, want string }{
		{"no staff number", ",何秀兰,春季班,县委党校,2026.3.2-3.6,5,,,,,,", "第 2 行「工号」：不能为空"},
		{"an unknown staff number", "G99,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,,,,,", "第 2 行「工号」：花名册里没有"},
		{"somebody of the neighbour", "G5,方远,春季班,县委党校,2026.3.2-3.6,5,,,,,,", "第 2 行「工号」：花名册里没有"},
		{"another's name", "G2,宋国强,春季班,县委党校,2026.3.2-3.6,5,,,,,,", "第 2 行「姓名」：与花名册上"},
		{"no class", "G2,何秀兰,,县委党校,2026.3.2-3.6,5,,,,,,", "第 2 行「班次名称」：不能为空"},
		{"no days", "G2,何秀兰,春季班,县委党校,三月,5,,,,,,", "第 2 行「起止日期」：不是起止日期"},
		{"days that are none", "G2,何秀兰,春季班,县委党校,2026.3.2-3.6,五天,,,,,,", "第 2 行「天数」：不是数字"},
		{"more days than there are", "G2,何秀兰,春季班,县委党校,2026.3.2-3.6,6,,,,,,", "第 2 行「天数」：从开始到结束只有 5 天"},
		{"neither days nor hours", "G2,何秀兰,春季班,县委党校,2026.3.2-3.6,,,,,,,", "第 2 行「天数」：请填天数"},
		{"an on-line class with days", "G2,何秀兰,网班,省网院,2026.3.2-3.6,5,,网络,,,,", "第 2 行「天数」：网络培训按学时计"},
		{"not over", "G2,何秀兰,春季班,县委党校,2026-12-02至2026-12-06,5,,,,,,", "第 2 行「班次名称」：培训班还没有结束"},
		{"a closed year", "G2,何秀兰,春季班,县委党校,2025.3.3-3.7,5,,,,,,", "第 2 行「班次名称」：2025 年的学时已经结账"},
		{"an unknown kind", "G2,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,函授,,,,", "第 2 行「类型」：请填"},
		{"an unknown subject", "G2,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,,体育,,,", "第 2 行「主题」：没有这个主题"},
		{"leave without a reason", "G2,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,,,4,,", "第 2 行「请假学时」：请写一句原因"},
		{"leave from an on-line class", "G2,何秀兰,网班,省网院,2026.3.2-3.6,,20,网络,,1,有事,", "第 2 行「请假学时」：网络培训不记请假"},
		{"not divided at the year end", "G2,何秀兰,跨年班,县委党校,2025-12-30至2026-01-08,5,,,,,,", "第 2 行「其中次年」：这个班跨年度"},
		{"the class with other days", "G2,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,,,,,\nG3,宋国强,春季班,县委党校,2026.3.2-3.6,4,,,,,,", "第 3 行「天数」：与同一个班别处记的（5 天）不同"},
		{"the class of another kind", "G2,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,,,,,\nG3,宋国强,春季班,县委党校,2026.3.2-3.6,,40,网络,,,,", "第 3 行「类型」：同一个班在别处记的是脱产培训"},
		{"the person with other hours", "G2,何秀兰,网班,省网院,2026.3.2-3.6,,20,网络,,,,\nG2,何秀兰,网班,省网院,2026.3.2-3.6,,22,网络,,,,", "第 3 行「班次名称」：这个班已经记过，内容不同"},
		{"the class on other days", "G2,何秀兰,网班,省网院,2026.3.2-3.6,,20,网络,,,,\nG2,何秀兰,网班,省网院,2026.3.2-3.9,,22,网络,,,,", "第 3 行「班次名称」：与已经记过的同名班次日期重叠"},
		{"two places at once", "G2,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,,,,,\nG2,何秀兰,安全班,应急局,2026.3.6-3.7,2,,,,,,", "第 3 行「班次名称」：这几天已在另一个脱产培训班：《春季班》"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t).at("2026-06-30 09:00")
			in, err := w.imports(w.who("吴晓梅"), "名册.csv", head+tt.rows, training.Order{})
			var rows office.RowErrors
			if !errors.As(err, &rows) || !strings.HasPrefix(rows[0].Error(), "名册.csv "+tt.want) {
				t.Fatalf("got %v", err)
			}
			if len(in.Refused) == 0 || len(w.entries("何秀兰", 2026)) > 0 {
				t.Errorf("%d refused, but entries %v", len(in.Refused), w.entries("何秀兰", 2026))
			}
		})
	}
}

func TestImportTakesTheGoodRowsWhenAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t).at("2026-06-30 09:00")
	text := head + "G2,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,,,,,\nG3,宋国,春季班,县委党校,2026.3.2-3.6,5,,,,,,\nG4,陈立群,春季班,县委党校,2026.3.2-3.6,5,,,,6,住院,\n"
	dry, err := w.imports(w.who("吴晓梅"), "名册.csv", text, training.Order{DryRun: true, Partial: true})
	if err != nil || dry.Rows() != 2 || len(dry.Refused) != 1 || len(w.entries("何秀兰", 2026)) != 0 {
		t.Fatalf("dry: %d rows, %v, %v", dry.Rows(), dry.Refused, err)
	}
	in, err := w.imports(w.who("吴晓梅"), "名册.csv", text, training.Order{Partial: true})
	if err != nil || in.Rows() != 2 || len(in.Refused) != 1 {
		t.Fatalf("%d rows, %v, %v", in.Rows(), in.Refused, err)
	}
	if rows, sum := in.Recognised(); rows != 1 || sum != 40*hours.Hour {
		t.Errorf("%d recognised with %s: six hours of leave are more than a seventh of forty", rows, sum)
	}
	w.mustBeSound()
}

// TestProvenance: an imported entry leads to the file, its sum, the row, and both when it was and when it was put down.
func TestProvenance(t *testing.T) {
	t.Parallel()
	w := newWorld(t).at("2026-06-30 09:00")
	in, err := w.imports(access.Console(), "党校名册.csv", head+"G2,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,,,,,\n", training.Order{})
	if err != nil {
		t.Fatal(err)
	}
	entry := w.entries("何秀兰", 2026)[0]
	if entry.HappenedOn != 20260306 || !entry.RecordedAt.Equal(w.now) || entry.RecordedBy != 0 {
		t.Errorf("entry %+v", entry)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		e, err := training.EvidenceOf(ctx, tx, training.MarkID(entry.EvidenceID))
		if e.Sheet.File != "党校名册.csv" || e.Sheet.FileSum != in.FileSum || len(in.FileSum) != 64 || e.Line.Row != 2 || !e.Sheet.IsImported() {
			t.Errorf("evidence %+v", e)
		}
		roll, found, rollErr := training.RollOf(ctx, tx, roster.Only(w.id("宋国强")), e.Class)
		if !found || len(roll.Lines) != 0 {
			t.Errorf("somebody else sees %+v", roll.Lines)
		}
		return errors.Join(err, rollErr)
	})
	w.mustBeSound()
}

func TestImportOfAWorkbook(t *testing.T) {
	t.Parallel()
	w := newWorld(t).at("2026-06-30 09:00")
	sheets := training.Template()
	sheets[0].Rows = [][]any{{"G2", "何秀兰", "春季班", "县委党校", "2026-03-02至2026-03-06", "5"}}
	var b bytes.Buffer
	if err := office.WriteXLSX(&b, sheets); err != nil {
		t.Fatal(err)
	}
	in, err := w.imports(w.who("吴晓梅"), "名册.xlsx", b.String(), training.Order{})
	if err != nil || in.Rows() != 1 {
		t.Fatalf("%d rows, %v", in.Rows(), err)
	}
}

func TestFilesThatAreNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t).at("2026-06-30 09:00")
	for name, text := range map[string]string{
		"no columns":      "工号,姓名\nG2,何秀兰\n",
		"a column twice":  "工号,姓名,姓名,班次名称,主办单位,起止日期,学时\n",
		"half of a span":  "工号,姓名,班次名称,主办单位,开始日期,学时\n",
		"no hours":        "工号,姓名,班次名称,主办单位,起止日期\n",
		"empty":           "",
		"a page":          "<html></html>",
		"too many rows":   head + strings.Repeat("G2,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,,,,,\n", 5001),
		"a broken zip":    "PK\x03\x04xxxx",
		"only its header": "\n",
	} {
		if _, err := w.imports(w.who("吴晓梅"), "名册.csv", text, training.Order{Partial: true}); err == nil {
			t.Errorf("%s: was taken", name)
		}
	}
	_, err := w.imports(w.who("陈立群"), "名册.csv", head, training.Order{})
	want(t, err, fault.Forbidden)
}
