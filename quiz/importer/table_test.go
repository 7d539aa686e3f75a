package importer

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"xiangxue/course/office"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

const lawTable = `,Question,A,B,C,D,Answer
0,耕地的承包期为,三十年,五十年,七十年,二十年,A
1,下列属于村民自治形式的有,村民会议,村民代表会议,县人民代表大会,,"A、B"
`

func TestQuestions(t *testing.T) {
	t.Parallel()
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(lawTable)
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	report, err := d.Questions(t.Context(), d.actor, "题库/法律常识.csv", []byte(lawTable), Options{})
	if err != nil || report.Name != "法律常识" || report.Questions != 2 || report.Added != 2 || !report.Changed {
		t.Errorf("report %+v, %v", report, err)
	}
	for name, data := range map[string]string{"again": lawTable, "in GBK": gbk} {
		report, err := d.Questions(t.Context(), d.actor, "法律常识.csv", []byte(data), Options{})
		if err != nil || report.Changed || report.Known != 2 {
			t.Errorf("imported %s: %+v, %v", name, report, err)
		}
	}
	corrected := strings.Replace(lawTable, "二十年,A", "二十年,B", 1)
	if report, err := d.Questions(t.Context(), d.actor, "法律常识.csv", []byte(corrected), Options{}); err != nil || report.Revised != 1 || report.Known != 1 {
		t.Errorf("corrected: %+v, %v", report, err)
	}
	changed := strings.Replace(corrected, "县人民代表大会", "县级人民代表大会", 1)
	report, err = d.Questions(t.Context(), d.actor, "法律常识.csv", []byte(changed), Options{})
	if err != nil || report.Added != 1 || len(report.Notes) != 1 || !strings.Contains(report.Notes[0].Error(), "第 3 行：与题库“法律常识”的一道题") {
		t.Errorf("changed: %+v, %v", report, err)
	}
	report, err = d.Questions(t.Context(), d.actor, "别处.csv", []byte(lawTable), Options{})
	if err != nil || report.Changed || report.Known != 2 || !strings.Contains(report.Notes.Error(), "题库“法律常识”里已有同一道题") {
		t.Errorf("into another bank: %+v, %v", report, err)
	}
	if d.count("question_banks") != 2 || d.count("bank_questions") != 3 || d.count("bank_versions") != 4 {
		t.Errorf("%d banks, %d questions, %d versions", d.count("question_banks"), d.count("bank_questions"), d.count("bank_versions"))
	}
}

func TestReadTable(t *testing.T) {
	t.Parallel()
	questions, problems, err := readQuestions("题.csv", []byte("题干,选项A,选项B,选项C,答案,解析\n村道谁修？,村里,省里,,ａ,见《公路法》第八条。\n哪些对？,甲,乙,丙,c a,\n"))
	if err != nil || len(problems) > 0 || len(questions) != 2 {
		t.Fatalf("%d questions, %v, %v", len(questions), problems, err)
	}
	if q := questions[0]; q.Kind != quiz.SingleChoice || len(q.Options) != 2 || !q.Options[0].Correct || len(q.Cites) != 1 {
		t.Errorf("first question %+v", q)
	}
	if q := questions[1]; q.Kind != quiz.MultipleChoice || !q.Options[0].Correct || q.Options[1].Correct || !q.Options[2].Correct {
		t.Errorf("second question %+v", q)
	}
}

func TestQuestionRowProblems(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, row, want string }{
		{"no answer", "题,甲,乙,丙,丁,", "题.csv 第 2 行「Answer」：没有写答案"},
		{"answer is no letter", "题,甲,乙,丙,丁,甲", "第 2 行「Answer」：答案“甲”不是选项的字母，应是 A、B、C、D 中的一个或几个"},
		{"answer without option", "题,甲,乙,,,C", "第 2 行「Answer」：答案“C”不是选项的字母，应是 A、B 中的一个或几个"},
		{"answer twice", "题,甲,乙,丙,丁,AA", "第 2 行「Answer」：答案“AA”里 A 写了两次"},
		{"gap", "题,甲,,丙,丁,A", "第 2 行「B」：选项 B 空着，后面的选项 C 却有内容"},
		{"no text", ",甲,乙,丙,丁,A", "第 2 行：题干是空的"},
		{"one option", "题,甲,,,,A", "第 2 行：选项不能少于 2 个"},
		{"same options", "题,甲,甲,丙,丁,A", "第 2 行：有两个选项内容相同：甲"},
		{"too long", strings.Repeat("长", quiz.MaxText+1) + ",甲,乙,丙,丁,A", "第 2 行：内容超过 2000 个字"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, problems, err := readQuestions("题.csv", []byte("Question,A,B,C,D,Answer\n"+c.row+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			wantProblems(t, problems.Err(), c.want)
		})
	}
}

func TestTheSameQuestionIsTakenOnce(t *testing.T) {
	t.Parallel()
	reading, err := Read("题.csv", []byte("Question,A,B,C,D,Answer\n题目,甲,乙,,,A\n 题目。,乙。,甲,,,B\n题目,乙,甲,,,A\n"))
	if err != nil || len(reading.Items) != 1 || len(reading.Problems) != 0 {
		t.Fatalf("read %+v, %v", reading, err)
	}
	wantProblems(t, reading.Notes.Err(), "第 3 行：与第 2 行是同一道题，只导入一次", "第 4 行：与第 2 行是同一道题，答案却不同，只导入了第 2 行的，请核对答案")
}

func TestBadRowsAreLeftOutOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	spoiled := lawTable + "2,没有答案的题,甲,乙,,,\n"
	_, err := d.Questions(t.Context(), d.actor, "法律.csv", []byte(spoiled), Options{})
	wantProblems(t, err, "法律.csv 第 4 行「Answer」：没有写答案")
	if !d.isEmpty() {
		t.Error("a file with a bad row was imported")
	}
	dry, err := d.Questions(t.Context(), d.actor, "法律.csv", []byte(spoiled), Options{Partial: true, DryRun: true})
	if err != nil || !dry.Changed || !d.isEmpty() {
		t.Errorf("dry run: %+v, %v", dry, err)
	}
	report, err := d.Questions(t.Context(), d.actor, "法律.csv", []byte(spoiled), Options{Partial: true})
	if err != nil || report.Questions != 2 || len(report.Skipped) != 1 || d.count("bank_questions") != 2 {
		t.Errorf("partly: %+v, %v", report, err)
	}
	_, err = d.Questions(t.Context(), d.actor, "坏.csv", []byte("Question,A,B,Answer\n题,甲,乙,\n"), Options{Partial: true})
	wantProblems(t, err, "坏.csv 第 2 行「Answer」：没有写答案")
}

func TestTablesThatAreNone(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"empty": "", "other columns": "姓名,单位\n何秀兰,云溪镇\n", "binary": "\x00\x01\x02", "column twice": "Question,A,A,B,Answer\n题,1,2,3,A\n",
	} {
		if _, err := Read("题.csv", []byte(data)); err == nil {
			t.Errorf("%s: read without complaint", name)
		}
	}
	d := newDesk(t)
	_, err := d.Questions(t.Context(), d.actor, "空.csv", []byte("Question,A,B,Answer\n"), Options{})
	wantProblems(t, err, "空.csv：文件里没有题目")
}

// TestRealTables imports the collection of public questions that lies beside the repository.
func TestRealTables(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(repository(t), "../shared/data/questions/*.csv"))
	if err != nil || len(files) == 0 {
		t.Skip("../shared/data/questions is not there")
	}
	d := newDesk(t)
	questions, notes := 0, office.RowErrors{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		report, err := d.Questions(t.Context(), d.actor, file, data, Options{})
		if err != nil {
			t.Fatal(err)
		}
		questions += report.Questions
		notes = append(notes, report.Notes...)
	}
	if questions != 1373 || d.count("bank_questions") != questions || d.count("question_banks") != len(files) {
		t.Errorf("%d questions read, %d in %d banks stored; notes:\n%v", questions, d.count("bank_questions"), d.count("question_banks"), notes)
	}
	t.Logf("%d questions; notes:\n%v", questions, notes)
}

// readQuestions reads a file and returns its questions and problems.
func readQuestions(file string, data []byte) ([]quiz.Question, office.RowErrors, error) {
	reading, err := Read(file, data)
	var questions []quiz.Question
	for _, it := range reading.Items {
		questions = append(questions, it.Content)
	}
	return questions, reading.Problems, err
}

func FuzzReadTable(f *testing.F) {
	f.Add([]byte(lawTable))
	f.Add([]byte("题干,选项A,选项B,答案\n题,甲,乙,AB\n"))
	f.Add([]byte("\xef\xbb\xbfQuestion;A;B;Answer\n=1+1;2;3;A\n"))
	f.Add([]byte("Question\tA\tB\tAnswer\n题\t甲\t乙\t,\n"))
	f.Fuzz(func(t *testing.T, data []byte) { wantSound(t, tableFormat, "题.csv", data) })
}

// wantSound reads a file and fails the test when a question could not be stored or a problem has no place.
func wantSound(t *testing.T, format Format, file string, data []byte) {
	t.Helper()
	reading, err := format.Read(file, data)
	if err != nil {
		return
	}
	for _, p := range append(reading.Problems, reading.Notes...) {
		if p.File == "" || p.Message == "" {
			t.Errorf("a problem without a place: %+v", p)
		}
	}
	for _, it := range reading.Items {
		if err := it.Validate(); err != nil || it.Place.File == "" {
			t.Errorf("what was read at %+v cannot be stored: %v", it.Place, err)
		}
	}
}

const template = "题型,题干,选项A,选项B,选项C,选项D,答案,解析,评分标准,难度,科目,标签,出处,依据\n"

func TestTableOfAllKinds(t *testing.T) {
	t.Parallel()
	reading, err := Read("题.csv", []byte(template+`单选题,甲,一,二,,,B,因为,,较易,法律,承包期、耕地,教材,《土地管理法》第六十二条
多选,乙,一,二,三,,a c,,,,,,,
判断题,丙,,,,,×,,,,,,,
,丁,正确,错误,,,A,,,,,,,
填空题,戊____,,,,,三十|30,,,,,,,
,约____天,,,,,6±0.5,,,,,,,
排序题,己,一,二,三,,CAB,,,,,,,
连线题,庚,东 → 一,西->二,→ 三,,,,,,,,,
简答题,辛,,,,,甲;乙,,"讲清（3分）
举例（2）",,,,,
案例分析,壬,,,,,责令退还。,,,,,,,
`))
	wantBrief(t, reading, err, "单选题 甲 [一] [*二] #因为", "多选题 乙 [*一] [二] [*三]", "判断题 丙 [对] [*错]", "判断题 丁 [*对] [错]", "填空题 戊____ =三十 =30", "填空题 约____天 =6±0.5",
		"排序题 己 [三] [一] [二]", "连线题 庚 [东→一] [西→二] [三]", "简答题 辛 {讲清 3} {举例 2} #参考答案：甲;乙", "案例分析题 壬 {责令退还。 1}",
		"?题.csv 第 11 行：没有评分标准，把参考答案的各点当作评分标准，请核对分量")
	d := reading.Items[0].Draft
	if d.Difficulty != 2 || d.Subject != "法律" || strings.Join(d.Tags, " ") != "承包期 耕地" || d.Source != "教材" || strings.Join(d.Content.Cites, "") != "《土地管理法》第六十二条" {
		t.Errorf("read %+v", d)
	}
}

func TestTableOfAllKindsProblems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, row, want string }{
		{"unknown kind", "选做题,甲,一,二,,,A,,,,,,,", "第 2 行「题型」：题型“选做题”不认识"},
		{"no kind", ",甲,,,,,三十,,,,,,,", "第 2 行「题型」：没有选项，题干里也没有要填的空（____），看不出题型"},
		{"difficulty", "单选题,甲,一,二,,,A,,,6,,,,", "第 2 行「难度」：难度“6”不认识"},
		{"judged by nothing", "判断题,甲,,,,,也许,,,,,,,", "第 2 行「答案」：判断题的答案“也许”看不懂"},
		{"two keys of a single choice", "单选题,甲,一,二,,,AB,,,,,,,", "第 2 行：单选题只能有一个正确选项"},
		{"half an order", "排序题,甲,一,二,三,,AB,,,,,,,", "第 2 行「答案」：排序题的答案“AB”要写出每一项"},
		{"pairs without arrow", "连线题,甲,一,二,,,,,,,,,,", "第 2 行：连线题的每一项写成“左 → 右”，这一项没有箭头：一"},
		{"no rubric", "简答题,甲,,,,,,,,,,,,", "第 2 行：简答题没有评分标准"},
		{"long subject", "单选题,甲,一,二,,,A,,,," + strings.Repeat("长", 41) + ",,,", "第 2 行：科目不能超过 40 个字"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, problems, err := readQuestions("题.csv", []byte(template+c.row+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			wantProblems(t, problems.Err(), c.want)
		})
	}
}

func TestTableLayouts(t *testing.T) {
	t.Parallel()
	one := "单选题 甲 [一] [*二]"
	for name, text := range map[string]string{
		"title above": "学法题库,,,,\n试题内容,备选项A,备选项B,正确答案\n甲,一,二,B\n", "options in one cell": "题目,选项,标准答案\n甲,A.一 B.二,B\n",
		"options in lines": "题干,备选答案,答案\n甲,\"A、一\nB、二\",B\n",
	} {
		reading, err := Read("题.csv", []byte(text))
		if err != nil || len(reading.Items) != 1 || brief(reading.Items[0].Draft) != one {
			t.Errorf("%s: %+v, %v", name, reading, err)
		}
	}
}

func TestWorkbookWithASheetForEachKind(t *testing.T) {
	t.Parallel()
	columns := []office.Column{{Title: "题干"}, {Title: "A"}, {Title: "B"}, {Title: "答案"}}
	var b bytes.Buffer
	err := office.WriteXLSX(&b, []office.Sheet{
		{Name: "单选题", Columns: columns, Rows: [][]any{{"甲", "一", "二", "B"}}},
		{Name: "判断", Columns: columns, Rows: [][]any{{"乙", nil, nil, "对"}, {"丙", nil, nil, "?"}}},
		{Name: "说明", Columns: columns[:1], Rows: [][]any{{"请按格式填写"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	reading, err := Read("题.xlsx", b.Bytes())
	wantBrief(t, reading, err, "单选题 甲 [一] [*二]", "判断题 乙 [*对] [错]", "!题.xlsx〔判断〕 第 3 行「答案」：判断题的答案“?”看不懂，请写“对”或“错”", "?题.xlsx〔说明〕：表头里没有题干和答案两列，这个工作表没有读")
}

func TestTemplateCanBeFilledIn(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := WriteTemplate(&b); err != nil {
		t.Fatal(err)
	}
	if _, err := Read("模板.xlsx", b.Bytes()); err == nil || !strings.Contains(err.Error(), "文件里没有题目") {
		t.Errorf("the empty template: %v", err)
	}
	tables, err := office.ReadWorkbook("模板.xlsx", b.Bytes(), office.Limits{})
	if err != nil || len(tables) != 2 || strings.Join(tables[0].Header, ",")+"\n" != template {
		t.Errorf("the template has %+v, %v", tables, err)
	}
}

func TestTableRoundTrip(t *testing.T) {
	t.Parallel()
	plain := func(d bank.Draft) bool {
		return !strings.ContainsAny(strings.Join(d.Tags, ""), tagMarks) && blanks(d.Content.Text) < 2
	}
	rapid.Check(t, func(t *rapid.T) {
		d := anyDraft(quiz.Kinds(), false).Filter(plain)
		drafts := rapid.SliceOfN(d, 1, 4).Draw(t, "drafts")
		for _, d := range drafts {
			answerCell(d.Content, func(string, ...any) { t.Skip("an answer holds a mark") })
			for i := range d.Content.Options {
				optionCell(d.Content, i, func(string, ...any) { t.Skip("a prompt holds an arrow") })
			}
		}
		roundTrip(t, tableFormat, drafts)
	})
}
