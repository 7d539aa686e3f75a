package report_test

import (
	"context"
	"fmt"
	"testing"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// The rows of a year that nobody lived: written as they are, without rules and leaves.
type (
	bareMember struct {
		CadreID roster.CadreID
		UnitID  roster.UnitID
		FromOn  calendar.Date
		ToOn    calendar.Date
	}
	bareCadre struct {
		ID      roster.CadreID
		StaffNo string
		Name    string
		SortKey string
		Phone   string
		Post    string
	}
	bareMark struct {
		RollID   attendance.SheetID
		CadreID  roster.CadreID
		Position int
		Presence attendance.Presence
		Reason   string
	}
	bareEntry struct {
		CadreID                      roster.CadreID
		Source                       hours.Source
		Ref                          int64
		Part, Correction             int
		Amount                       hours.Amount
		Days                         hours.Days
		Stated, Cut                  hours.Amount
		Activity                     hours.Activity
		Subject                      string
		Mode                         hours.Mode
		Buckets                      string
		RuleSetID                    int64
		RuleArticle, Title, Evidence string
		EvidenceID                   int64
		HappenedOn                   calendar.Date
		RecordedAt                   int64
		RecordedBy                   roster.CadreID
		ReversesID                   *int64
		Reason                       string
		ApprovedBy                   roster.CadreID
	}
	bareRoll struct {
		ID         attendance.SheetID
		MeetingID  plan.MeetingID
		Number     int
		Reason     string
		RecordedBy roster.CadreID
		RecordedAt int64
		ApprovedBy roster.CadreID
	}
)

func (bareMember) TableName() string { return "memberships" }
func (bareCadre) TableName() string  { return "cadres" }
func (bareMark) TableName() string   { return "roll_marks" }
func (bareEntry) TableName() string  { return "entries" }
func (bareRoll) TableName() string   { return "rolls" }

// crowd adds people to the office with a year of study: twenty-four meetings of which one in ten was missed, and as many
// courses, readings and quizzes, none of them through the real operations, which would take minutes.
func (w *town) crowd(people int) {
	w.t.Helper()
	var meetings []plan.Meeting
	for n := range 24 {
		meetings = append(meetings, w.call(fmt.Sprintf("2026-%02d-%02d", n/2+1, 10+n%2), fmt.Sprint("t", n%6+1), false))
	}
	w.on("2026-12-31")
	at := calendar.Millis(w.now)
	const first = 100_000
	var cadres []bareCadre
	var members []bareMember
	var rolls []bareRoll
	var marks []bareMark
	var entries []bareEntry
	for n := range people {
		id := roster.CadreID(first + n)
		cadres = append(cadres, bareCadre{ID: id, StaffNo: fmt.Sprint("C", n), Name: "某某", SortKey: fmt.Sprint(n)})
		members = append(members, bareMember{CadreID: id, UnitID: w.office.ID, FromOn: 20200101, ToOn: calendar.Forever})
		book := func(source hours.Source, ref int64, mode hours.Mode, activity hours.Activity, on calendar.Date) {
			entries = append(entries, bareEntry{
				CadreID: id, Source: source, Ref: ref, Amount: 200, Stated: 200, Activity: activity, Subject: "theory", Mode: mode,
				Buckets: "plan", RuleSetID: 1, Title: "学习", HappenedOn: on, RecordedAt: at, RecordedBy: id,
			})
		}
		for k, m := range meetings {
			mark := bareMark{RollID: attendance.SheetID(first + k), CadreID: id, Position: n + 1, Presence: attendance.Present}
			if (n+k)%10 == 0 {
				mark.Presence, mark.Reason = attendance.OnLeave, "生病"
			} else {
				book(hours.SourceMeeting, int64(m.ID), hours.Collective, hours.ActivityCollectiveMeeting, m.On())
			}
			marks = append(marks, mark)
			on := calendar.NewDate(2026, 1, 1+(n*7+k*15)%365)
			book([]hours.Source{hours.SourceCourse, hours.SourceReading, hours.SourceQuiz}[k%3], int64(k), hours.Online, hours.ActivityCourse, on)
		}
	}
	for k, m := range meetings {
		rolls = append(rolls, bareRoll{ID: attendance.SheetID(first + k), MeetingID: m.ID, Number: 1, RecordedBy: w.secretary.ID(), RecordedAt: at})
	}
	w.write(func(ctx context.Context, tx storage.WriteTx) error {
		for _, m := range meetings {
			if err := plan.MarkHeld(ctx, tx, m.ID); err != nil {
				return err
			}
		}
		return firstError(storage.InsertAll(ctx, tx, cadres), storage.InsertAll(ctx, tx, members), storage.InsertAll(ctx, tx, rolls),
			storage.InsertAll(ctx, tx, marks), storage.InsertAll(ctx, tx, entries))
	})
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkExecution is the page of plan and execution for a thousand people and a year of about 46,000 entries.
func BenchmarkExecution(b *testing.B) {
	w := newTown(b)
	w.planTopics(7)
	w.crowd(1000)
	for b.Loop() {
		w.execution(report.AsOf{})
	}
}
