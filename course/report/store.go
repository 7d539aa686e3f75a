package report

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/compliance"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// selectRuleSet returns which version of the rules is in force on a day, as known at an instant.
func selectRuleSet(ctx context.Context, tx storage.ReadTx, at AsOf) (hours.RuleSetID, bool, error) {
	const query = "SELECT id FROM rule_sets WHERE from_on <= ? AND to_on >= ? AND adopted_at <= ? ORDER BY id DESC LIMIT 1"
	row, found, err := storage.First[struct{ ID hours.RuleSetID }](ctx, tx, query, at.On, at.On, at.known())
	return row.ID, found, err
}

// selectYears returns the study years of which a person has entries, the newest first.
func selectYears(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) ([]int, error) {
	const query = "SELECT DISTINCT happened_on / 10000 AS year FROM entries WHERE cadre_id = ? ORDER BY year DESC"
	rows, err := storage.Select[struct{ Year int }](ctx, tx, query, cadre)
	years := make([]int, len(rows))
	for i, r := range rows {
		years[i] = r.Year
	}
	return years, err
}

// selectNames returns the names of persons by id. It reads nothing when none is asked for.
func selectNames(ctx context.Context, tx storage.ReadTx, ids []roster.CadreID) (map[roster.CadreID]string, error) {
	names := make(map[roster.CadreID]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	rows, err := storage.Select[struct {
		ID   roster.CadreID
		Name string
	}](ctx, tx, "SELECT id, name FROM cadres WHERE id IN ?", ids)
	for _, r := range rows {
		names[r.ID] = r.Name
	}
	return names, err
}

// selectLastCourse returns the unfinished course in which a person passed a lesson last; 0 for none.
func selectLastCourse(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) (course.ID, error) {
	const query = `SELECT s.course_id FROM course_starts s JOIN lessons l ON l.version_id = s.version_id
LEFT JOIN lesson_passes p ON p.cadre_id = s.cadre_id AND p.lesson_id = l.id WHERE s.cadre_id = ?
GROUP BY s.course_id HAVING COUNT(p.lesson_id) < COUNT(l.id) ORDER BY MAX(p.passed_at) DESC, s.course_id LIMIT 1`
	row, _, err := storage.First[struct{ CourseID course.ID }](ctx, tx, query, cadre)
	return row.CourseID, err
}

// selectPassed returns which of the lessons a person has passed. It reads nothing when none is asked for.
func selectPassed(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, lessons []int64) (map[int64]bool, error) {
	passed := map[int64]bool{}
	if len(lessons) == 0 {
		return passed, nil
	}
	rows, err := storage.Select[struct{ LessonID int64 }](ctx, tx,
		"SELECT lesson_id FROM lesson_passes WHERE cadre_id = ? AND lesson_id IN ?", cadre, lessons)
	for _, r := range rows {
		passed[r.LessonID] = true
	}
	return passed, err
}

type aggregateRow struct {
	CadreID  roster.CadreID
	Quarter  calendar.Quarter
	Activity hours.Activity
	Mode     hours.Mode
	Subject  string
	Buckets  string
	Amount   hours.Amount
	Days     hours.Days
	Times    int
}

// selectAggregates adds up the entries of a study year by everything that a requirement may ask for. Events are counted
// as compliance.FactOf counts them.
func selectAggregates(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) ([]aggregateRow, error) {
	where, args := scope.Cadres("entries.cadre_id", at.On)
	query := `SELECT cadre_id, (happened_on / 100 % 100 + 2) / 3 AS quarter, activity, mode, subject, buckets,
 SUM(amount) AS amount, SUM(days) AS days,
 SUM(CASE WHEN part <> 0 AND source = 'training_class' THEN 0 WHEN reverses_id IS NULL THEN 1 ELSE -1 END) AS times
FROM entries WHERE ` + where + ` AND happened_on BETWEEN ? AND ? AND recorded_at <= ?
GROUP BY cadre_id, (happened_on / 100 % 100 + 2) / 3, activity, mode, subject, buckets
ORDER BY cadre_id, quarter, activity, mode, subject, buckets`
	args = append(args, at.span().From, at.span().To, at.known())
	return storage.Select[aggregateRow](ctx, tx, query, args...)
}

// fact returns the sum as compliance takes it, on the last day of its quarter that the report looks at. Sums have
// negative numbers, so that none is taken for an entry.
func (r aggregateRow) fact(n int, at AsOf) compliance.Fact {
	return compliance.Fact{
		Entry: hours.EntryID(-1 - n), On: min(r.Quarter.End(at.Year), at.On), Amount: r.Amount, Days: r.Days, Times: r.Times,
		Buckets: bucketsOf(r.Buckets), Activity: r.Activity, Subject: r.Subject, Mode: r.Mode,
	}
}

// selectMeetings counts for each person of a scope the marks at the collective meetings of the year, as known.
func selectMeetings(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) (map[roster.CadreID]attendance.Count, error) {
	where, args := scope.Cadres("k.cadre_id", at.On)
	query := `SELECT k.cadre_id,
 SUM(CASE WHEN k.presence = 'present' THEN 1 ELSE 0 END) AS present, SUM(CASE WHEN k.presence = 'leave' THEN 1 ELSE 0 END) AS on_leave,
 SUM(CASE WHEN k.presence = 'official_duty' THEN 1 ELSE 0 END) AS official_duty, SUM(CASE WHEN k.presence = 'absent' THEN 1 ELSE 0 END) AS absent
FROM meetings m JOIN rolls r ON r.meeting_id = m.id JOIN roll_marks k ON k.roll_id = r.id
WHERE m.mode = 'collective' AND m.held_on BETWEEN ? AND ? AND r.recorded_at <= ? AND ` + standing("r", "k") + ` AND ` + where + ` GROUP BY k.cadre_id`
	rows, err := storage.Select[struct {
		CadreID                                roster.CadreID
		Present, OnLeave, OfficialDuty, Absent int
	}](ctx, tx, query, append([]any{at.span().From, at.span().To, at.known(), at.known()}, args...)...)
	counts := make(map[roster.CadreID]attendance.Count, len(rows))
	for _, r := range rows {
		counts[r.CadreID] = attendance.Count{Present: r.Present, OnLeave: r.OnLeave, OfficialDuty: r.OfficialDuty, Absent: r.Absent}
	}
	return counts, err
}

type absenceRow struct {
	CadreID     roster.CadreID
	Name        string
	Presence    attendance.Presence
	Reason      string
	Number      int
	MeetingID   plan.MeetingID
	Title       string
	HeldOn      calendar.Date
	Mode        hours.Mode
	Subject     string
	Amount      hours.Amount
	MakeUpID    attendance.MakeUpID
	MakeUpState attendance.MakeUpState
	DueOn       calendar.Date
}

// selectAbsences returns the meetings of the year that a person missed, as known at the instant, the newest first. What
// makes up for one is open until it is known to be closed.
func selectAbsences(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, at AsOf) ([]attendance.Attendance, error) {
	query := `SELECT k.cadre_id, c.name, k.presence, k.reason, r.number, m.id AS meeting_id, m.title, m.held_on,
 CASE WHEN g.kind = 'central' THEN 'collective' ELSE m.mode END AS mode, m.subject, m.amount, COALESCE(u.id, 0) AS make_up_id,
 CASE WHEN u.id IS NULL THEN '' WHEN u.state = 'closed' AND u.closed_at <= ? THEN 'closed' ELSE 'open' END AS make_up_state, COALESCE(u.due_on, 0) AS due_on
FROM roll_marks k JOIN rolls r ON r.id = k.roll_id JOIN meetings m ON m.id = r.meeting_id JOIN cadres c ON c.id = k.cadre_id
LEFT JOIN study_groups g ON g.id = m.group_id
LEFT JOIN make_ups u ON u.id = (SELECT MAX(id) FROM make_ups WHERE meeting_id = m.id AND cadre_id = k.cadre_id)
WHERE k.cadre_id = ? AND k.presence <> 'present' AND m.held_on BETWEEN ? AND ? AND r.recorded_at <= ? AND ` + standing("r", "k") + `
ORDER BY m.starts_at DESC, m.id DESC`
	rows, err := storage.Select[absenceRow](ctx, tx, query, at.known(), cadre, at.span().From, at.span().To, at.known(), at.known())
	list := make([]attendance.Attendance, len(rows))
	for i, r := range rows {
		list[i] = attendance.Attendance{
			Mark: attendance.Mark{Cadre: r.CadreID, Presence: r.Presence, Reason: r.Reason}, Name: r.Name, Corrected: r.Number > 1,
			Meeting: r.MeetingID, Title: r.Title, On: r.HeldOn, Mode: r.Mode, Subject: r.Subject, Hours: r.Amount,
			MakeUp: r.MakeUpID, MakeUpState: r.MakeUpState, DueOn: r.DueOn,
		}
	}
	return list, err
}

// standing says, as SQL with one placeholder for the instant, that no later sheet known then says something else about
// the person of a mark on a sheet.
func standing(sheet, mark string) string {
	return `NOT EXISTS (SELECT 1 FROM rolls later JOIN roll_marks said ON said.roll_id = later.id WHERE later.meeting_id = ` + sheet +
		`.meeting_id AND later.number > ` + sheet + `.number AND said.cadre_id = ` + mark + `.cadre_id AND later.recorded_at <= ?)`
}

// selectReadings counts for each person of a scope the required readings that are due in the year.
func selectReadings(ctx context.Context, tx storage.ReadTx, scope roster.Scope, at AsOf) (map[roster.CadreID]Readings, error) {
	where, args := scope.Cadres("p.cadre_id", at.On)
	query := `SELECT p.cadre_id, COUNT(DISTINCT a.ref) AS asked, COUNT(DISTINCT f.ref) AS finished
FROM assignments a JOIN assignment_persons p ON p.assignment_id = a.id
LEFT JOIN finished_items f ON f.cadre_id = p.cadre_id AND f.kind = a.kind AND f.ref = a.ref AND f.finished_at <= ?
WHERE a.kind = ? AND a.assigned_at <= ? AND a.withdrawn_at = 0 AND a.due_on BETWEEN ? AND ? AND ` + where + ` GROUP BY p.cadre_id`
	year := calendar.StudyYear(at.Year)
	rows, err := storage.Select[struct {
		CadreID         roster.CadreID
		Asked, Finished int
	}](ctx, tx, query, append([]any{at.known(), plan.DocumentItem, at.known(), year.From, year.To}, args...)...)
	readings := make(map[roster.CadreID]Readings, len(rows))
	for _, r := range rows {
		readings[r.CadreID] = Readings{Asked: r.Asked, Finished: r.Finished}
	}
	return readings, err
}

// selectLeaders returns who leads a group (0: none) and who cares for the study of a unit, nearest first.
func selectLeaders(ctx context.Context, tx storage.ReadTx, group roster.GroupID, unit roster.Unit, on calendar.Date) ([]Leader, error) {
	const query = `SELECT c.name, a.role FROM appointments a JOIN cadres c ON c.id = a.cadre_id LEFT JOIN units u ON u.id = a.unit_id
WHERE a.from_on <= ? AND a.to_on >= ? AND (a.role = ? AND a.group_id = ? OR a.role = ? AND substr(CAST(? AS TEXT), 1, length(u.path)) = u.path)
ORDER BY CASE WHEN a.group_id IS NULL THEN 1 ELSE 0 END, length(u.path) DESC, c.sort_key, c.id`
	return storage.Select[Leader](ctx, tx, query, on, on, roster.GroupLeader, group, roster.StudySecretary, unit.Path)
}
