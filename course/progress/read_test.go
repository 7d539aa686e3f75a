package progress_test

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/progress"
	"xiangxue/course/storage"
)

func TestCoursesInTwoStatements(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	begun, finished, looked := s.offer("begun", "", checked, checked), s.offer("finished", "", checked), s.offer("looked", "", checked)
	s.offer("untouched", "", checked)
	s.mustPass(s.xiulan, begun.Lessons[0])
	s.mustPass(s.xiulan, finished.Lessons[0])
	s.write(func(ctx context.Context, tx storage.WriteTx) error {
		return s.keeper.SavePosition(ctx, tx, s.xiulan, looked.Lessons[0])
	})
	var all map[course.ID]progress.State
	before := s.db.Statements()
	s.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
		all, err = progress.Courses(ctx, tx, s.xiulan)
		return err
	})
	if n := s.db.Statements() - before; n != 2 {
		t.Errorf("%d statements", n)
	}
	want := map[course.ID]progress.State{
		begun.Course:    {Course: begun.Course, Version: begun.Version, Lessons: 2, Passed: 1, Next: begun.Lessons[1]},
		finished.Course: {Course: finished.Course, Version: finished.Version, Lessons: 1, Passed: 1, Entry: 1},
		looked.Course:   {Course: looked.Course, Resume: looked.Lessons[0]},
	}
	if len(all) != len(want) {
		t.Errorf("%d courses: %+v", len(all), all)
	}
	for id, w := range want {
		if all[id] != w {
			t.Errorf("course %d: %+v, want %+v", id, all[id], w)
		}
		if of := s.state(s.xiulan, id); of.State != w || len(of.Passes) != w.Passed {
			t.Errorf("course %d by itself: %+v, want %+v", id, of, w)
		}
	}
	if all[looked.Course].Begun() || all[looked.Course].Finished() {
		t.Error("a course that was only looked at is begun")
	}
}

func TestPositionFollowsTheVersionToBeStudied(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	save := func(id course.LessonID) {
		s.write(func(ctx context.Context, tx storage.WriteTx) error {
			return s.keeper.SavePosition(ctx, tx, s.xiulan, id)
		})
	}
	old := s.offer("law", "", checked, checked)
	save(old.Lessons[0])
	save(old.Lessons[1])
	if got := s.state(s.xiulan, old.Course).Resume; got != old.Lessons[1] {
		t.Errorf("resume at %d", got)
	}
	newer := s.offer("law", "", checked, checked, checked)
	if got := s.state(s.xiulan, old.Course).Resume; got != 0 {
		t.Errorf("not begun: resume at %d of the replaced version", got)
	}
	save(newer.Lessons[2])
	s.mustPass(s.xiulan, newer.Lessons[0])
	s.offer("law", "", checked)
	if got := s.state(s.xiulan, old.Course).Resume; got != newer.Lessons[2] {
		t.Errorf("begun: resume at %d", got)
	}
	err := s.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return s.keeper.SavePosition(ctx, tx, s.xiulan, 99)
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown lesson: %v", err)
	}
}

func TestNotesArePrivate(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.offer("law", "", checked).Lessons[0]
	save := func(text string) error {
		return s.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			return s.keeper.SaveNote(ctx, tx, s.xiulan, id, text)
		})
	}
	notes := func() (own, other string) {
		s.read(func(ctx context.Context, tx storage.ReadTx) (err error) {
			if own, err = progress.Note(ctx, tx, s.xiulan, id); err != nil {
				return err
			}
			other, err = progress.Note(ctx, tx, s.guoqing, id)
			return err
		})
		return own, other
	}
	longest := strings.Repeat("记", progress.MaxNote)
	for _, text := range []string{"  第一条 \n", longest, "改过的"} {
		if err := save(text); err != nil {
			t.Fatal(err)
		}
		if own, other := notes(); own != strings.TrimSpace(text) || other != "" {
			t.Errorf("own %q, other %q", own, other)
		}
	}
	if err := save(longest + "多"); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "5001") {
		t.Errorf("too long: %v", err)
	}
	if own, _ := notes(); own != "改过的" {
		t.Errorf("the refused note changed the old one to %q", own)
	}
	if err := save(" "); err != nil {
		t.Fatal(err)
	}
	if own, _ := notes(); own != "" || strings.Contains(s.rows(), "lesson_notes") {
		t.Errorf("after clearing: %q", own)
	}
}

// In whatever order the lessons are passed, and however often, the course is booked once, at the end.
func TestOrderOfLessonsDoesNotMatter(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	p := s.offer("law", "", checked, checked, checked, checked)
	cadres := int64(0)
	rapid.Check(t, func(r *rapid.T) {
		cadres++
		cadre := s.enrol(cadres)
		order := rapid.SliceOfN(rapid.SampledFrom(p.Lessons), 0, 12).Draw(r, "order")
		seen := map[course.LessonID]bool{}
		for _, id := range order {
			seen[id] = true
			got, err := s.pass(cadre, id)
			if err != nil {
				r.Fatal(err)
			}
			if got.Finished != (len(seen) == 4) || (got.Entry != nil) != got.Finished || (got.Next == 0) != got.Finished || seen[got.Next] {
				r.Fatalf("after %v: %+v", seen, got)
			}
		}
		c := s.state(cadre, p.Course)
		if c.Passed != len(seen) || c.Finished() != (len(seen) == 4) || len(c.Passes) != len(seen) {
			r.Fatalf("after %v: %+v", order, c)
		}
		if n := len(s.entries(cadre)); (n == 1) != c.Finished() || n > 1 {
			r.Fatalf("%d entries after %v", n, order)
		}
	})
}
