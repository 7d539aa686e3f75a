package study_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"

	"xiangxue/course/hours"
	"xiangxue/course/reflection"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func TestObjectionToAReversal(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	c.Post("/self-study", declaration())
	f.decide(1, reflection.Decision{Approve: true, Granted: 300})
	original := f.entries(f.xiulan)[0]
	var reversal hours.Entry
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		id, err := f.ledger.ProposeReversal(ctx, tx, roster.Everyone(), hours.Proposal{Entry: original.ID, Reason: "这本书去年已经报过一次", By: f.secretary.ID()})
		if err != nil {
			return err
		}
		entries, err := f.ledger.DecideReversal(ctx, tx, roster.Everyone(), id, f.committee.ID(), true)
		reversal = entries[0]
		return err
	})
	path := fmt.Sprintf("/entries/%d", reversal.ID)
	want(t, c.Get(fmt.Sprintf("/entries/%d", original.ID)), 200, fmt.Sprintf(`href="%s"`, path), "看冲正和理由")
	want(t, c.Get(path), 200, "为什么不同意", "2026年9月30日以前（含当天）", "这本书去年已经报过一次")
	want(t, c.Post(path+"/objection", url.Values{"text": {" "}}), 422, "请写明理由", `aria-invalid="true"`)
	want(t, f.window(f.colleague).Post(path+"/objection", url.Values{"text": {"不是我的"}}), 404)
	page := c.Post(path+"/objection", url.Values{"text": {"去年那本是下册"}})
	want(t, page, 200, "等待答复", "去年那本是下册")
	wantNot(t, page, "为什么不同意")
	want(t, c.Post(path+"/objection", url.Values{"text": {"再说一次"}}), 409)
	c.SetCookie("lang", "en")
	want(t, c.Get(path), 200, "Waiting for an answer", "Your objection")

}
