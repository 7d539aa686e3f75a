package course

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/feed"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// FeedKind is the kind of a course's changes in the feed.
const FeedKind = "course"

// Published says what an edition became. Lessons are in the order of the draft's.
type Published struct {
	Course  ID
	Version VersionID
	Number  int
	Lessons []LessonID
}

// Publish makes the edition the course's current version; by is 0 at the command line. The files of the edition must
// be on the Shelf. It reports whether anything changed: an edition with the content of the current version makes no
// new one and returns that. It fails with fault.Invalid when the subject is unknown.
//
// Who began an older version goes on with it, and what somebody finished stays finished.
func Publish(ctx context.Context, tx storage.WriteTx, at time.Time, by roster.CadreID, e Edition) (Published, bool, error) {
	course, err := courseFor(ctx, tx, e.Draft.Slug)
	if err != nil {
		return Published{}, false, err
	}
	current, same, err := currentVersion(ctx, tx, course, e.Hash)
	if err != nil {
		return Published{}, false, err
	}
	if same && course.Status == string(Offered) {
		return current, false, nil
	}
	p := current
	if !same {
		if p, err = insertVersion(ctx, tx, at, by, ID(course.ID), e); err != nil {
			return Published{}, false, err
		}
	}
	if err := setCurrent(ctx, tx, p.Course, p.Version); err != nil {
		return Published{}, false, fmt.Errorf("make version %d current: %w", p.Version, err)
	}
	return p, true, announce(ctx, tx, at, by, "course.publish", p.Course, feed.Published, fmt.Sprintf("version=%d", p.Number))
}

// Retire takes the course out of the catalogue. Who began it can finish it. It fails with fault.NotFound when there is
// no such course and with fault.Conflict when it is not offered.
func Retire(ctx context.Context, tx storage.WriteTx, at time.Time, by roster.CadreID, id ID) error {
	if _, found, err := courseByID(ctx, tx.ReadTx, id); err != nil {
		return fmt.Errorf("find course %d: %w", id, err)
	} else if !found {
		return fault.New(fault.NotFound, "没有这门课程")
	}
	changed, err := setRetired(ctx, tx, id)
	if err != nil {
		return fmt.Errorf("retire course %d: %w", id, err)
	}
	if changed == 0 {
		return fault.New(fault.Conflict, "这门课程现在没有上架")
	}
	return announce(ctx, tx, at, by, "course.retire", id, feed.Withdrawn, "")
}

func announce(ctx context.Context, tx storage.WriteTx, at time.Time, by roster.CadreID, action string, id ID, what feed.What, detail string) error {
	if err := feed.Add(ctx, tx, at, feed.Change{Kind: FeedKind, ID: int64(id), What: what}); err != nil {
		return err
	}
	return audit.Add(ctx, tx, at, audit.Event{Actor: int64(by), Action: action, Kind: "course", ID: int64(id), Detail: detail})
}

func courseFor(ctx context.Context, tx storage.WriteTx, slug string) (courseRow, error) {
	row, found, err := courseBySlug(ctx, tx.ReadTx, slug)
	if err != nil {
		return courseRow{}, fmt.Errorf("find course %s: %w", slug, err)
	}
	if found {
		return row, nil
	}
	row = courseRow{Slug: slug, Status: string(Drafted)}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return courseRow{}, fmt.Errorf("add course %s: %w", slug, err)
	}
	return row, nil
}

// currentVersion returns the course's current version and whether it has the content of the hash.
func currentVersion(ctx context.Context, tx storage.WriteTx, course courseRow, hash string) (Published, bool, error) {
	if course.VersionID == nil {
		return Published{}, false, nil
	}
	v, err := loadVersion(ctx, tx.ReadTx, VersionID(*course.VersionID))
	if err != nil {
		return Published{}, false, err
	}
	p := Published{Course: v.Course, Version: v.ID, Number: v.Number}
	for _, l := range v.Lessons {
		p.Lessons = append(p.Lessons, l.ID)
	}
	return p, v.Hash == hash, nil
}

func insertVersion(ctx context.Context, tx storage.WriteTx, at time.Time, by roster.CadreID, course ID, e Edition) (Published, error) {
	d := e.Draft
	if err := requireSubject(ctx, tx.ReadTx, d.Subject); err != nil {
		return Published{}, err
	}
	number, err := nextNumber(ctx, tx.ReadTx, course)
	if err != nil {
		return Published{}, fmt.Errorf("count the versions of course %d: %w", course, err)
	}
	row := versionRow{
		CourseID: int64(course), Number: number, Title: d.Title, Subject: d.Subject, Summary: d.Summary, Source: d.Source,
		ApprovedAmount: int64(d.Hours), ContentHash: e.Hash, PublishedAt: calendar.Millis(at), PublishedBy: int64(by),
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Published{}, fmt.Errorf("add version %d of %s: %w", number, d.Slug, err)
	}
	p := Published{Course: course, Version: VersionID(row.ID), Number: number}
	if p.Lessons, err = insertLessons(ctx, tx, p.Version, e); err != nil {
		return Published{}, err
	}
	return p, insertMaterials(ctx, tx, p.Version, d)
}

func requireSubject(ctx context.Context, tx storage.ReadTx, code string) error {
	subjects, err := Subjects(ctx, tx)
	if err != nil {
		return err
	}
	for _, s := range subjects {
		if s.Code == code {
			return nil
		}
	}
	var f fault.Fields
	f.Add("subject", "没有“%s”这个类别", code)
	return f.Err()
}

func insertLessons(ctx context.Context, tx storage.WriteTx, version VersionID, e Edition) ([]LessonID, error) {
	var ids []LessonID
	for i, l := range e.Draft.Lessons {
		r := e.Rendered[i]
		headings, err := json.Marshal(r.Points)
		if err != nil {
			return nil, fmt.Errorf("encode the points of lesson %d: %w", i+1, err)
		}
		row := lessonRow{
			VersionID: int64(version), Number: i + 1, Title: l.Title, DeclaredMinutes: l.Minutes,
			Checked: len(l.Questions) > 0, Markdown: l.Markdown, HTML: r.HTML, Headings: string(headings),
		}
		if err := storage.Insert(ctx, tx, &row); err != nil {
			return nil, fmt.Errorf("add lesson %d: %w", i+1, err)
		}
		if err := Cite(ctx, tx, CitationSource{Kind: CitedByLesson, ID: row.ID}, r.Citations); err != nil {
			return nil, err
		}
		ids = append(ids, LessonID(row.ID))
	}
	return ids, nil
}

func insertMaterials(ctx context.Context, tx storage.WriteTx, version VersionID, d Draft) error {
	var rows []materialRow
	add := func(lesson int, list []DraftMaterial) {
		for _, m := range list {
			rows = append(rows, materialRow{
				VersionID: int64(version), LessonNumber: lesson, Name: m.Name, Title: m.Title,
				MediaType: m.MediaType, Size: m.Size, Sum: string(m.Sum),
			})
		}
	}
	add(0, d.Materials)
	for i, l := range d.Lessons {
		add(i+1, l.Materials)
	}
	if err := storage.InsertAll(ctx, tx, rows); err != nil {
		return fmt.Errorf("add the materials of version %d: %w", version, err)
	}
	return nil
}
