package e2e

import (
	"regexp"
	"strings"
	"testing"
)

// password is what every person of the tests chooses at the first sign-in.
const password = "云溪镇的秋天很好看"

// TestThread walks the main job end to end from an empty directory: roster, accounts, plan, course, roll, hours, audit.
// In the township that this leaves behind it then walks the other journeys, one after the other.
func TestThread(t *testing.T) {
	for _, sc := range screens() {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			walkThread(t, sc).walk(t)
		})
	}
}

func walkThread(t *testing.T, sc screen) *town {
	data := t.TempDir()
	s := start(t, data, "-name", "云溪镇学习型机关")
	b := open(t, s, sc)
	b.visit("/")
	b.see("这里还没有账户", "xiangxue import roster")
	b.fits()

	run(t, data, "import", "roster", rosterFile(t))
	run(t, data, "import", "course", "../demo/courses/technology-smart-farm")
	slip := run(t, data, "user", "add", security)
	signInFirst(b, security, firstPassword(t, slip))
	slips := handOutSlips(b)

	draftPlan(b, slips[secretary])
	approvePlan(b, slips[committee])
	takeCourse(b, slips[cadre])
	confirmRoll(b, slips[leader])
	seeHours(b)
	auditEntry(b, slips[auditor])
	if out := run(t, data, "verify"); !strings.Contains(out, "核验通过") {
		t.Errorf("verify: %s", out)
	}
	absent := b.beside()
	signInFirst(absent, absentee, slips[absentee])
	return &town{first: b, data: data, windows: map[string]*browser{absentee: absent}}
}

var oneTime = regexp.MustCompile(`[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}`)

func firstPassword(t testing.TB, text string) string {
	t.Helper()
	found := oneTime.FindString(text)
	if found == "" {
		t.Fatalf("no first password in %q", text)
	}
	return found
}

// signInFirst signs in with a one-time password and chooses an own one.
func signInFirst(b *browser, staffNo, first string) {
	b.t.Helper()
	signIn(b, staffNo, first)
	b.see("请先设置自己的密码")
	b.fits()
	b.fill("密码条上的密码", first)
	b.fill("新密码", password)
	b.fill("再写一遍新密码", password)
	b.press("保存新密码")
}

func signIn(b *browser, staffNo, secret string) {
	b.t.Helper()
	b.visit("/sign-in")
	b.fill("工号或手机号", staffNo)
	b.fill("密码", secret)
	b.press("登录")
}

func signOut(b *browser) {
	b.t.Helper()
	b.press("账户菜单")
	b.press("退出登录")
	b.see("工号或手机号")
}

// handOutSlips prints the slips of everybody who has no account and returns the passwords by staff number.
func handOutSlips(b *browser) map[string]string {
	b.t.Helper()
	b.visit("/accounts")
	b.see("未开通")
	b.fits()
	b.press("打印全部未开通的密码条")
	b.see("首次密码条", "何秀兰")
	b.fits()
	b.shoot("slips")
	slips := map[string]string{}
	for _, slip := range strings.Split(b.text(), "工号\n")[1:] {
		staffNo, rest, _ := strings.Cut(slip, "\n")
		slips[strings.TrimSpace(staffNo)] = oneTime.FindString(rest)
	}
	signOut(b)
	return slips
}

// draftPlan drafts the year's plan with one requirement and submits it.
func draftPlan(b *browser, first string) {
	b.t.Helper()
	signInFirst(b, secretary, first)
	b.visit("/plans")
	b.see("还没有计划")
	b.fits()
	b.press("起草")
	b.fill("指导思想", "学用结合，服务乡里。")
	b.press("加一类要求")
	b.pick("类别", "乡科级及以下")
	b.fill("总学时", "90")
	b.fits()
	b.shoot("plan-draft")
	b.press("保存草稿")
	b.see("草稿已保存")
	b.fill("修改说明", "第一版")
	b.press("提交审批")
	b.see("审批中")
	signOut(b)
}

func approvePlan(b *browser, first string) {
	b.t.Helper()
	signInFirst(b, committee, first)
	b.visit("/plans")
	b.see("等您审批", "第一版")
	b.press("去审批")
	b.fill("审批意见", "镇党委会议同意")
	b.fits()
	b.press("批准")
	b.see("现行")
	signOut(b)
}

// takeCourse passes every lesson: first with nothing answered, to see that it costs nothing, then with what was learned.
func takeCourse(b *browser, first string) {
	b.t.Helper()
	signInFirst(b, cadre, first)
	b.visit("/courses")
	b.see("田里的技术活")
	b.fits()
	b.press("田里的技术活")
	b.fits()
	b.shoot("course")
	b.press("开始学习")
	b.see("理解题")
	b.fits()
	b.shoot("lesson")
	for range 2 {
		b.pass()
		b.press("下一节")
	}
	b.pass()
	b.see("全课学完", "学时已入账", "学时认定办法")
	b.fits()
	b.shoot("completion")
	signOut(b)
}

// confirmRoll opens a meeting that was held this morning and books it with one absence.
func confirmRoll(b *browser, first string) {
	b.t.Helper()
	signInFirst(b, leader, first)
	b.visit("/group-meetings/new")
	b.fits()
	b.shoot("meeting-new")
	fillMeeting(b, "土壤墒情与防汛", "00:00", "00:02")
	b.press("新建学习会")
	b.see("点名", "宋国强")
	b.fits()
	b.mark("mark the absentee", `//div[@class="rr"][contains(.,"宋国强")]//label[contains(.,"请假")]`)
	b.clickMarked("mark the absentee")
	b.press("确认名单并入账")
	b.see("原因") // an exception needs a reason
	b.fill("宋国强缺席原因", "防汛值守")
	b.shoot("roll")
	b.press("确认名单并入账")
	b.see("已入账", "到 2", "请假 1")
	b.fits()
	signOut(b)
}

// fillMeeting fills in a meeting of this morning.
func fillMeeting(b *browser, title, from, to string) {
	b.t.Helper()
	b.fill("标题", title)
	b.pick("主题", "科技")
	b.fill("日期", iso(chinaToday()))
	b.fill("开始", from)
	b.fill("结束", to)
	b.fill("地点", "镇政府三楼会议室")
	b.fill("主持（可不填）", "陈立群")
	b.fill("计几学时", "2")
}

// seeHours finds both entries in the cadre's own hours, each with its rule.
func seeHours(b *browser) {
	b.t.Helper()
	signIn(b, cadre, password)
	b.visit("/record")
	b.see("田里的技术活", "土壤墒情与防汛", "第七条")
	b.fits()
	b.shoot("record")
	b.press("土壤墒情与防汛")
	b.see("学时认定办法", "陈立群")
	b.fits()
	b.shoot("entry")
	b.visit("/home")
	b.fits()
	b.shoot("home")
	signOut(b)
}

// auditEntry goes from the unit to the cadre to the entry to its evidence, and verifies.
func auditEntry(b *browser, first string) {
	b.t.Helper()
	signInFirst(b, auditor, first)
	b.visit("/audit")
	b.see("学时合规总览", "云溪镇")
	b.fits()
	b.shoot("audit")
	b.press("农业农村办公室")
	b.see("何秀兰")
	b.fits()
	b.press("何秀兰")
	b.see("土壤墒情与防汛")
	b.fits()
	b.shoot("audit-cadre")
	b.press("土壤墒情与防汛")
	b.see("规则", "依据", "陈立群")
	b.fits()
	b.shoot("audit-entry")
	b.visit("/verification")
	b.fits()
	b.press("立即核验")
	b.see("核验通过")
	signOut(b)
}
