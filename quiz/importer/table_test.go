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
	if err != nil || report.Name != "法律常识" || report.Questions != 2 || !report.Changed {
		t.Errorf("report %+v, %v", report, err)
	}
	for name, data := range map[string]string{"again": lawTable, "in GBK": gbk} {
		report, err := d.Questions(t.Context(), d.actor, "法律常识.csv", []byte(data), Options{})
		if err != nil || report.Changed {
			t.Errorf("imported %s: %+v, %v", name, report, err)
		}
	}
	changed := strings.Replace(lawTable, "七十年", "六十年", 1)
	if report, err := d.Questions(t.Context(), d.actor, "法律常识.csv", []byte(changed), Options{}); err != nil || !report.Changed {
		t.Errorf("changed: %+v, %v", report, err)
	}
	if d.count("question_banks") != 1 || d.count("question_sets") != 2 || d.count("questions") != 3 {
		t.Errorf("%d banks, %d sets, %d questions", d.count("question_banks"), d.count("question_sets"), d.count("questions"))
	}
}

func TestReadTable(t *testing.T) {
	t.Parallel()
	questions, problems, err := readTable("题.csv", []byte("题干,选项A,选项B,选项C,答案,解析\n村道谁修？,村里,省里,,ａ,见《公路法》第八条。\n哪些对？,甲,乙,丙,c a,\n"))
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
		{"same row", "题,甲,乙,,,A\n题,乙,甲,,,B", "第 3 行：与第 2 行是同一道题"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, problems, err := readTable("题.csv", []byte("Question,A,B,C,D,Answer\n"+c.row+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			wantProblems(t, problems.Err(), c.want)
		})
	}
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
	if err != nil || report.Questions != 2 || len(report.Skipped) != 1 || d.count("questions") != 2 {
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
		if _, _, err := readTable("题.csv", []byte(data)); err == nil {
			t.Errorf("%s: read without complaint", name)
		}
	}
	d := newDesk(t)
	_, err := d.Questions(t.Context(), d.actor, "空.csv", []byte("Question,A,B,Answer\n"), Options{})
	wantProblems(t, err, "空.csv：题库要有 1 到 5000 道题")
}

// TestRealTables imports the collection of public questions that lies beside the repository.
func TestRealTables(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(repository(t), "../shared/data/questions/*.csv"))
	if err != nil || len(files) == 0 {
		t.Skip("../shared/data/questions is not there")
	}
	d := newDesk(t)
	questions, skipped := 0, office.RowErrors{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		report, err := d.Questions(t.Context(), d.actor, file, data, Options{Partial: true})
		if err != nil {
			t.Fatal(err)
		}
		questions += report.Questions
		skipped = append(skipped, report.Skipped...)
	}
	if questions+len(skipped) != 1375 || len(skipped) > 20 {
		t.Errorf("%d questions imported and these rows skipped:\n%v", questions, skipped)
	}
	if d.count("questions") != questions || d.count("question_banks") != len(files) {
		t.Errorf("%d questions in %d banks stored", d.count("questions"), d.count("question_banks"))
	}
	t.Logf("%d questions; skipped:\n%v", questions, skipped)
}

func FuzzReadTable(f *testing.F) {
	f.Add([]byte(lawTable))
	f.Add([]byte("题干,选项A,选项B,答案\n题,甲,乙,AB\n"))
	f.Add([]byte("\xef\xbb\xbfQuestion;A;B;Answer\n=1+1;2;3;A\n"))
	f.Add([]byte("Question\tA\tB\tAnswer\n题\t甲\t乙\t,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		questions, problems, err := readTable("题.csv", data)
		if err != nil {
			return
		}
		for _, p := range problems {
			if p.Line == 0 || p.Message == "" {
				t.Errorf("a problem without a place: %+v", p)
			}
		}
		if len(questions) == 0 {
			return
		}
		if _, err := quiz.PrepareBank(questions); err != nil {
			t.Errorf("what was read cannot be stored: %v", err)
		}
	})
}
