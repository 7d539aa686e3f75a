package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// quizJourney is the way of one quiz from the file of its questions to the auditor, on one screen.
type quizJourney struct {
	t      *testing.T
	first  *browser
	axe    string // the script that looks for what hinders people
	number int    // of the journey in this township
	file   string // of the questions
	title  string
	bank   string
}

// holdQuizzes walks the journey on a phone, whose quiz every page can be looked at with, and with SOAK set on the other
// screens.
func holdQuizzes(t *testing.T, s *server, axe string) {
	t.Helper()
	walked := []screen{{"phone", 360, true}}
	if soaking() {
		for _, sc := range screens() {
			if sc != walked[0] {
				walked = append(walked, sc)
			}
		}
	}
	for n, sc := range walked {
		t.Run("quiz on a "+sc.name, func(t *testing.T) {
			j := &quizJourney{t: t, first: open(t, s, sc), axe: axe, number: n, title: fmt.Sprintf("防汛小测%d", n+1), bank: fmt.Sprintf("防汛小题%d", n+1)}
			j.importBank(j.window("LL0105"))
			j.writePaper(j.title)
			j.writePaper(fmt.Sprintf("防火小测%d", n+1)) // which stays a draft
			j.publish(j.window("YX0101"))
			j.sit(j.window("YX0327"))
			j.begin(j.window("YX0301"))
			j.seeResults()
			j.openEvidence(j.window("LL0104"))
		})
	}
}

// window signs somebody in beside the others.
func (j *quizJourney) window(login string) *browser {
	j.t.Helper()
	b := j.first.beside()
	if b.script {
		b.do("bring axe", onEveryPage(j.axe))
	}
	signIn(b, login, demoPassword)
	j.first = b
	return b
}

// look checks that a page fits the screen and hinders nobody.
func (j *quizJourney) look() {
	j.t.Helper()
	j.first.fits()
	if j.first.script {
		j.first.axe(j.first.name)
	}
}

// importBank has an author upload the questions, look at what was read, and import it.
func (j *quizJourney) importBank(b *browser) {
	j.t.Helper()
	text := fmt.Sprintf("一、判断题\n1. 第%[1]d号预案要求三十分钟内传到每一户。\n答案：正确\n解析：预案：三十分钟内叫应到户。\n"+
		"2. 第%[1]d号预案要求叫应以后四十分钟内回报。\n答案：正确\n解析：预案：四十分钟内回报。\n", j.number+1)
	j.file = filepath.Join(j.t.TempDir(), "防汛小题.txt")
	if err := os.WriteFile(j.file, []byte(text), 0o600); err != nil {
		j.t.Fatal(err)
	}
	b.visit("/banks")
	b.fill("名称", j.bank)
	b.press("建题库")
	b.press("导入题目")
	b.do("choose the file", chromedp.SetUploadFiles("#file", []string{j.file}))
	b.press("看读出了什么")
	b.see("导入预览", "2 题", "三十分钟内传到每一户")
	j.look()
	b.press("导入题库")
	b.see("新增 2 题")
}

// writePaper has the author write a quiz from the bank.
func (j *quizJourney) writePaper(title string) {
	j.t.Helper()
	b := j.first
	b.visit("/exams/new")
	b.fill("名称", title)
	b.pick("哪个单位的", "云溪镇")
	b.fill("从什么时候", iso(chinaToday().AddDate(0, 0, -1))+"T08:30")
	b.fill("合格线（分）", "1")
	b.fill("合格计多少学时（可不填）", "0.5")
	b.fill("这部分的标题", "一、判断题")
	b.fill("每题几分", "1")
	b.pick("从题库", j.bank)
	b.fill("抽几道", "2")
	b.press("保存草稿")
	b.see(title, "草稿")
	j.look()
	b.press("看卷子，打印")
	b.see(title, "每题 1 分", "姓名")
	b.fits()
	b.printsOfficially()
}

// publish has the secretary publish the quiz and assign it to two people.
func (j *quizJourney) publish(b *browser) {
	j.t.Helper()
	b.visit("/exams")
	b.press(j.title)
	b.press("发布测验")
	b.press("布置给人")
	b.fill("完成日期", iso(chinaToday().AddDate(0, 0, 5)))
	b.choose("何秀兰")
	b.choose("陈立群")
	b.fits()
	b.press("布置测验")
	b.see("何秀兰", "陈立群", "还没有开始")
}

// begin goes from home to the first question.
func (j *quizJourney) begin(b *browser) {
	j.t.Helper()
	b.visit("/home")
	b.see("测验：" + j.title)
	b.visit("/quizzes")
	b.press(j.title)
	b.press("开始答题")
}

// sit answers one question right and one wrong, finds both again after the page was left, hands them in, and passes.
func (j *quizJourney) sit(b *browser) {
	j.t.Helper()
	j.begin(b)
	b.click("answer right", `(//fieldset[contains(@class,"q")])[1]//label[contains(@class,"opt")][1]`)
	b.click("answer wrong", `(//fieldset[contains(@class,"q")])[2]//label[contains(@class,"opt")][2]`)
	j.look()
	if !b.script {
		b.press("保存，晚点再答")
	}
	b.until("both answers are saved", `[...document.querySelectorAll('[data-state]')].filter(s => s.textContent.includes('已保存')).length === 2`)
	attempt := b.location()
	b.visit("/home")
	b.do("come back", chromedp.Navigate(attempt))
	if got := b.ticked(); len(got) != 2 {
		j.t.Errorf("after the page was left, %v are chosen", got)
	}
	b.press("交卷")
	b.see("每道题都答了")
	j.look()
	b.press("交卷")
	b.see("合格", "0.5 学时已入账", "答错", "解析：预案")
	j.look()
}

// seeResults has the leader of the group, who has begun the quiz, see who has passed.
func (j *quizJourney) seeResults() {
	j.t.Helper()
	b := j.first
	b.visit("/exams")
	b.press(j.title)
	b.press("看成绩")
	b.see("何秀兰", "已合格", "陈立群", "正在作答", "不按分数")
	j.look()
}

// openEvidence has the auditor go from the results to the paper, and from the entry to the same.
func (j *quizJourney) openEvidence(b *browser) {
	j.t.Helper()
	b.visit("/exams")
	b.press(j.title)
	b.press("看成绩")
	b.press("看何秀兰第 1 次的答卷")
	b.see("何秀兰的答卷", "得分 1 分，满分 2 分", "四十分钟内回报")
	j.look()
	b.visit("/audit")
	b.press("农业农村办公室")
	b.press("何秀兰")
	b.press(j.title)
	b.see(j.title, "0.5", "三十分钟内传到每一户", "交卷")
	j.look()
}
