package quiz

import (
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestGradeChoice(t *testing.T) {
	t.Parallel()
	multiple := Question{Kind: MultipleChoice, Options: []Option{{Text: "甲", Correct: true}, {Text: "乙"}, {Text: "丙", Correct: true}}}
	judged := Question{Kind: TrueFalse, Options: TrueFalseOptions(false)}
	cases := []struct {
		name     string
		question Question
		chosen   []int
		want     Result
	}{
		{"single right", single(1, "题"), []int{0}, Right},
		{"single wrong", single(1, "题"), []int{2}, Wrong},
		{"single with two", single(1, "题"), []int{0, 1}, Wrong},
		{"nothing", single(1, "题"), nil, Unanswered},
		{"multiple right", multiple, []int{2, 0}, Right},
		{"multiple repeated", multiple, []int{2, 0, 2}, Right},
		{"one left out", multiple, []int{0}, Wrong},
		{"one too many", multiple, []int{0, 1, 2}, Wrong},
		{"not an option", multiple, []int{0, 2, 3}, Wrong},
		{"negative", multiple, []int{-1, 0, 2}, Wrong},
		{"false is right", judged, []int{1}, Right},
		{"true is wrong", judged, []int{0}, Wrong},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := Grade(c.question, Answer{Chosen: c.chosen}); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestGradeFillIn(t *testing.T) {
	t.Parallel()
	days := fillIn("应当自收到之日起 ____ 个工作日内答复。", "20")
	years := fillIn("承包期为 ____。", "三十年")
	meeting := fillIn("由 ____ 讨论决定。", "村民会议", "Village Assembly")
	share := fillIn("应当经 ____ 以上成员同意。", "三分之二")
	percent := numeric("相对含水量低于 ____% 要留意。", "50", "0.5")
	fall := numeric("大约 ____ 天降到 50%。", "6", "0.5")
	date := fillIn("____ 起施行。", "2026年3月5日")
	cases := []struct {
		question Question
		answer   string
		want     Result
	}{
		{days, "20", Right}, {days, "２０", Right}, {days, " 2 0 ", Right}, {days, "二十", Right}, {days, "贰拾", Right},
		{days, "20个工作日", Right}, {days, "二十个", Right}, {days, "20.0", Right}, {days, "20。", Right},
		{days, "15", Wrong}, {days, "20年", Wrong}, {days, "200", Wrong}, {days, "-20", Wrong}, {days, "二百", Wrong},
		{days, "  ", Unanswered}, {days, "。", Wrong}, {days, "20或15", Wrong}, {days, "1e1", Wrong},
		{years, "30年", Right}, {years, "三十 年", Right}, {years, "30", Wrong}, {years, "三十日", Wrong}, {years, "三年", Wrong},
		{meeting, "“村民会议”", Right}, {meeting, "村民会议。", Right}, {meeting, "ＶＩＬＬＡＧＥ assembly", Right}, {meeting, "村民代表会议", Wrong}, {meeting, "村民", Wrong},
		{meeting, "村民會議", Right}, {fillIn("____", "經營權"), "经营权", Right}, {fillIn("____", "显著"), "顯著", Right}, {date, "二○二六年三月五日", Right}, {years, "叁拾年", Right}, {fillIn("____", "15000"), "壹萬伍仟", Right},
		{share, "2/3", Right}, {share, "2／3", Right}, {share, "四分之三", Wrong}, {share, "三分之二以上", Right}, {share, "三分之一", Wrong}, {share, "3/2", Wrong},
		{percent, "50", Right}, {percent, "50%", Right}, {percent, "五十", Right}, {percent, "50.5", Right}, {percent, "49.4", Wrong}, {percent, "0.5", Wrong},
		{fall, "六", Right}, {fall, "6天", Right}, {fall, "6.5", Right}, {fall, "5.49", Wrong}, {fall, "六年", Wrong}, {fall, "天", Wrong},
		{date, "二〇二六年三月五日", Right}, {date, "2026年03月05日", Right}, {date, "2026年3月6日", Wrong},
		{fillIn("____", "60%"), "百分之六十", Right}, {fillIn("____", "60%"), "60", Wrong}, {fillIn("____", "60%"), "五分之三", Right},
		{fillIn("____", "18342"), "18,342", Right}, {fillIn("____", "18342"), "18，342", Right}, {fillIn("____", "18342"), "18,34,2", Wrong},
		{fillIn("____", "15000"), "1.5万", Right}, {fillIn("____", "15000"), "一万五", Right}, {fillIn("____", "15000"), "一万零五", Wrong},
		{fillIn("____", "-3"), "−3", Right}, {fillIn("____", "-3"), "负三", Right}, {fillIn("____", "-3"), "3", Wrong},
		{fillIn("____", "5/0"), "5/0", Right}, {fillIn("____", "0"), "零", Right},
	}
	for _, c := range cases {
		t.Run(c.question.Accepted[0].Text+" "+c.answer, func(t *testing.T) {
			t.Parallel()
			if got := Grade(c.question, Answer{Text: c.answer}); got != c.want {
				t.Errorf("%q against %v: got %v, want %v", c.answer, c.question.Accepted, got, c.want)
			}
		})
	}
}

func TestLongAnswersAreWrong(t *testing.T) {
	t.Parallel()
	q := fillIn("____", "20")
	if got := Grade(q, Answer{Text: "20" + strings.Repeat(" ", MaxAnswer)}); got != Wrong {
		t.Errorf("got %v, want wrong", got)
	}
	if got := Grade(q, Answer{Text: strings.Repeat("九", 1<<20)}); got != Wrong {
		t.Errorf("got %v, want wrong", got)
	}
}

func TestReadHan(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"十": "10", "十五": "15", "二十": "20", "一百": "100", "一百零五": "105", "一百一十": "110", "一百五": "150", "两千零二十六": "2026",
		"二〇二六": "2026", "一万": "10000", "十万": "100000", "一百二十万三千": "1203000", "三亿五千万": "350000000", "一亿零一": "100000001",
		"两万亿": "2000000000000", "三点五": "3.5", "零点二五": "0.25", "伍佰": "500", "百": "100", "零": "0",
	} {
		got, rest, ok := readHan(text)
		exact, _ := new(big.Rat).SetString(want)
		if !ok || rest != "" || got.Cmp(exact) != 0 {
			t.Errorf("%s: got %v, rest %q, %v; want %s", text, got, rest, ok, want)
		}
	}
	for _, text := range []string{"", "年", "一二百", "亿亿亿亿亿亿", "九九九九九九九九九九九九九九九九九", "点五"} {
		if got, rest, ok := readHan(text); ok && rest == "" {
			t.Errorf("%s: read as %v", text, got)
		}
	}
}

// writeHan writes a number below 10^8 in Chinese, the plain way.
func writeHan(n int) string {
	if n == 0 {
		return "零"
	}
	if n >= 10000 {
		low := ""
		if n%10000 > 0 {
			low = writeHan(n % 10000)
			if n%10000 < 1000 {
				low = "零" + low
			}
		}
		return writeHan(n/10000) + "万" + low
	}
	text, scales := "", []string{"", "十", "百", "千"}
	for i, digits := 0, strconv.Itoa(n); i < len(digits); i++ {
		switch d := digits[i] - '0'; {
		case d > 0:
			text += string([]rune("零一二三四五六七八九")[d]) + scales[len(digits)-1-i]
		case !strings.HasSuffix(text, "零"):
			text += "零"
		}
	}
	return strings.TrimSuffix(text, "零")
}

func TestChineseNumeralsAreTheirNumbers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n, other := rapid.IntRange(0, 99_999_999).Draw(t, "n"), rapid.IntRange(0, 99_999_999).Draw(t, "other")
		q := fillIn("____ 元", strconv.Itoa(n))
		if got := Grade(q, Answer{Text: writeHan(n)}); got != Right {
			t.Fatalf("%d as %s: got %v", n, writeHan(n), got)
		}
		if got := Grade(q, Answer{Text: writeHan(other)}); other != n && got != Wrong {
			t.Fatalf("%d answered %s: got %v", n, writeHan(other), got)
		}
	})
}

func TestFullWidthIsNoDifference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		accepted := rapid.StringMatching(`[a-zA-Z0-9一-鿿]{1,12}`).Draw(t, "accepted")
		wide := strings.Map(func(r rune) rune {
			if r > ' ' && r <= '~' {
				return r + 0xFEE0
			}
			return r
		}, strings.ToUpper(accepted))
		if got := Grade(fillIn("____", accepted), Answer{Text: "　" + wide + " "}); got != Right {
			t.Fatalf("%q answered %q: got %v", accepted, wide, got)
		}
	})
}

func TestGradeIgnoresOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := choiceQuestion(1).Draw(t, "question")
		chosen := rapid.SliceOfDistinct(rapid.IntRange(0, len(q.Options)-1), rapid.ID).Draw(t, "chosen")
		shuffled := rapid.Permutation(chosen).Draw(t, "shuffled")
		got := Grade(q, Answer{Chosen: chosen})
		if again := Grade(q, Answer{Chosen: shuffled}); again != got {
			t.Fatalf("%v gives %v, %v gives %v", chosen, got, shuffled, again)
		}
		order := rapid.Permutation(positions(len(q.Options))).Draw(t, "order")
		moved := q.frozen()
		var movedChosen []int
		for to, from := range order {
			moved.Options[to] = q.Options[from]
			for _, c := range chosen {
				if c == from {
					movedChosen = append(movedChosen, to)
				}
			}
		}
		if again := Grade(moved, Answer{Chosen: movedChosen}); again != got {
			t.Fatalf("options moved: got %v, want %v", again, got)
		}
	})
}

func FuzzGradeFillIn(f *testing.F) {
	for _, seed := range [][2]string{{"20", "二十"}, {"三分之二", "2/3"}, {"1e9", "亿亿亿"}, {"-", "负"}, {"5/0", "零分之五"}, {"9999999999999999999999999999999999999999", "9万亿亿亿亿"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, accepted, answer string) {
		q := fillIn("____ 天", accepted)
		if q.Validate() == nil && Grade(q, Answer{Text: accepted}) != Right {
			t.Errorf("accepted answer %q is not right", accepted)
		}
		if forth, back := Grade(q, Answer{Text: answer}), Grade(q, Answer{Text: answer}); forth != back {
			t.Errorf("%q graded %v, then %v", answer, forth, back)
		}
	})
}
