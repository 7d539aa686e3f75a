// Package course keeps the catalogue (课程目录): the subjects, the courses, and of each course its published versions with
// their lessons and materials.
//
// A version never changes once it is published: what somebody studied, passed and was credited for stays as it was
// read, and a version may be cached for as long as the program runs. Publishing the same content again changes nothing.
//
// The way of a course from a folder to the catalogue is ReadFolder, Compile (everything slow: Markdown, checks, sums),
// Shelf.Keep (its files) and, inside a write transaction, Publish.
//
// The package also names the contract of the check questions, Checks, that quiz fulfils.
package course

import (
	"time"

	"xiangxue/course/hours"
)

// ID identifies a course through all its versions.
type ID int64

// VersionID identifies a published version of a course.
type VersionID int64

// LessonID identifies a lesson of one version.
type LessonID int64

// Status says whether a course is offered.
type Status string

// The states of a course. A retired one (下架) can be finished and looked at by those who began it, not begun anew.
const (
	Drafted Status = "draft"
	Offered Status = "published"
	Retired Status = "retired"
)

// Subject is what a course is about (内容类别).
type Subject struct {
	Code  string // as "policy"
	Name  string // as 政策
	Glyph string // one character that stands for it, as 政
}

// The codes of the shipped subjects; further ones are rows of the table subjects.
const (
	Theory     = "theory"
	Policy     = "policy"
	Law        = "law"
	Technology = "technology"
	Rural      = "rural"
)

// Version is a published version of a course. It never changes.
type Version struct {
	ID          VersionID
	Course      ID
	Slug        string // the course's name in addresses and folders
	Number      int    // from 1
	Title       string
	Subject     Subject
	Summary     string
	Source      string       // who wrote it, after what
	Approved    hours.Amount // the figure its publisher approved; 0: by the length of the lessons
	Hash        string       // of the content, hexadecimal
	PublishedAt time.Time
	Lessons     []Lesson
	Materials   []Material
}

// Lesson is a lesson (课) of a version. HTML is sanitised and has no heading above h2.
type Lesson struct {
	ID      LessonID
	Number  int // from 1
	Title   string
	Minutes int  // declared length: an estimate for planning and the measure of its hours, never a time that was taken
	Checked bool // it has check questions; one without counts as read, and for no hours
	HTML    string
	Points  []Point
}

// Point is a knowledge point (知识点) of a lesson: a heading with an id.
type Point struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Lesson returns the lesson with the id, and whether the version has it.
func (v *Version) Lesson(id LessonID) (Lesson, bool) {
	for _, l := range v.Lessons {
		if l.ID == id {
			return l, true
		}
	}
	return Lesson{}, false
}

// Hours returns what finishing the version is worth under the rules, before any cap: the approved figure, or the sum
// over the lessons that have check questions by their declared length. A version without any check is worth nothing.
func (v *Version) Hours(rules hours.RuleSet) hours.Amount {
	lengths := make([]int, 0, len(v.Lessons))
	for _, l := range v.Lessons {
		if l.Checked {
			lengths = append(lengths, l.Minutes)
		}
	}
	return worth(rules, v.Approved, lengths)
}

func worth(rules hours.RuleSet, approved hours.Amount, minutes []int) hours.Amount {
	if approved > 0 && len(minutes) > 0 {
		return approved
	}
	return rules.Conversion.Course(minutes)
}
