package exam_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/scenariotest"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
)

// TestScenarios enacts the files of testdata/scenarios, which a study secretary can read. A line is
//
//	日期 时间 出卷 几题 合格几题 限时几分 可考几次 隔几天
//	日期 时间 考 人 对几题
//	日期 时间 开考 人
//	日期 时间 答 人 第几题 对|错
//	日期 时间 交卷 人
//	日期 时间 停机 几分
//	日期 时间 更正 提的人 批的人 第几题
//	日期 时间 不能考 人
//	日期 时间 情况 人 情况
//	日期 时间 应有 人 学时
func TestScenarios(t *testing.T) {
	t.Parallel()
	scenariotest.Each(t, "testdata/scenarios/*.txt", func(t *testing.T, lines []scenariotest.Line) {
		s := scenario{world: newWorld(t), running: map[string]exam.Attempt{}}
		for _, line := range lines {
			s.line = line.Number
			s.enact(line.Words)
		}
		s.mustBeSound()
	})
}

type scenario struct {
	*world
	line    int
	exam    exam.Exam
	asked   []bank.VersionID
	running map[string]exam.Attempt
}

func (s *scenario) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatalf("line %d: %v", s.line, err)
	}
}

// count returns the number in a word like 对3题.
func (s *scenario) count(word string) int {
	s.Helper()
	n, err := strconv.Atoi(strings.TrimFunc(word, func(r rune) bool { return r < '0' || r > '9' }))
	s.must(err)
	return n
}

func (s *scenario) enact(words []string) {
	s.Helper()
	s.at(words[0] + " " + words[1])
	_, err := s.office.Sweep(s.Context())
	s.must(err)
	steps := map[string]func([]string){
		"出卷": s.set, "考": s.whole, "开考": s.open, "答": s.answer, "交卷": s.handIn, "停机": s.down, "更正": s.rectify,
		"不能考": s.refused, "情况": s.expectProgress, "应有": s.expectHours,
	}
	step, found := steps[words[2]]
	if !found {
		s.Fatalf("line %d: what is %s?", s.line, words[2])
	}
	step(words[3:])
}

func (s *scenario) set(words []string) {
	s.asked = s.stock(choices(s.count(words[0]), "土地")...)
	terms := usual(fixed(s.asked...))
	terms.PassMark = terms.Blueprint.Sections[0].Each * quiz.Points(s.count(words[1]))
	terms.Minutes = s.count(words[2])
	terms.Retake = exam.Retake{Attempts: s.count(words[3]), WaitDays: s.count(words[4]), Counts: exam.Best}
	s.exam = s.publish(terms)
}

func (s *scenario) whole(words []string) { s.sit(words[0], s.exam.ID, s.count(words[1])) }

func (s *scenario) open(words []string) { s.running[words[0]] = s.begin(words[0], s.exam.ID) }

func (s *scenario) answer(words []string) {
	s.Helper()
	a, item := s.running[words[0]], s.count(words[1])-1
	letter := right(a, item)
	if words[2] == "错" {
		letter = wrong(a, item)
	}
	_, err := s.save(words[0], a, item, 1, letter)
	s.must(err)
}

func (s *scenario) handIn(words []string) { s.submit(words[0], s.running[words[0]]) }

// down notes that the server was there until now, and is again so many minutes later.
func (s *scenario) down(words []string) {
	s.Helper()
	s.write(func(ctx context.Context, tx storage.WriteTx) error {
		const beat = "INSERT INTO exam_pulse (id, beat_at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at"
		_, err := storage.Exec(ctx, tx, beat, calendar.Millis(s.now()))
		return err
	})
	s.pass(time.Duration(s.count(words[0])) * time.Minute)
	s.tend()
}

func (s *scenario) rectify(words []string) {
	s.Helper()
	version := s.asked[s.count(words[2])-1]
	id, err := s.correct(words[0], s.exam, version, s.rekey(version, 1, nil))
	s.must(err)
	s.must(s.decide(words[1], id, true))
	_, err = s.office.Regrade(s.Context())
	s.must(err)
}

func (s *scenario) refused(words []string) {
	s.Helper()
	if _, err := s.office.Begin(s.Context(), s.who(words[0]), s.exam.ID); !fault.Is(err, fault.Conflict) {
		s.Errorf("line %d: got %v", s.line, err)
	}
}

func (s *scenario) expectProgress(words []string) {
	s.Helper()
	if got := s.progress("吴晓梅", s.exam.ID, words[0]).Label(); got != words[1] {
		s.Errorf("line %d: %s is %s, want %s", s.line, words[0], got, words[1])
	}
}

func (s *scenario) expectHours(words []string) {
	s.Helper()
	want, err := hours.ParseAmount(words[1])
	s.must(err)
	if got := s.total(words[0]); got != want {
		s.Errorf("line %d: %s has %s, want %s", s.line, words[0], got, want)
	}
}
