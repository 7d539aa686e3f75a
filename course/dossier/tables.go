package dossier

import (
	"context"
	"fmt"
	"io"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/office"
	"xiangxue/course/report"
	"xiangxue/course/storage"
)

// writeTables writes the workbook of units and people, and the registers of meetings, absences and doubts.
func (f facts) writeTables(to *file) error {
	err := to.part("05-单位与人员.xlsx", func(w io.Writer) error { return office.WriteXLSX(w, report.ComplianceSheets(f.units, f.people)) })
	if err != nil {
		return err
	}
	for _, r := range []struct {
		name  string
		sheet office.Sheet
	}{{"06-检查清单.csv", f.itemSheet()}, {"07-学习会登记.csv", f.meetingSheet()}, {"08-缺席与补学登记.csv", f.absenceSheet()}, {"09-疑点与答复.csv", f.doubtSheet()}} {
		if err := to.part(r.name, func(w io.Writer) error { return office.WriteCSV(w, r.sheet) }); err != nil {
			return err
		}
	}
	return nil
}

func (f facts) itemSheet() office.Sheet {
	s := office.Sheet{Name: "检查清单", Columns: []office.Column{{Title: "序号", Kind: office.Number}, {Title: "检查内容"}, {Title: "情况"}, {Title: "依据"}, {Title: "缺项及原因"}}}
	for n, i := range f.checklist() {
		s.Rows = append(s.Rows, []any{n + 1, i.question, string(i.state), i.evidence, i.cause})
	}
	return s
}

func (f facts) meetingSheet() office.Sheet {
	s := office.Sheet{Name: "学习会登记", Columns: []office.Column{
		{Title: "日期", Kind: office.Date}, {Title: "标题"}, {Title: "范围"}, {Title: "方式"}, {Title: "学时", Kind: office.Hundredths}, {Title: "地点"}, {Title: "主持"},
		{Title: "应到", Kind: office.Number}, {Title: "到", Kind: office.Number}, {Title: "请假", Kind: office.Number}, {Title: "公出", Kind: office.Number}, {Title: "未到", Kind: office.Number},
		{Title: "名单确认时间"}, {Title: "记录所缺"},
	}}
	for _, m := range f.meetings {
		confirmed := "未确认"
		var c attendance.Count
		if m.confirmed {
			c, confirmed = m.roll.Count(), m.roll.RecordedAt.In(calendar.Shanghai).Format("2006-01-02 15:04")
		}
		s.Rows = append(s.Rows, []any{m.On().Time(), m.Title, m.AudienceOf, m.Mode.Label(), m.Hours, m.Place, m.Host,
			c.Expected(), c.Present, c.OnLeave, c.OfficialDuty, c.Absent, confirmed, elements(m.missing)})
	}
	return s
}

func (f facts) absenceSheet() office.Sheet {
	s := office.Sheet{Name: "缺席与补学登记", Columns: []office.Column{
		{Title: "姓名"}, {Title: "日期", Kind: office.Date}, {Title: "学习会"}, {Title: "情况"}, {Title: "原因"}, {Title: "学时", Kind: office.Hundredths}, {Title: "补学"}, {Title: "补学期限", Kind: office.Date},
	}}
	for _, a := range f.absences {
		made := "没有安排"
		var due any
		if a.MakeUp != 0 {
			made, due = "待补学", a.DueOn.Time()
			if a.IsMadeUp() {
				made = "已补学"
			}
		}
		s.Rows = append(s.Rows, []any{a.Name, a.On.Time(), a.Title, a.Presence.Label(), a.Reason, a.Hours, made, due})
	}
	return s
}

func (f facts) doubtSheet() office.Sheet {
	s := office.Sheet{Name: "疑点与答复", Columns: []office.Column{{Title: "日期", Kind: office.Date}, {Title: "事由"}, {Title: "内容"}, {Title: "说明"}, {Title: "单位答复"}}}
	for _, d := range f.people.Doubts {
		s.Rows = append(s.Rows, []any{d.On.Time(), d.Ground.Label(), d.Title, d.Message().String(), f.answered(d)})
	}
	return s
}

// ledgerPage is how many entries one file of the register holds: some megabytes of memory.
const ledgerPage = 5000

// writeLedger writes the entries of the year, the newest first, in as many files as it takes.
func (d *Dossier) writeLedger(ctx context.Context, to *file) error {
	s := report.Selection{
		Unit: d.facts.unit.ID, From: calendar.StudyYear(d.facts.Year).From, To: d.facts.On, KnownAt: d.facts.KnownAt, Limit: ledgerPage,
	}
	for n := 1; ; n++ {
		var page report.LedgerReport
		err := d.packer.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
			page, err = d.packer.Reporter.Ledger(ctx, tx, d.actor, s)
			return err
		})
		if err != nil {
			return fmt.Errorf("read the ledger: %w", err)
		}
		sheet := report.LedgerSheet(page)
		if err := to.part(fmt.Sprintf("10-台账明细-%d.csv", n), func(w io.Writer) error { return office.WriteCSV(w, sheet) }); err != nil {
			return err
		}
		if !page.More {
			return nil
		}
		s.Before = last(page)
	}
}

// last returns the oldest entry of a page.
func last(page report.LedgerReport) hours.EntryID { return page.Lines[len(page.Lines)-1].Entry.ID }
