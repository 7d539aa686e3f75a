package study_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/reflection"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
)

func declaration() url.Values {
	return url.Values{
		"kind": {"book"}, "title": {"乡土中国"}, "on": {"2026-09-12"}, "hours": {"3"}, "learnt": {"读了差序格局，想到调解先要听两边各说一遍。"},
	}
}

func (f *fixture) decide(id reflection.DeclarationID, d reflection.Decision) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := f.declarations.Decide(ctx, tx, f.secretary, id, d)
		return err
	})
}

func TestDeclarationFromTheFormToTheEntry(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	want(t, c.Get("/record"), 200, `href="/self-study"`, `href="/trainings"`)
	want(t, c.Get("/self-study"), 200, "交给组长", "今年已计 0 学时，最多计 20 学时", "今年还没有申报")
	form := declaration()
	form.Set("hours", "三")
	form.Set("on", "2026-09-30")
	want(t, c.Post("/self-study", form), 422, "请填数字", `value="三"`, "差序格局")
	form.Set("hours", "3")
	want(t, c.Post("/self-study", form), 422, "不能晚于今天")
	want(t, c.Post("/self-study", declaration()), 200, "乡土中国", "待批", "撤回")
	want(t, c.Post("/self-study", declaration()), 409)
	f.decide(1, reflection.Decision{Approve: true, Granted: 200, Reason: "按两学时计"})
	page := c.Get("/self-study")
	want(t, page, 200, "批准 2 学时", "按两学时计", "今年已计 2 学时")
	wantNot(t, page, "撤回：")
	entry := f.entries(f.xiulan)[0]
	page = c.Get(fmt.Sprintf("/entries/%d", entry.ID))
	want(t, page, 200, "自学申报：", "差序格局", "自主学")
	wantNot(t, page, "通过时的答卷")
}

func TestDeclarationIsWithdrawn(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	c.Post("/self-study", declaration())
	want(t, f.window(f.colleague).Post("/self-study/1/withdrawal", nil), 404)
	want(t, c.Post("/self-study/1/withdrawal", nil), 200, "已撤回")
	want(t, c.Post("/self-study/1/withdrawal", nil), 409)
	want(t, c.Post("/self-study", declaration()), 200, "待批")
	f.decide(2, reflection.Decision{Reason: "与必读重复"})
	want(t, c.Get("/self-study"), 200, "未批准", "与必读重复")
}

// class puts down a class for 何秀兰 and 宋国强.
func (f *fixture) class(title string, from, to calendar.Date) training.Class {
	f.t.Helper()
	c := training.Class{
		Unit: f.town.ID, Kind: training.OffJob, Title: title, Organiser: "县委党校", Span: calendar.Span{From: from, To: to},
		Extent: training.Extent{Days: 2 * hours.Day}, Place: "县委党校三号楼",
	}
	f.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		c, err = f.training.Announce(ctx, tx, f.secretary, c, []roster.CadreID{f.xiulan.ID(), f.colleague.ID()})
		return err
	})
	return c
}

func TestOwnTrainingClasses(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	want(t, c.Get("/trainings"), 200, "2026 年没有您的培训班")
	f.class("冬训班", 20261201, 20261202)
	over := f.class("秋训班", 20260914, 20260915)
	want(t, c.Get("/trainings"), 200, "将要参加的", "冬训班", "县委党校三号楼", "等学习秘书确认名单")
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		_, err := f.training.Confirm(ctx, tx, f.secretary, over.ID, []training.Mark{
			{Cadre: f.xiulan.ID(), Attended: true}, {Cadre: f.colleague.ID(), Attended: true, Away: 4 * hours.Hour, Reason: "值班"},
		})
		return err
	})
	want(t, c.Get("/trainings"), 200, "参加过的", "已入账")
	want(t, f.window(f.colleague).Get("/trainings"), 200, "请假 4 学时，超过七分之一，没有认定")
	page := c.Get(fmt.Sprintf("/entries/%d", f.entries(f.xiulan)[0].ID))
	want(t, page, 200, "培训名册：", "县委党校", "2 天", "名单确认")
	if f.secretary.May(access.RecordTraining) && f.xiulan.May(access.RecordTraining) {
		t.Error("a cadre records training")
	}
}

// TestEnglishOfSelfStudyAndTraining opens both pages in English, in all their states.
func TestEnglishOfSelfStudyAndTraining(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.window(f.xiulan)
	c.SetCookie("lang", "en")
	f.inEnglish(c, "/self-study", "/trainings")
	form := declaration()
	for _, field := range []string{"title", "learnt"} {
		form.Set(field, "中文中文中文中文中文中文")
	}
	c.Post("/self-study", form)
	f.class("中文", 20261201, 20261202)
	f.inEnglish(c, "/self-study", "/trainings")
	f.decide(1, reflection.Decision{Reason: "中文"})
	f.inEnglish(c, "/self-study")
}
