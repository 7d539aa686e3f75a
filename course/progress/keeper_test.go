package progress_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"xiangxue/course"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/progress"
	"xiangxue/course/storage"
)

var checked = lesson{minutes: 25, checked: true}

func TestCourseIsBookedAtItsLastLesson(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	p := s.offer("law", "", lesson{15, true}, lesson{29, true}, lesson{30, true})
	if got := s.mustPass(s.xiulan, p.Lessons[1]); got.Finished || got.Entry != nil || got.Next != p.Lessons[2] {
		t.Errorf("second lesson: %+v", got)
	}
	if got := s.mustPass(s.xiulan, p.Lessons[2]); got.Finished || got.Next != p.Lessons[0] {
		t.Errorf("third lesson: %+v", got)
	}
	if len(s.entries(s.xiulan)) != 0 {
		t.Error("hours before the course is finished")
	}
	s.now = s.now.AddDate(0, 0, 3)
	got := s.mustPass(s.xiulan, p.Lessons[0])
	if !got.Finished || got.Next != 0 || got.Entry == nil {
		t.Fatalf("last lesson: %+v", got)
	}
	e := got.Entry
	if e.Amount != 175 || e.Source != hours.SourceCourse || e.Ref != int64(p.Course) || e.Title != "law" || e.Subject != "law" ||
		e.Mode != hours.Online || e.HappenedOn != calendar.NewDate(2026, 3, 8) || e.RecordedBy != s.xiulan ||
		e.Evidence != progress.EvidenceKind || e.EvidenceID != int64(p.Version) {
		t.Errorf("entry %+v", e)
	}
	c := s.state(s.xiulan, p.Course)
	if !c.Finished() || c.Entry != e.ID || c.Passed != 3 || c.Next != 0 || len(c.Passes) != 3 || c.Passes[0].Attempt != 3 {
		t.Errorf("state %+v", c)
	}
	if other := s.state(s.guoqing, p.Course); other.Begun() || len(other.Passes) != 0 {
		t.Errorf("somebody else: %+v", other)
	}
}

func TestPassingAgainChangesNothing(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	p := s.offer("law", "", checked, checked)
	s.mustPass(s.xiulan, p.Lessons[0])
	first := s.mustPass(s.xiulan, p.Lessons[1])
	before := s.rows()
	s.now = s.now.AddDate(0, 1, 0)
	for _, id := range p.Lessons {
		again := s.mustPass(s.xiulan, id)
		if !again.Finished || again.Entry == nil || again.Entry.ID != first.Entry.ID {
			t.Errorf("again: %+v", again)
		}
	}
	if after := s.rows(); after != before {
		t.Errorf("rows changed from\n%s to\n%s", before, after)
	}
	if n := len(s.entries(s.xiulan)); n != 1 {
		t.Errorf("%d entries", n)
	}
	s.read(func(ctx context.Context, tx storage.ReadTx) error {
		trail, err := audit.Recent(ctx, tx, audit.Filter{Actor: int64(s.xiulan)})
		if len(trail) != 1 || trail[0].Action != "course.finish" {
			t.Errorf("trail %+v", trail)
		}
		return err
	})
}

// The time between opening a lesson and passing it is nowhere: not in the rows, not in the hours.
func TestTimeSpentDoesNotMatter(t *testing.T) {
	t.Parallel()
	study := func(pause time.Duration) (rows string, amount hours.Amount) {
		s := newSchool(t)
		p := s.offer("law", "", checked, checked)
		for _, id := range p.Lessons {
			s.write(func(ctx context.Context, tx storage.WriteTx) error {
				return s.keeper.SavePosition(ctx, tx, s.xiulan, id)
			})
			s.now = s.now.Add(pause)
			s.mustPass(s.xiulan, id)
		}
		return s.rows("passed_at"), s.entries(s.xiulan)[0].Amount
	}
	rows, amount := study(time.Second)
	for _, pause := range []time.Duration{0, time.Hour, 24 * time.Hour} {
		if r, a := study(pause); r != rows || a != amount {
			t.Errorf("after %s: %s学时\n%s, after a second %s\n%s", pause, a, r, amount, rows)
		}
	}
}

func TestNewVersionChangesNothingForWhoBegan(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	old := s.offer("law", "", checked, checked)
	s.mustPass(s.xiulan, old.Lessons[0])
	newer := s.offer("law", "", checked, checked, checked)
	if newer.Course != old.Course || newer.Number != 2 {
		t.Fatalf("published %+v", newer)
	}
	if _, err := s.pass(s.xiulan, newer.Lessons[0]); !fault.Is(err, fault.Conflict) {
		t.Errorf("a lesson of the other version: %v", err)
	}
	if got := s.mustPass(s.xiulan, old.Lessons[1]); !got.Finished || got.Entry.Amount != 100 {
		t.Errorf("the own version: %+v", got)
	}
	if c := s.state(s.xiulan, old.Course); c.Version != old.Version || c.Lessons != 2 || !c.Finished() {
		t.Errorf("state %+v", c)
	}
	for i, id := range newer.Lessons { // going through the newer one is free and worth nothing
		got := s.mustPass(s.xiulan, id)
		if got.Finished || got.Entry != nil || (got.Next == 0) != (i == 2) {
			t.Errorf("newer lesson %d: %+v", i+1, got)
		}
	}
	if n := len(s.entries(s.xiulan)); n != 1 {
		t.Errorf("%d entries", n)
	}
	for _, id := range newer.Lessons { // who had not begun takes the newer one
		s.mustPass(s.guoqing, id)
	}
	if e := s.entries(s.guoqing); len(e) != 1 || e[0].Amount != 150 {
		t.Errorf("entries %+v", e)
	}
}

func TestAnswersOnAPageThatWasReplacedMeanwhileCount(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	old := s.offer("law", "", checked)
	s.offer("law", "", checked, checked)
	if got := s.mustPass(s.xiulan, old.Lessons[0]); !got.Finished || got.Entry == nil {
		t.Errorf("got %+v", got)
	}
}

func TestRetiredCourse(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	p := s.offer("law", "", checked, checked)
	s.mustPass(s.xiulan, p.Lessons[0])
	s.write(func(ctx context.Context, tx storage.WriteTx) error { return course.Retire(ctx, tx, s.now, 0, p.Course) })
	if got := s.mustPass(s.xiulan, p.Lessons[1]); !got.Finished || got.Entry == nil {
		t.Errorf("who began: %+v", got)
	}
	before := s.rows()
	if _, err := s.pass(s.guoqing, p.Lessons[0]); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "下架") {
		t.Errorf("who had not begun: %v", err)
	}
	if s.rows() != before {
		t.Error("the refused lesson left rows")
	}
}

func TestApprovedFigure(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	p := s.offer("law", "hours: 2.5", checked, lesson{10, false})
	s.mustPass(s.xiulan, p.Lessons[0])
	if got := s.mustRead(p.Lessons[1]); !got.Finished || got.Entry.Amount != 250 {
		t.Errorf("got %+v", got)
	}
}

func (s *school) mustRead(id course.LessonID) (p progress.Passed) {
	s.t.Helper()
	s.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
		p, err = s.keeper.LessonRead(ctx, tx, s.xiulan, id)
		return err
	})
	return p
}

func TestLessonWithoutQuestionsIsReadAndWorthNothing(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	mixed, plain := s.offer("mixed", "", checked, lesson{60, false}), s.offer("plain", "hours: 3", lesson{60, false})
	if got := s.mustRead(mixed.Lessons[1]); got.Finished || got.Next != mixed.Lessons[0] {
		t.Errorf("read: %+v", got)
	}
	if got := s.mustPass(s.xiulan, mixed.Lessons[0]); !got.Finished || got.Entry.Amount != 50 {
		t.Errorf("mixed course: %+v", got)
	}
	if got := s.mustRead(plain.Lessons[0]); !got.Finished || got.Entry != nil {
		t.Errorf("course without checks: %+v", got)
	}
	if c := s.state(s.xiulan, plain.Course); !c.Finished() || c.Entry != 0 || c.Passes[0].Attempt != 0 {
		t.Errorf("state %+v", c)
	}
	err := s.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		_, err := s.keeper.LessonRead(ctx, tx, s.guoqing, mixed.Lessons[0])
		return err
	})
	if !fault.Is(err, fault.Conflict) || s.state(s.guoqing, mixed.Course).Begun() {
		t.Errorf("read a lesson with a check: %v", err)
	}
}

func TestEvidenceMustBeOfTheLesson(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	p := s.offer("law", "", checked)
	id := int64(p.Lessons[0])
	good := course.Evidence{AttemptID: 1, Owner: course.CheckOwner{Kind: course.OwnerLesson, ID: id}, PassedAt: s.now}
	for name, change := range map[string]func(*course.Evidence){
		"no paper":       func(e *course.Evidence) { e.AttemptID = 0 },
		"no time":        func(e *course.Evidence) { e.PassedAt = time.Time{} },
		"another lesson": func(e *course.Evidence) { e.Owner.ID++ },
		"a reading":      func(e *course.Evidence) { e.Owner.Kind = course.OwnerReading },
	} {
		e := good
		change(&e)
		err := s.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := s.keeper.LessonPassed(ctx, tx, s.xiulan, p.Lessons[0], e)
			return err
		})
		if err == nil || s.state(s.xiulan, p.Course).Begun() {
			t.Errorf("%s was accepted: %v", name, err)
		}
	}
	if _, err := s.pass(s.xiulan, 99); !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown lesson: %v", err)
	}
}
