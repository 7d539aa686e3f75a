package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// questions are those of the quiz, whose right answers are known here.
const questions = `$CATEGORY: 预警

::传到户::预警三十分钟内要传到每一户。 {TRUE####预案：三十分钟内叫应到户。}

::回报::叫应以后四十分钟内要回报。 {TRUE####预案：四十分钟内回报。}
`

// holdQuiz brings a quiz into the demo: an author makes it from imported questions, the secretary publishes and assigns
// it, and one of two persons has sat it.
func holdQuiz(t *testing.T, s *server) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "防汛小题.gift")
	if err := os.WriteFile(file, []byte(questions), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, s.data, "import", "questions", file)
	b := open(t, s, screens()[0])
	signIn(b, "LL0105", demoPassword)
	writePaper(b, quizTitle)
	writePaper(b, "防火小测") // which stays a draft
	publishPaper(b.beside())
	sit(b.beside())
	begin(b.beside(), "YX0301")
}

// quizTitle is what the quiz is called.
const quizTitle = "防汛小测"

func writePaper(b *browser, title string) {
	b.t.Helper()
	b.visit("/exams/new")
	b.fill("名称", title)
	b.pick("哪个单位的", "云溪镇")
	b.fill("合格线（分）", "1")
	b.fill("合格计多少学时（可不填）", "0.5")
	b.fill("这部分的标题", "一、判断题")
	b.fill("每题几分", "1")
	b.pick("从题库", "防汛小题")
	b.fill("抽几道", "2")
	b.press("保存草稿")
	b.see(title, "草稿")
}

func publishPaper(b *browser) {
	b.t.Helper()
	signIn(b, "YX0101", demoPassword)
	b.visit("/exams")
	b.press(quizTitle)
	b.press("发布测验")
	b.press("布置给人")
	b.fill("完成日期", iso(chinaToday().AddDate(0, 0, 5)))
	b.choose("何秀兰")
	b.choose("陈立群")
	b.press("布置测验")
}

// begin goes from home to the first question.
func begin(b *browser, login string) {
	b.t.Helper()
	signIn(b, login, demoPassword)
	b.visit("/home")
	b.see("测验：" + quizTitle)
	b.visit("/quizzes")
	b.press(quizTitle)
	b.press("开始答题")
}

// sit answers one question right and one wrong, hands them in, and passes.
func sit(b *browser) {
	b.t.Helper()
	begin(b, "YX0327")
	b.click("answer right", `(//fieldset[contains(@class,"q")])[1]//label[contains(@class,"opt")][1]`)
	b.click("answer wrong", `(//fieldset[contains(@class,"q")])[2]//label[contains(@class,"opt")][2]`)
	b.fits()
	b.press("交卷")
	b.see("每道题都答了")
	b.press("交卷")
	b.see("合格")
}
