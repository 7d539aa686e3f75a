package desk_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func TestWhomADraftAffects(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		c, err := roster.FindCadreByLogin(ctx, tx.ReadTx, "YX03")
		if err != nil {
			return err
		}
		return roster.Classify(ctx, tx, c.ID, "section_level", 20260101)
	})
	path := f.submitted()
	page := f.committee.Get(path + "/effect")
	want(t, page, 200, "第 1 版影响谁", "要求有变的 1 人", "其余 2 人要求不变", "何秀兰", "0 → 90", "0 → 18")
	want(t, f.committee.Get(path), 200, "看影响谁")
	if page := f.cadre.Get(path + "/effect"); page.Status != 404 || page.Shows("0 → 90") {
		t.Errorf("a cadre gets %d and may read whom a draft affects", page.Status)
	}
	f.decide(f.committee, path, "approve", "党委会 2026 年第 3 次会议")
	want(t, f.committee.Get(path+"/effect"), 200, "要求有变的 0 人", "其余 3 人要求不变")
}

func TestDiscardADraft(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	page := f.saved()
	path, _, _ := strings.Cut(page.Path, "?")
	form := formOf(t, page, "plan")
	stale := url.Values{"revision": {"1"}}
	want(t, f.secretary.Post(path+"/discard", stale), 409, "刚刚被别人改过")
	if page := f.committee.Post(path+"/discard", url.Values{"revision": form["revision"]}); page.Status != 403 {
		t.Errorf("a committee member discards a draft with %d", page.Status)
	}
	gone := f.secretary.Post(path+"/discard", url.Values{"revision": form["revision"]})
	want(t, gone, 200, "计划")
	if page := f.secretary.Get(path); page.Status != 404 {
		t.Errorf("the discarded draft is still shown with %d", page.Status)
	}
	f.begin() // a new one begins as the first did
}
