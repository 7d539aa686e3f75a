package course

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/storage"
)

// Listing is an offered course as a list shows it.
type Listing struct {
	Course      ID
	Slug        string
	Version     VersionID // the current one
	Number      int
	Title       string
	Subject     Subject
	Summary     string
	Approved    hours.Amount // 0: by the length of the lessons
	PublishedAt time.Time
	Lessons     []ListedLesson
}

// ListedLesson is what a list needs of a lesson.
type ListedLesson struct {
	ID      LessonID
	Minutes int
	Checked bool
}

// Hours returns what finishing the course is worth under the rules, as Version.Hours.
func (l Listing) Hours(rules hours.RuleSet) hours.Amount {
	var lengths []int
	for _, lesson := range l.Lessons {
		if lesson.Checked {
			lengths = append(lengths, lesson.Minutes)
		}
	}
	return worth(rules, l.Approved, lengths)
}

// Minutes returns the declared length of the course, an estimate for planning.
func (l Listing) Minutes() int {
	sum := 0
	for _, lesson := range l.Lessons {
		sum += lesson.Minutes
	}
	return sum
}

// LessonPage is a lesson in its version. Previous and Next are nil at the ends.
type LessonPage struct {
	Version   *Version // shared; must not be changed
	Lesson    Lesson
	Previous  *Lesson
	Next      *Lesson
	Materials []Material // of this lesson
}

// Subjects returns the subjects in their order.
func Subjects(ctx context.Context, tx storage.ReadTx) ([]Subject, error) {
	rows, err := selectSubjects(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read the subjects: %w", err)
	}
	subjects := make([]Subject, len(rows))
	for i, r := range rows {
		subjects[i] = Subject{Code: r.Code, Name: r.Name, Glyph: r.Glyph}
	}
	return subjects, nil
}

// Offers returns the offered courses with their current versions, by subject and title, in one statement.
func Offers(ctx context.Context, tx storage.ReadTx) ([]Listing, error) {
	rows, err := selectOffered(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read the offered courses: %w", err)
	}
	var list []Listing
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].Course != r.CourseID {
			list = append(list, r.listing())
		}
		l := &list[len(list)-1]
		l.Lessons = append(l.Lessons, ListedLesson{ID: r.LessonID, Minutes: r.DeclaredMinutes, Checked: r.Checked})
	}
	return list, nil
}

func (r offeredRow) listing() Listing {
	return Listing{
		Course: r.CourseID, Slug: r.Slug, Version: r.VersionID, Number: r.Number, Title: r.Title,
		Subject: Subject{Code: r.Subject, Name: r.SubjectName, Glyph: r.Glyph}, Summary: r.Summary,
		Approved: hours.Amount(r.ApprovedAmount), PublishedAt: calendar.FromMillis(r.PublishedAt),
	}
}

// Current returns the course's current version and status. It fails with fault.NotFound when there is no such course
// or it has no version yet.
func Current(ctx context.Context, tx storage.ReadTx, id ID) (VersionID, Status, error) {
	row, found, err := courseByID(ctx, tx, id)
	if err != nil {
		return 0, "", fmt.Errorf("find course %d: %w", id, err)
	}
	if !found || row.VersionID == nil {
		return 0, "", fault.New(fault.NotFound, "没有这门课程")
	}
	return VersionID(*row.VersionID), Status(row.Status), nil
}

// MaterialBySum returns the newest material with the content. It fails with fault.NotFound when no version has it.
func MaterialBySum(ctx context.Context, tx storage.ReadTx, sum Sum) (Material, error) {
	row, found, err := materialBySum(ctx, tx, sum)
	if err != nil {
		return Material{}, fmt.Errorf("find material %s: %w", sum, err)
	}
	if !found {
		return Material{}, fault.New(fault.NotFound, "没有这份材料")
	}
	return row.material(), nil
}

// loadVersion reads a whole version in three statements.
func loadVersion(ctx context.Context, tx storage.ReadTx, id VersionID) (*Version, error) {
	row, found, err := versionByID(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("read version %d: %w", id, err)
	}
	if !found {
		return nil, fault.New(fault.NotFound, "没有这门课程")
	}
	lessons, err := lessonsOf(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("read the lessons of version %d: %w", id, err)
	}
	materials, err := materialsOf(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("read the materials of version %d: %w", id, err)
	}
	return row.version(lessons, materials)
}

func (r fullVersionRow) version(lessons []lessonRow, materials []materialRow) (*Version, error) {
	w := r.Version
	v := &Version{
		ID: VersionID(w.ID), Course: ID(w.CourseID), Slug: r.Slug, Number: w.Number, Title: w.Title,
		Subject: Subject{Code: w.Subject, Name: r.SubjectName, Glyph: r.Glyph}, Summary: w.Summary, Source: w.Source,
		Approved: hours.Amount(w.ApprovedAmount), Hash: w.ContentHash, PublishedAt: calendar.FromMillis(w.PublishedAt),
	}
	for _, l := range lessons {
		lesson := Lesson{
			ID: LessonID(l.ID), Number: l.Number, Title: l.Title, Minutes: l.DeclaredMinutes, Checked: l.Checked, HTML: l.HTML,
		}
		if err := json.Unmarshal([]byte(l.Headings), &lesson.Points); err != nil {
			return nil, fmt.Errorf("read the points of lesson %d: %w", l.ID, err)
		}
		v.Lessons = append(v.Lessons, lesson)
	}
	for _, m := range materials {
		v.Materials = append(v.Materials, m.material())
	}
	return v, nil
}

func (r materialRow) material() Material {
	return Material{
		ID: MaterialID(r.ID), Lesson: r.LessonNumber, Name: r.Name, Title: r.Title,
		MediaType: r.MediaType, Size: r.Size, Sum: Sum(r.Sum),
	}
}
