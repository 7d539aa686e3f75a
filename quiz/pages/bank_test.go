package pages_test

import (
	"fmt"
	"net/url"
	"regexp"
	"testing"

	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

var versionField = regexp.MustCompile(`name="version" value="(\d+)"`)

// rows returns the fields of a question's list, each given as left, text, correct or number as name=value.
func rows(form url.Values, rows ...map[string]string) url.Values {
	for i, row := range rows {
		for name, value := range row {
			form.Set(fmt.Sprintf("rows[%d].%s", i, name), value)
		}
	}
	return form
}

// find returns the questions of the bank.
func (f *fixture) find() (list []bank.Question) {
	f.t.Helper()
	err := f.db.Read(f.t.Context(), func(tx storage.ReadTx) (err error) {
		list, err = bank.Find(f.t.Context(), tx, bank.Filter{Bank: f.bank.ID})
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return list
}

func TestAQuestionOfEachKindIsWritten(t *testing.T) {
	t.Parallel()
	for _, kind := range []struct {
		kind quiz.Kind
		form url.Values
		want func(quiz.Question) bool
	}{
		{quiz.SingleChoice, rows(url.Values{"correct": {"1"}}, map[string]string{"text": "二十年"}, map[string]string{"text": "三十年"}, map[string]string{"text": ""}),
			func(q quiz.Question) bool {
				return len(q.Options) == 2 && q.Options[1].Correct && !q.Options[0].Correct
			}},
		{quiz.MultipleChoice, rows(url.Values{}, map[string]string{"text": "甲", "correct": "yes"}, map[string]string{"text": "乙", "correct": "yes"}, map[string]string{"text": "丙"}),
			func(q quiz.Question) bool {
				return len(q.Options) == 3 && q.Options[1].Correct && !q.Options[2].Correct
			}},
		{quiz.TrueFalse, url.Values{"right": {"no"}}, func(q quiz.Question) bool { return q.Options[1].Correct }},
		{quiz.FillIn, rows(url.Values{}, map[string]string{"text": "20", "number": "0.5"}), func(q quiz.Question) bool { return q.Accepted[0].Tolerance == "0.5" }},
		{quiz.Ordering, rows(url.Values{}, map[string]string{"text": "先"}, map[string]string{"text": "中"}, map[string]string{"text": "后"}), func(q quiz.Question) bool { return q.Options[0].Text == "先" }},
		{quiz.Matching, rows(url.Values{}, map[string]string{"left": "", "text": "多余"}, map[string]string{"left": "甲", "text": "一"}, map[string]string{"left": "乙", "text": "二"}),
			func(q quiz.Question) bool {
				return q.Prompts[1] == "乙" && q.Options[1].Text == "二" && q.Options[2].Text == "多余"
			}},
		{quiz.ShortAnswer, rows(url.Values{}, map[string]string{"text": "说到会议", "number": "3"}, map[string]string{"text": "说到审核"}),
			func(q quiz.Question) bool { return q.Rubric[0].Share == 3 && q.Rubric[1].Share == 1 }},
	} {
		t.Run(string(kind.kind), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			form := kind.form
			form.Set("kind", string(kind.kind))
			form.Set("text", "题干____")
			form.Set("tags", "承包期、土地")
			form.Set("difficulty", "3")
			form.Set("cites", "《土地管理法》第六十二条\n")
			page := f.as("林若溪").Post(fmt.Sprintf("/banks/%d/questions", f.bank.ID), form)
			want(t, page, 200, "第 1 号题", "草稿", "已经保存", "题干____", "要由另一个作者审核")
			got := f.find()[0].Version
			if !kind.want(got.Content) || got.Difficulty != 3 || fmt.Sprint(got.Tags) != "[土地 承包期]" && fmt.Sprint(got.Tags) != "[承包期 土地]" || len(got.Content.Cites) != 1 {
				t.Errorf("stored %+v", got)
			}
			want(t, f.as("林若溪").Get("/questions/1/change"), 200, "题干____", "承包期")
		})
	}
}

func TestTheRowsOfAQuestionChangeWithoutScript(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c, path := f.as("林若溪"), fmt.Sprintf("/banks/%d/questions", f.bank.ID)
	want(t, c.Get(path+"/new?kind=matching"), 200, "左边和右边一一对应", `rows[3].left`)
	form := rows(url.Values{"kind": {"single"}, "text": {"问"}, "act": {"add"}}, map[string]string{"text": "一"}, map[string]string{"text": "二"})
	want(t, c.Post(path, form), 200, `name="rows[2].text"`)
	form.Set("act", "drop-0")
	page := c.Post(path, form)
	want(t, page, 200, `name="rows[0].text" value="二"`)
	wantNot(t, page, `name="rows[1].text"`)
	form.Set("act", "kind")
	form.Set("kind", "short-answer")
	want(t, c.Post(path, form), 200, "评分标准", `value="一"`)
	form.Del("act")
	form.Set("kind", "single")
	want(t, c.Post(path, form), 422, "没有正确选项", `value="二"`)
	if got := f.find(); len(got) != 0 {
		t.Errorf("stored %+v", got)
	}
}

func TestAQuestionIsReviewedByASecondPersonAndSuspended(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	author, second := f.as("林若溪"), f.as("叶知秋")
	form := rows(url.Values{"kind": {"true-false"}, "text": {"承包期满自动延长。"}, "right": {"yes"}})
	page := author.Post(fmt.Sprintf("/banks/%d/questions", f.bank.ID), form)
	version := url.Values{"version": {versionField.FindStringSubmatch(page.Body)[1]}}
	want(t, author.Post("/questions/1/review", version), 409, "自己写的题要由另一个人审核")
	want(t, second.Post("/questions/1/publication", version), 409, "不能这样办理")
	want(t, second.Post("/questions/1/review", version), 200, "已审核", "发布")
	want(t, author.Post("/questions/1/publication", version), 200, "已发布")
	want(t, author.Post("/questions/1/suspension", version), 422, "停用要写明原因")
	want(t, author.Post("/questions/1/suspension", url.Values{"version": version["version"], "reason": {"条文改了"}}), 200, "已停用", "林若溪停用：条文改了")

	form.Set("text", "承包期满，按规定延长。")
	form.Set("version", version.Get("version"))
	form.Set("change", "按新条文改")
	want(t, author.Post("/questions/1/change", form), 200, "第 2 版", "草稿", "按新条文改", "<del>", "承包期满自动延长。", "<ins>")
	want(t, second.Post("/questions/1/change", form), 409, "已经有了新的版本")
}

func TestWhatIsThereAlreadyIsSaid(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stock(everyKind()...)
	c, path := f.as("林若溪"), fmt.Sprintf("/banks/%d/questions", f.bank.ID)
	form := rows(url.Values{"kind": {"single"}, "text": {"耕地的承包期为多少年？"}, "correct": {"0"}},
		map[string]string{"text": "三十年"}, map[string]string{"text": "二十年"}, map[string]string{"text": "五十年"})
	want(t, c.Post(path, form), 409, "已有同一道题")
	form = rows(url.Values{"kind": {"fill-in"}, "text": {"一般应当自收到申请之日起____个工作日内给予答复。"}}, map[string]string{"text": "20"})
	want(t, c.Post(path, form), 200, "相近的题", "一般应当自收到申请之日起____个工作日内答复。", "% 相同")
}

func TestTheQuestionsOfABankAreFiltered(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stock(everyKind()...)
	var more []bank.Draft
	for i := range 60 {
		more = append(more, bank.Draft{Tags: []string{"多"}, Content: quiz.Question{Kind: quiz.FillIn, Text: fmt.Sprintf("第%d条写的是什么数字：____", i*37+5), Accepted: []quiz.Accepted{{Text: fmt.Sprint(i)}}}})
	}
	f.stock(more...)
	c, path := f.as("林若溪"), fmt.Sprintf("/banks/%d", f.bank.ID)
	page := c.Get(path)
	want(t, page, 200, "共 67 题，67 题已发布", "符合条件的 67 题", "下一页")
	next := regexp.MustCompile(`href="(/banks/\d+\?after=\d+)"`).FindStringSubmatch(page.Body)
	want(t, c.Get(next[1]), 200, "第1633条")
	want(t, c.Get(path+"?kind=matching"), 200, "符合条件的 1 题", "谁管什么")
	want(t, c.Get(path+"?text="+url.QueryEscape("宅基地")+"&kind=true-false&state=published"), 200, "符合条件的 1 题", "一处宅基地")
	page = c.Get(path + "?tag=" + url.QueryEscape("多") + "&state=draft")
	want(t, page, 200, "没有符合条件的题", "看全部")
	want(t, f.as("何秀兰").Get(path), 403)
	want(t, c.Get("/banks/99"), 404)
}

func TestABankIsOpened(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("林若溪")
	want(t, c.Post("/banks", url.Values{"name": {" "}}), 422, "请填写")
	want(t, c.Post("/banks", url.Values{"name": {"农业政策"}}), 200, "农业政策", "题库还是空的")
	want(t, c.Get("/banks"), 200, "农业政策", "法律常识")
}
