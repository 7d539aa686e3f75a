package importer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xiangxue/course/office"
	"xiangxue/quiz"
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
