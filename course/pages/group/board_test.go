package group_test

import (
	"fmt"
	"testing"

	"xiangxue/course/plan"
)

func TestBoardShowsWhoNeedsHelpAndWhy(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve(nil)
	c := f.as("吴晓梅")
	path := f.begun(c, 5)
	form := rollOf(c.Get(path))
	form.Set(f.field("presence", "宋国强"), "leave")
	form.Set(f.field("reason", "宋国强"), "病假")
	c.Post(path+"/roll", form)

	leader := f.as("陈立群")
	page := leader.Get("/groups")
	want(t, page, 200, "第二学习小组", "成员 3 人", "学习小组长 陈立群", "第 3 季度进度", "距季末 12 天", "布置学习", "新建学习会")
	if page.Path != fmt.Sprintf("/groups/%d", f.group.ID) {
		t.Errorf("the only group is at %s", page.Path)
	}
	want(t, page, 200, "<b>2.5</b> / 67.5", "差 65", `class="h3"`, "差 10% 以内", "需要帮一把", "何秀兰", "1 / 1", "0 / 1")
	member := leader.Get(fmt.Sprintf("/members/%d", f.people["宋国强"]))
	want(t, member, 200, "宋国强", "没到的学习会", "病假", "差 67.5", "今年还没有入账的学时")
	want(t, c.Get(fmt.Sprintf("/units/%d/board", f.town.ID)), 200, "云溪镇", "成员 5 人", "吴晓梅")
}

func TestBoardWithoutAPlanSaysSo(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	page := f.as("周明远").Get(fmt.Sprintf("/groups/%d", f.group.ID))
	want(t, page, 200, "2026 年还没有批准的学习计划", "不作要求", "现在没有人落下")
	if page.Shows("/assignments/new") || page.Shows("/group-meetings/new") {
		t.Error("a committee member sees controls that are not hers")
	}
}

func TestBoardsOfOthersAreOutOfReach(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	group, unit := fmt.Sprintf("/groups/%d", f.group.ID), fmt.Sprintf("/units/%d/board", f.town.ID)
	for _, path := range []string{group, unit, "/groups/77", "/groups/x"} {
		want(t, f.as("秦川").Get(path), 404)
	}
	want(t, f.as("陈立群").Get(unit), 404)
	want(t, f.as("陈立群").Get(fmt.Sprintf("/members/%d", f.people["吴晓梅"])), 404)
	want(t, f.as("何秀兰").Get(fmt.Sprintf("/members/%d", f.people["何秀兰"])), 403)
	for _, path := range []string{group, unit, "/groups", "/group-meetings"} {
		want(t, f.as("何秀兰").Get(path), 403)
	}
}

func TestSecretaryChoosesAmongGroupsAndUnits(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	page := f.as("吴晓梅").Get("/groups")
	want(t, page, 200, "第二学习小组", "云溪镇", "农业办", "按机构设置排列")
	if page.Shows("石坪乡") {
		t.Error("the neighbour is listed")
	}
}

func TestThresholdsAreThoseOfThePlan(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve(func(c *plan.Content) { c.Parameters.HeatSteps = [2]int{15, 45} })
	want(t, f.as("陈立群").Get(fmt.Sprintf("/groups/%d", f.group.ID)), 200, "差 15% 以内", "差 45% 以上")
}
