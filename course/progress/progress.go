// Package progress keeps where a person is in a course (学习进度): which lessons were passed by which sealed paper, where
// to resume, private notes. When the last lesson is passed it has the course booked in the ledger.
//
// Nothing here depends on time spent. A lesson is passed by its check, or, when it has none, by its reader saying so;
// never by being opened. The same answers give the same rows a second or a day later.
//
// The first passed lesson pins the version: what is published afterwards changes neither what is still to be done nor
// what was completed. A course counts once, by choice: who goes through a newer version of a finished course may do so,
// and books nothing again.
package progress

import (
	"time"

	"xiangxue/course"
	"xiangxue/course/hours"
)

// State says where a person is in one course.
type State struct {
	Course  course.ID
	Version course.VersionID // the pinned one; 0 when the course is not begun
	Lessons int              // of the pinned version
	Passed  int
	Next    course.LessonID // the first lesson that is not passed; 0 when finished or not begun
	Resume  course.LessonID // where the person was last, of the version to be studied; 0 when unknown
	Entry   hours.EntryID   // the booked hours; 0 when there are none
}

// Begun reports whether a lesson was passed.
func (s State) Begun() bool { return s.Version != 0 }

// Finished reports whether every lesson of the pinned version was passed.
func (s State) Finished() bool { return s.Begun() && s.Passed == s.Lessons }

// Pass says that a lesson was passed, by which sealed paper; Attempt 0 stands for a lesson without questions.
type Pass struct {
	Lesson  course.LessonID
	Attempt int64
	At      time.Time
}

// Course is the state of one course with the passed lessons of the pinned version.
type Course struct {
	State
	Passes []Pass // in the order of the lessons
}

// HasPassed reports whether the lesson is among the passes.
func (c Course) HasPassed(lesson course.LessonID) bool {
	for _, p := range c.Passes {
		if p.Lesson == lesson {
			return true
		}
	}
	return false
}

// Passed says what passing a lesson led to.
type Passed struct {
	Finished bool            // every lesson of the pinned version is passed
	Entry    *hours.Entry    // the booked hours; nil before the end and for a course that is worth nothing
	Next     course.LessonID // the lesson to go on with; 0 when there is none left
}
