package demo

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/office"
	"xiangxue/course/plan"
	"xiangxue/course/reflection"
	"xiangxue/course/roster"
	"xiangxue/quiz"
)

func TestParseYear(t *testing.T) {
	t.Parallel()
	year, err := parseYear("y.txt", `
# 一句说明
步子 快 必读 100% 课程 50% 天数 5
  甲 乙
步子 其余 必读 80% 课程 80% 天数 9

去年 01-05 花名册 start
03-05 14:30 集中学 专题一
  地点 三楼会议室
  补学 课程 theory 2
  缺席 何秀兰 公出 防汛值守 下村 补学 03-12
`)
	if err != nil {
		t.Fatal(err)
	}
	if p := year.paces.of("乙"); p.readings != 100 || p.courses != 50 || p.days != 5 {
		t.Errorf("the pace of a person: %+v", p)
	}
	if p := year.paces.of("丙"); p.name != others || p.readings != 80 {
		t.Errorf("the pace of others: %+v", p)
	}
	if len(year.acts) != 2 || year.acts[0].do != (rosterAct{"start"}) || !year.acts[0].at.last {
		t.Fatalf("acts %+v", year.acts)
	}
	m := year.acts[1].do.(meetingAct)
	want := absence{line: 11, name: "何秀兰", presence: attendance.OfficialDuty, reason: "防汛值守 下村", madeUp: 312}
	if m.audience != wholeTown || m.place != "三楼会议室" || m.makeUp != (material{course: "theory", lesson: 2}) || !slices.Contains(m.absent, want) {
		t.Errorf("meeting %+v", m)
	}
	if at := year.acts[1].at.in(2027); !at.Equal(time.Date(2027, 3, 5, 6, 30, 0, 0, time.UTC)) {
		t.Errorf("at %s", at)
	}
}

func TestParseYearNamesTheLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"no date", "集中学 专题一", "第 1 行：“集中学”不是月日"},
		{"a day that no year has", "\n02-30 花名册 start", "第 2 行：没有 02-30 这一天"},
		{"a leap day", "02-29 花名册 start", "第 1 行：没有 02-29 这一天"},
		{"a time that no day has", "02-03 25:00 花名册 start", "第 1 行：没有 25:00 这个时间"},
		{"nothing to do", "02-03 09:00", "第 1 行：没有写做什么"},
		{"only last year", "去年", "第 1 行：没有写日期"},
		{"an unknown act", "02-03 团建 某地", "第 1 行：不知道“团建”是什么事"},
		{"out of order", "02-03 花名册 a\n02-01 花名册 b", "第 2 行：比上一件事早"},
		{"a detail of nothing", "  地点 三楼", "第 1 行：缩进的行前面没有"},
		{"an unknown detail", "02-03 集中学 专题\n  地点 三楼\n  点心 两份", "第 3 行：学习会没有“点心”这一项"},
		{"a meeting without a place", "02-03 集中学 专题", "第 1 行：没有写地点"},
		{"a title with a blank", "02-03 集中学 专题 一\n  地点 三楼", "第 1 行：多了“一”"},
		{"an absence without a reason", "02-03 集中学 专题\n  地点 三楼\n  缺席 何秀兰 公出", "第 3 行：少了内容"},
		{"only a make-up for a reason", "02-03 集中学 专题\n  地点 三楼\n  缺席 何秀兰 公出 补学 03-01", "第 3 行：请写成：缺席"},
		{"an unknown presence", "02-03 集中学 专题\n  地点 三楼\n  缺席 何秀兰 旷课 睡过了", "第 3 行：“旷课”不是"},
		{"a make-up without a source", "02-03 集中学 专题\n  地点 三楼\n  补学 视频 一", "第 3 行：请写成：补学"},
		{"a reading without a subject", "02-03 必读 吴晓梅 预案 体育 全镇 03-01", "第 1 行：没有“体育”这个主题"},
		{"a reading with a bad due date", "02-03 必读 吴晓梅 预案 政策 全镇 三月", "第 1 行：“三月”不是月日"},
		{"a course with a bad lesson", "02-03 课程 吴晓梅 law 全镇 03-01\n  学到 何秀兰 好几", "第 2 行：“好几”不是"},
		{"a correction approved by nobody", "02-03 更正 吴晓梅 专题 何秀兰 到 记错了\n  批准", "第 2 行：请写成：批准"},
		{"a class of no kind", "02-03 培训班 吴晓梅 春季班 函授 党校\n  日期 03-02 03-06 5 天\n  参加 全镇", "第 1 行：“函授”不是脱产或网络"},
		{"a class of nobody", "02-03 培训班 吴晓梅 春季班 脱产 党校\n  日期 03-02 03-06 5 天", "第 1 行：没有写日期或者谁参加"},
		{"a class in weeks", "02-03 培训班 吴晓梅 春季班 脱产 党校\n  日期 03-02 03-06 1 周\n  参加 甲", "第 2 行：“周”不是天或学时"},
		{"leave without hours", "02-03 培训班 吴晓梅 春季班 脱产 党校\n  日期 03-02 03-06 5 天\n  参加 甲\n  请假 甲 半天 有事", "第 4 行：“半天”不是学时"},
		{"a table without a file", "02-03 学时名册 吴晓梅", "第 1 行：少了内容"},
		{"an unknown kind of declaration", "02-03 申报 甲 上网 网页 2\n  收获 很多", "第 1 行：“上网”不是读书"},
		{"a decision by nobody", "02-03 申报 甲 读书 书 2\n  批准 乙", "第 2 行：请写成：收获"},
		{"a quiz about sports", "02-03 测验 甲 小测 体育 题.txt 全镇 03-01", "第 1 行：没有“体育”这个主题"},
		{"a quiz of an unknown kind", "02-03 测验 甲 小测 政策 题.txt 全镇 03-01\n  部分 论文 1 10", "第 2 行：没有“论文”这种题型"},
		{"an answer by a criterion that is not there", "02-03 测验 甲 小测 政策 题.txt 全镇 03-01\n  答法 2 50% 一句", "第 2 行：“2”不是 1 到 1 的整数"},
		{"a doubt without a reason", "02-03 测验 甲 小测 政策 题.txt 全镇 03-01\n  疑问 题干", "第 2 行：少了内容"},
		{"a detail of no quiz", "02-03 测验 甲 小测 政策 题.txt 全镇 03-01\n  监考 乙", "第 2 行：布置的学习没有“监考”这一项"},
		{"a question of nothing", "02-03 群众问题 甲 政策\n  答复 可以", "第 1 行：没有写问的是什么"},
		{"a question of no subject", "02-03 群众问题 甲 体育\n  问题 怎么办", "第 1 行：没有“体育”这个主题"},
		{"an answer by nobody", "02-03 群众问题 甲 政策\n  问题 怎么办\n  由 乙", "第 3 行：少了内容"},
		{"a question with a name", "02-03 群众问题 甲 政策\n  问题 怎么办\n  群众 丙", "第 3 行：群众问题没有“群众”这一项"},
		{"a pace in other words", "步子 快 必读 多 课程 少 天数 5", "第 1 行：“多”不是 0 到 100 的整数"},
		{"two paces for one person", "步子 快 必读 90% 课程 90% 天数 5\n  甲\n步子 慢 必读 9% 课程 9% 天数 9\n  甲", "第 4 行：甲 已经写过步子了"},
		{"a roster with a detail", "02-03 花名册 a\n  地点 三楼", "第 2 行：这件事不用写“地点”"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := parseYear("y.txt", c.text)
			var rows office.RowErrors
			if !errors.As(err, &rows) || !strings.Contains(err.Error(), "y.txt "+c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func FuzzParseYear(f *testing.F) {
	text, err := input.ReadFile("year.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add("步子 快 必读 100% 课程 100% 天数 5\n  甲\n")
	f.Add("02-03 更正 吴晓梅 专题 何秀兰 到 记错了\n  批准 周明远 02-04\n")
	f.Fuzz(func(t *testing.T, text string) {
		year, err := parseYear("y.txt", text)
		for _, a := range year.acts {
			if a.do == nil || a.line < 1 {
				t.Errorf("%+v from %q, %v", a, text, err)
			}
		}
	})
}

func TestRosterFoldersAreGood(t *testing.T) {
	t.Parallel()
	folders, err := input.ReadDir("roster")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		book, err := workbook(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if _, faults, err := roster.ReadRoster(f.Name()+".xlsx", book); err != nil || len(faults) > 0 {
			t.Errorf("%s: %v, %v", f.Name(), faults, err)
		}
	}
	if _, err := workbook("nobody"); err == nil {
		t.Error("a folder that is not there makes a workbook")
	}
}

func TestDoesKeepsTheShare(t *testing.T) {
	t.Parallel()
	year, err := readYear("year.txt")
	if err != nil {
		t.Fatal(err)
	}
	people := map[string]roster.Cadre{}
	for _, p := range year.paces {
		for i, name := range p.people {
			people[name] = roster.Cadre{Name: name, StaffNo: strings.Repeat("X", i+1)}
		}
	}
	for _, percent := range []int{0, 20, 60, 90, 100} {
		for _, person := range people {
			done := 0
			for turn := 1; turn <= 20; turn++ {
				if does(access.Actor{Cadre: person}, turn, percent) {
					done++
				}
			}
			if done < 20*percent/100 || done > 20*percent/100+1 {
				t.Errorf("%s does %d of 20 at %d%%", person.StaffNo, done, percent)
			}
		}
	}
}

func TestRightAnswer(t *testing.T) {
	t.Parallel()
	key := &quiz.Set{Points: []quiz.Point{{ID: "s1", Questions: []quiz.Question{
		{Kind: quiz.MultipleChoice, Text: "哪几项", Options: []quiz.Option{{Text: "一", Correct: true}, {Text: "二"}, {Text: "三", Correct: true}}},
		{Kind: quiz.FillIn, Text: "几日", Accepted: []quiz.Accepted{{Text: "7"}, {Text: "七"}}},
	}}}}
	shuffled := []course.CheckOption{{Value: "A", Text: "三"}, {Value: "B", Text: "二"}, {Value: "C", Text: "一"}}
	if got := rightAnswer(key, course.CheckItem{Point: "s1", Text: "哪几项", Options: shuffled}); !slices.Equal(got, []string{"A", "C"}) {
		t.Errorf("choices %v", got)
	}
	if got := rightAnswer(key, course.CheckItem{Point: "s1", Text: "几日"}); !slices.Equal(got, []string{"7"}) {
		t.Errorf("fill-in %v", got)
	}
	if got := rightAnswer(key, course.CheckItem{Point: "s2", Text: "几日"}); got != nil {
		t.Errorf("another point %v", got)
	}
}

func TestParseTrainingAndDeclarations(t *testing.T) {
	t.Parallel()
	year, err := parseYear("y.txt", `
02-03 培训班 吴晓梅 春季班 脱产 县委党校
  日期 03-02 03-06 5 天
  主题 法律
  参加 第一学习小组 乙
  不去 丙
  请假 甲 4.5 孩子住院
  没参加 乙 临时抽调
  确认 03-09
02-04 学时名册 吴晓梅 春季.csv
02-05 申报 甲 读书 《书》 2
  收获 读完了
  批准 乙 02-06 1.5 少批半学时
`)
	if err != nil {
		t.Fatal(err)
	}
	class := year.acts[0].do.(trainingAct)
	if class.extent.Days != 500 || class.subject != "law" || class.to != 306 || class.confirmed != 309 || len(class.groups) != 2 || len(class.absent) != 1 {
		t.Errorf("class %+v", class)
	}
	if x, found := class.exception("甲"); !found || !x.attended || x.away != 450 || x.reason != "孩子住院" {
		t.Errorf("leave %+v", x)
	}
	if x, found := class.exception("乙"); !found || x.attended {
		t.Errorf("absence %+v", x)
	}
	if year.acts[1].do != (tableAct{"吴晓梅", "春季.csv"}) {
		t.Errorf("table %+v", year.acts[1].do)
	}
	want := declareAct{by: "甲", title: "《书》", kind: reflection.Book, asked: 200, learnt: "读完了", decider: "乙", decidedOn: 206, granted: 150, reason: "少批半学时"}
	if year.acts[2].do != want {
		t.Errorf("declaration %+v", year.acts[2].do)
	}
}

func TestChangeOfAPlanKeepsKeys(t *testing.T) {
	t.Parallel()
	before := plan.Empty()
	before.Topics = []plan.Topic{{Key: "t1", Title: "甲"}, {Key: "t2", Title: "乙"}}
	change := planFile{Topics: []planTopic{{Title: "乙", Quarter: 2, Hours: "2.5", On: "05-06"}, {Title: "丙", Hours: "1"}}}
	after, err := (&township{}).apply(t.Context(), change, before, 2027)
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Topics) != 3 || after.Topics[0].Key != "t1" || after.Topics[1].Key != "t2" || after.Topics[1].Hours != 250 ||
		after.Topics[1].On != 20270506 || after.Topics[2].Key != "" || before.Topics[1].Hours != 0 || after.Shares != before.Shares {
		t.Errorf("before %+v, after %+v", before.Topics, after.Topics)
	}
	if _, err := (&township{}).apply(t.Context(), planFile{Topics: []planTopic{{Title: "丁", Hours: "很多", On: "13-01"}}}, before, 2027); err == nil {
		t.Error("bad hours and a bad date are taken")
	}
}
