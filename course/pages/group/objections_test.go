package group_test

import (
	"context"
	"net/url"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/hours"
	"xiangxue/course/objection"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// objected has an entry of 何秀兰 taken back by 陈立群 and 周明远, to which she objects.
func (f *fixture) objected() {
	f.t.Helper()
	clerk := objection.NewClerk(f.ledger, f.clock)
	who := f.people["何秀兰"]
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		e, err := f.ledger.Append(ctx, tx, hours.Fact{
			Cadre: who, Source: hours.SourceDeclaration, Ref: 1, Activity: hours.ActivityDeclaration, Amount: 2 * hours.Hour,
			Title: "乡土中国", Evidence: "declaration", EvidenceID: 1, HappenedOn: 20260820, By: f.people["陈立群"],
		})
		if err != nil {
			return err
		}
		id, err := f.ledger.ProposeReversal(ctx, tx, roster.Everyone(), hours.Proposal{Entry: e.ID, Reason: "这本书去年已经报过一次", By: f.people["陈立群"]})
		if err != nil {
			return err
		}
		entries, err := f.ledger.DecideReversal(ctx, tx, roster.Everyone(), id, f.people["周明远"], true)
		if err != nil {
			return err
		}
		c, err := roster.FindCadre(ctx, tx.ReadTx, who)
		if err != nil {
			return err
		}
		own := access.Actor{Cadre: c, Grants: []access.Grant{{Role: access.Cadre, UnitPath: f.town.Path}}}
		_, err = clerk.Object(ctx, tx, own, entries[0].ID, "去年那本是下册")
		return err
	})
}

func TestObjectionIsAnsweredByAnother(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	want(t, c.Get("/objections"), 200, "没有人对更正提出异议")
	f.objected()
	want(t, c.Get("/groups"), 200, "有 1 项异议等人答复", `href="/objections"`)
	want(t, c.Get("/objections"), 200, "去年那本是下册", "这本书去年已经报过一次", "答复何秀兰的异议")
	want(t, f.as("周明远").Get("/objections"), 200, "您经办过这次更正")
	form := url.Values{"decision": {"accept"}, "text": {""}}
	want(t, f.as("周明远").Post("/objections/1/answer", url.Values{"decision": {"decline"}, "text": {"不成立"}}), 403)
	want(t, f.as("秦川").Post("/objections/1/answer", url.Values{"decision": {"accept"}, "text": {"成立"}}), 404)
	want(t, f.as("陈立群").Get("/objections"), 403)
	want(t, c.Post("/objections/1/answer", form), 422, "请写明理由", `id="text-1"`, `aria-invalid="true"`, "checked")
	want(t, c.Post("/objections/1/answer", url.Values{"text": {"成立"}}), 422, `id="decision-1"`)
	form.Set("text", "查了去年的申报，确是下册")
	want(t, c.Post("/objections/1/answer", form), 200, "异议成立", "查了去年的申报", "另记一条，原记录不改")
	want(t, c.Post("/objections/1/answer", form), 409)
	c.SetCookie("lang", "en")
	want(t, c.Get("/objections"), 200, "Objections to corrections", "Objection upheld")
}
