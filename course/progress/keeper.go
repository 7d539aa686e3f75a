package progress

import (
	"context"
	"fmt"
	"time"

	"xiangxue/course"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// EvidenceKind is the kind of evidence of a course's entry; its id is the version, and Passes gives the papers.
const EvidenceKind = "course_version"

// Keeper records progress. It is safe for concurrent use.
type Keeper struct {
	ledger    *hours.Ledger
	catalogue *course.Catalogue
	clock     calendar.Clock
}

// NewKeeper returns a keeper that books finished courses in the ledger.
func NewKeeper(ledger *hours.Ledger, catalogue *course.Catalogue, clock calendar.Clock) *Keeper {
	return &Keeper{ledger: ledger, catalogue: catalogue, clock: clock}
}

// LessonPassed records that the person passed the check of a lesson and books the course when it was the last one. It
// is what course.Checks calls inside its write transaction; a lesson that is passed already changes nothing and gives
// the same result. It fails with fault.NotFound for an unknown lesson, and with fault.Conflict when the course is
// retired and not begun, or the person studies another version of it.
func (k *Keeper) LessonPassed(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, lesson course.LessonID, e course.Evidence) (Passed, error) {
	if e.AttemptID == 0 || e.PassedAt.IsZero() || e.Owner != (course.CheckOwner{Kind: course.OwnerLesson, ID: int64(lesson)}) {
		return Passed{}, fmt.Errorf("pass lesson %d: evidence of %s %d", lesson, e.Owner.Kind, e.Owner.ID)
	}
	page, err := k.catalogue.Lesson(ctx, tx.ReadTx, lesson)
	if err != nil {
		return Passed{}, err
	}
	return k.pass(ctx, tx, cadre, page, passRow{AttemptID: e.AttemptID, PassedAt: calendar.Millis(e.PassedAt)})
}

// LessonRead records that the person says to have read a lesson without questions. It fails like LessonPassed, and with
// fault.Conflict when the lesson has a check.
func (k *Keeper) LessonRead(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, lesson course.LessonID) (Passed, error) {
	page, err := k.catalogue.Lesson(ctx, tx.ReadTx, lesson)
	if err != nil {
		return Passed{}, err
	}
	if page.Lesson.Checked {
		return Passed{}, fault.New(fault.Conflict, "这一课有理解题，答对以后才算通过")
	}
	return k.pass(ctx, tx, cadre, page, passRow{PassedAt: calendar.Millis(k.clock())})
}

// pass adds the row, which still lacks person and lesson, unless the lesson is passed already.
func (k *Keeper) pass(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, page course.LessonPage, row passRow) (Passed, error) {
	pinned, passed, err := pin(ctx, tx, cadre, page.Version)
	if err != nil {
		return Passed{}, err
	}
	if !passed[page.Lesson.ID] {
		row.CadreID, row.LessonID = cadre, page.Lesson.ID
		if err := insertPass(ctx, tx, row); err != nil {
			return Passed{}, fmt.Errorf("record the pass of lesson %d: %w", page.Lesson.ID, err)
		}
		passed[page.Lesson.ID] = true
	}
	result := Passed{Next: nextLesson(page, passed)}
	if !pinned || result.Next != 0 {
		return result, nil
	}
	result.Finished = true
	result.Entry, err = k.book(ctx, tx, cadre, page.Version, calendar.FromMillis(row.PassedAt))
	return result, err
}

// pin makes the version the person's own when the course is not begun, and reports whether it is the person's own and
// which of its lessons are passed. It fails with fault.Conflict when the person has another version to finish.
func pin(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, v *course.Version) (own bool, passed map[course.LessonID]bool, err error) {
	rows, err := selectBegun(ctx, tx.ReadTx, cadre, v)
	switch {
	case err != nil:
		return false, nil, fmt.Errorf("read the start of course %d: %w", v.Course, err)
	case len(rows) == 0:
		return true, map[course.LessonID]bool{}, begin(ctx, tx, cadre, v)
	}
	passed = make(map[course.LessonID]bool, len(v.Lessons))
	for _, r := range rows {
		passed[r.LessonID] = true
	}
	if rows[0].VersionID == v.ID {
		return true, passed, nil
	}
	return false, passed, checkFinished(ctx, tx, cadre, v.Course)
}

// begin pins the version of a course that is not begun. It fails with fault.Conflict when the course is not offered.
func begin(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, v *course.Version) error {
	pinned, err := insertStart(ctx, tx, cadre, v)
	if err != nil {
		return fmt.Errorf("begin course %d: %w", v.Course, err)
	}
	if !pinned {
		return fault.New(fault.Conflict, "这门课程已经下架，不能再开始学")
	}
	return nil
}

// checkFinished fails with fault.Conflict when the person has not finished the version of the course that is pinned.
func checkFinished(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, id course.ID) error {
	where, err := Of(ctx, tx.ReadTx, cadre, id)
	if err != nil {
		return err
	}
	if !where.Finished() {
		return fault.New(fault.Conflict, "您学的是这门课程的另一版，请从课程页接着学")
	}
	return nil
}

// nextLesson returns the first lesson after the page's that is not passed, or else the first of all; 0 for none.
func nextLesson(page course.LessonPage, passed map[course.LessonID]bool) course.LessonID {
	lessons := page.Version.Lessons
	for i := range lessons {
		if l := lessons[(page.Lesson.Number+i)%len(lessons)]; !passed[l.ID] {
			return l.ID
		}
	}
	return 0
}

// book has the ledger record the finished course, once, by the rules of the day it was finished. A course that is worth
// nothing, for want of checks or of a rule, is finished without an entry.
func (k *Keeper) book(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, v *course.Version, at time.Time) (*hours.Entry, error) {
	on := calendar.DateOf(at)
	rules, err := k.ledger.InForce(ctx, tx.ReadTx, on)
	if err != nil {
		return nil, err
	}
	if _, err := rules.Rule(hours.ActivityCourse); fault.Is(err, fault.Conflict) {
		return nil, nil
	}
	amount := v.Hours(rules)
	if amount == 0 {
		return nil, nil
	}
	entry, err := k.ledger.Append(ctx, tx, hours.Fact{
		Cadre: cadre, Source: hours.SourceCourse, Ref: int64(v.Course), Activity: hours.ActivityCourse, Amount: amount,
		Subject: v.Subject.Code, Title: v.Title, Evidence: EvidenceKind, EvidenceID: int64(v.ID), HappenedOn: on, By: cadre,
	})
	if err != nil {
		return nil, fmt.Errorf("book course %d: %w", v.Course, err)
	}
	return &entry, k.recordFinish(ctx, tx, cadre, v, entry.ID)
}

// recordFinish notes the entry, and the act in the trail, the first time.
func (k *Keeper) recordFinish(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, v *course.Version, entry hours.EntryID) error {
	changed, err := setEntry(ctx, tx, cadre, v.Course, entry)
	if err != nil {
		return fmt.Errorf("note entry %d of course %d: %w", entry, v.Course, err)
	}
	if changed == 0 {
		return nil
	}
	return audit.Add(ctx, tx, k.clock(), audit.Event{
		Actor: int64(cadre), Action: "course.finish", Kind: "course", ID: int64(v.Course),
		Detail: fmt.Sprintf("version=%d entry=%d", v.Number, entry),
	})
}
