package audit_test

import (
	"context"
	"net/http"
	"testing"

	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func TestWalkFromUnitToEvidence(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	f.meet("2026-03-05", "2026-03-05", "专题一", f.guoqiang)
	f.sign()
	auditor := f.as("DX01")
	overview := auditor.Get("/audit")
	want(t, overview, 200, "学时合规总览", "云溪镇", "农业农村办公室", "台账检查点", inHTML(f.log.VerifierKey()), "没有待核实的事项")
	if overview.Shows("石坪乡") {
		t.Error("the overview shows a unit outside the scope")
	}
	unit := auditor.Get(link(t, overview, "/audit/units/"+id(f.office.ID)))
	want(t, unit, 200, "何秀兰", "宋国强", "年度计划第 1 版", "需补学", "按机构设置和姓氏排列")
	cadre := auditor.Get(link(t, unit, "/audit/cadres/"+id(f.xiulan.ID())))
	want(t, cadre, 200, "何秀兰", "专题一", "《学时认定办法（系统默认）》第 1 版第七条", "计划的要求", "规定的要求")
	entry := auditor.Get(link(t, cadre, `/audit/entries/\d+`))
	want(t, entry, 200, "8 学时", "第七条", "吴晓梅", "应到 2 人，到 1 人，请假 0 人，公出 1 人，未到 0 人", "本人“到”", "台账叶号", "包含证明", "已签名")
	receipt := auditor.Get(link(t, entry, `/audit/entries/\d+/receipt`))
	want(t, receipt, 200, "c2sp.org/tlog-proof@v1\nindex ", "audit.test/log\n")
	want(t, auditor.Get("/audit/cadres/"+id(f.guoqiang.ID())), 200, "缺席与补学", "防汛值守", "公出")
}

func TestOutOfScopeIsNotFound(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.meet("2026-03-05", "2026-03-05", "专题一")
	auditor, cadre := f.as("DX02"), f.as("YX05")
	for _, path := range []string{
		"/audit/units/" + id(f.office.ID), "/audit/cadres/" + id(f.xiulan.ID()), "/audit/entries/1", "/audit/entries/1/receipt",
		"/ledger?unit=" + id(f.town.ID), "/audit/units/" + id(f.county.ID), "/audit/units/9999", "/audit/cadres/x",
	} {
		if page := auditor.Get(path); page.Status != http.StatusNotFound || page.Shows("何秀兰") {
			t.Errorf("%s: status %d", path, page.Status)
		}
		if page := cadre.Get(path); page.Status != http.StatusForbidden {
			t.Errorf("%s for somebody who is no auditor: status %d", path, page.Status)
		}
	}
	if page := auditor.Get("/ledger"); page.Status != 200 || page.Shows("专题一") {
		t.Errorf("the ledger shows what is out of scope (status %d)", page.Status)
	}
}

func TestAsOfChangesTheFigures(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	f.meet("2026-03-05", "2026-03-05", "专题一")
	f.meet("2026-05-06", "2026-05-20", "专题二")
	auditor := f.as("DX01")
	cadre := "/audit/cadres/" + id(f.xiulan.ID())
	for query, c := range map[string]struct{ shows, hides string }{
		"":                                     {"全年 40 学时，已有 16 学时", "已有 8 学时"},
		"?asOf=2026-04-30":                     {"已有 8 学时", "专题二"},
		"?asOf=2026-05-10&knownAt=2026-05-10":  {"已有 8 学时", "专题二"}, // held, but not recorded yet
		"?asOf=2026-05-10":                     {"已有 16 学时", "已有 8 学时"},
		"?year=2025":                           {"2025年度", "专题一"},
		"?asOf=2025-12-31":                     {"2025年度", "专题一"},
		"?knownAt=2026-05-20T12:00:00%2B08:00": {"已有 8 学时", "专题二"},
	} {
		page := auditor.Get(cadre + query)
		want(t, page, 200, c.shows)
		if page.Shows(c.hides) {
			t.Errorf("%s shows %q", query, c.hides)
		}
	}
	want(t, auditor.Get("/audit?asOf=2026-03-31"), 200, "达到一季度进度", "5 人中 2 人达到进度")
	want(t, auditor.Get("/audit?asOf=2026-03-04"), 200, "5 人中 0 人达到进度")
	page := auditor.Get("/audit?asOf=2026-03-31")
	want(t, auditor.Get(link(t, page, `/audit/units/`+id(f.office.ID)+`\?asOf=2026-03-31`)), 200, "截至 2026年3月31日")
}

func TestWrongDatesStandBesideTheirFields(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	auditor := f.as("DX01")
	for _, path := range []string{"/audit?asOf=x", "/audit/units/" + id(f.town.ID) + "?knownAt=x", "/audit/cadres/" + id(f.xiulan.ID()) + "?asOf=32", "/ledger?from=x"} {
		want(t, auditor.Get(path), 422, "请写成 2026-03-05 这样的日期", `aria-invalid="true"`)
	}
	want(t, auditor.Get("/ledger?from=2026-03-05&to=2026-03-01"), 422, "结束的日期早于开始的日期")
}

func TestItemsToCheckAreNamed(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	f.meet("2026-05-06", "2026-05-20", "专题二")
	auditor := f.as("DX01")
	want(t, auditor.Get("/audit"), 200, "会后很久才录入", "会后 14 天才录入，超过 7 天的提示线", `href="#recorded_late"`, `id="recorded_late"`)
	want(t, auditor.Get("/audit/units/"+id(f.office.ID)), 200, "待核实的事项")
	want(t, auditor.Get("/audit/entries/1"), 200, "待核实：会后很久才录入")
}

func TestCorrectionsStayVisible(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.meet("2026-03-05", "2026-03-05", "专题一")
	f.on("2026-04-09")
	var written []hours.Entry
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		proposal := hours.Proposal{Entry: 1, Reason: "会议提前结束，学时记多了", By: f.secretary.ID(),
			Replacement: &hours.Replacement{Amount: 4 * hours.Hour, Subject: "theory", HappenedOn: 20260305}}
		request, err := f.ledger.ProposeReversal(ctx, tx, roster.Everyone(), proposal)
		if err != nil {
			return err
		}
		written, err = f.ledger.DecideReversal(ctx, tx, roster.Everyone(), request, f.committee.ID(), true)
		return err
	})
	auditor := f.as("DX01")
	want(t, auditor.Get("/audit/entries/1"), 200, "已冲正", "更正后重记", "会议提前结束，学时记多了", "提出：吴晓梅，批准：周明远")
	want(t, auditor.Get(pathOf("/audit/entries/%d", written[0].ID)), 200, "-8 学时", "原记录")
	want(t, auditor.Get("/audit/cadres/"+id(f.xiulan.ID())), 200, "更正记录", "冲正《专题一》，-8 学时", "更正后重记《专题一》，4 学时")
	want(t, auditor.Get("/ledger?person=YX05"), 200, "共 3 条，合计 4 学时", "已冲正")
}
