package exam

import (
	"fmt"
	"time"

	"xiangxue/course/fault"
)

// complete reports what keeps an exam from being published.
func (e Exam) complete(pool Pool, now time.Time) error {
	var f fault.Fields
	e.Terms.check(&f)
	f.Check(len(e.Blueprint.Sections) > 0, "sections", "试卷还没有题")
	for i, s := range e.Blueprint.Sections {
		f.Check(s.Items() > 0, fmt.Sprintf("sections[%d]", i), "这部分还没有题")
	}
	f.Check(e.PassMark <= e.Blueprint.Most(), "pass_mark", "合格线高于总分 %s 分", e.Blueprint.Most())
	f.Check(!e.isOver(now), "until", "结束时间已经过了")
	f.Check(e.Minutes == 0 || e.Until.IsZero() || e.Until.Sub(e.From) >= e.limit(), "minutes", "限时比开放的时间还长")
	if err := f.Err(); err != nil {
		return err
	}
	return pool.suffices(e.Blueprint)
}

// isOver reports whether no attempt can run any more.
func (t Terms) isOver(now time.Time) bool { return !t.Until.IsZero() && !now.Before(t.Until) }

// limit returns the time limit of an attempt.
func (t Terms) limit() time.Duration { return time.Duration(t.Minutes) * time.Minute }

// dueAt returns the end of an attempt that begins now; the zero time is none.
func (t Terms) dueAt(begun time.Time) time.Time {
	end := t.Until
	if t.Minutes > 0 {
		if limited := begun.Add(t.limit()); end.IsZero() || limited.Before(end) {
			end = limited
		}
	}
	return end
}
