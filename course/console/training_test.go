package console_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"xiangxue/course/console"
	"xiangxue/course/hours"
	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/training"
)

// trainingOffice is a township with one person, G1 何秀兰, on the last day of June.
func trainingOffice(t *testing.T) (*storage.DB, *training.Registrar) {
	t.Helper()
	db := storagetest.Open(t)
	clock := func() time.Time { return time.Date(2026, 6, 30, 2, 0, 0, 0, time.UTC) }
	log, err := seal.Open(t.Context(), db, filepath.Join(t.TempDir(), "log.key"), "console.test/log", clock)
	if err != nil {
		t.Fatal(err)
	}
	ledger := hours.NewLedger(log, clock)
	err = db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		if _, err := ledger.AdoptDefault(ctx, tx); err != nil {
			return err
		}
		town, err := roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township})
		if err != nil {
			return err
		}
		c, err := roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "G1", Name: "何秀兰"})
		if err != nil {
			return err
		}
		return roster.Join(ctx, tx, c.ID, town.ID, 20200101)
	})
	if err != nil {
		t.Fatal(err)
	}
	return db, training.NewRegistrar(log, ledger, clock)
}

func TestImportTraining(t *testing.T) {
	t.Parallel()
	db, registrar := trainingOffice(t)
	path := filepath.Join(t.TempDir(), "名册.csv")
	text := "工号,姓名,班次名称,主办单位,起止日期,天数,请假学时,请假原因\n" +
		"G1,何秀兰,春季班,县委党校,2026.3.2-3.6,5,,\nG1,何秀兰,防汛班,县应急局,2026.5.6-5.7,2,4,值班\nG2,查无此人,春季班,县委党校,2026.3.2-3.6,5,,\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		order training.Order
		fails bool
		want  []string
	}{
		{"bad rows stop it", training.Order{}, true, []string{"没有导入： 名册.csv 第 4 行「工号」"}},
		{"what would be", training.Order{DryRun: true, Partial: true}, true, []string{"试运行，没有改动任何内容。将有 2 行新增，其中 1 行入账，共 40 学时"}},
		{"the good rows", training.Order{Partial: true}, true, []string{"脱产培训《春季班》（县委党校，2026-03-02 至 2026-03-06）：1 人",
			"何秀兰（G1）请假 4 学时，超过规定，记入名册但不认定", "导入完成， 2 行新增", "文件校验值"}},
		{"again", training.Order{Partial: true}, true, []string{"导入完成， 0 行新增，其中 0 行入账，共 0 学时；2 行已经记过"}},
	} {
		var out bytes.Buffer
		err := console.ImportTraining(t.Context(), &out, db, registrar, path, tt.order)
		if (err != nil) != tt.fails {
			t.Errorf("%s: %v", tt.name, err)
		}
		for _, want := range tt.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: no %q in\n%s", tt.name, want, out.String())
			}
		}
	}
	if err := console.ImportTraining(t.Context(), &bytes.Buffer{}, db, registrar, filepath.Join(t.TempDir(), "none.csv"), training.Order{}); err == nil {
		t.Error("a file that is not there is imported")
	}
}

func TestTrainingTemplate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "模板.xlsx")
	if err := console.TrainingTemplate(path); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := office.ReadWorkbook("模板.xlsx", b, office.Limits{})
	if err != nil || len(tables) != 2 || tables[0].Column("班次名称") < 0 || len(tables[1].Rows) < 10 {
		t.Errorf("%d tables, %v", len(tables), err)
	}
	if err := console.TrainingTemplate(path); err == nil {
		t.Error("an existing file was overwritten")
	}
}
