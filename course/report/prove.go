package report

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/attendance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/progress"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// paperKind is the kind of evidence that passed checks are.
const paperKind = "attempt"

// prove shows what the entry rests on.
func (r *Reporter) prove(ctx context.Context, tx storage.ReadTx, report *EntryReport, e hours.Entry) (err error) {
	switch e.Evidence {
	case "":
		return nil
	case attendance.EvidenceKind:
		report.Roll, err = r.roll(ctx, tx, e)
		return err
	case progress.EvidenceKind:
		report.Papers, err = r.lessonPapers(ctx, tx, e)
		return err
	}
	paper, err := r.paper(ctx, tx, e.Evidence, e.EvidenceID)
	report.Papers = []Paper{{Title: e.Title, Evidence: paper}}
	return err
}

// paper returns evidence that another area keeps; nil when nobody keeps it.
func (r *Reporter) paper(ctx context.Context, tx storage.ReadTx, kind string, id int64) (*Evidence, error) {
	source, known := r.sources[kind]
	if !known || id == 0 {
		return nil, nil
	}
	evidence, err := source.Evidence(ctx, tx, id)
	switch {
	case fault.Is(err, fault.NotFound):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read %s %d: %w", kind, id, err)
	}
	return &evidence, nil
}

// lessonPapers returns the papers of the lessons of a finished course, in their order.
func (r *Reporter) lessonPapers(ctx context.Context, tx storage.ReadTx, e hours.Entry) ([]Paper, error) {
	id := course.VersionID(e.EvidenceID)
	passes, err := progress.Passes(ctx, tx, e.Cadre, id)
	if err != nil {
		return nil, err
	}
	version, err := r.catalogue.Version(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	papers := make([]Paper, len(passes))
	for n, p := range passes {
		lesson, _ := version.Lesson(p.Lesson)
		papers[n].Title = lesson.Title
		if papers[n].Evidence, err = r.paper(ctx, tx, paperKind, p.Attempt); err != nil {
			return nil, err
		}
	}
	return papers, nil
}

// roll returns the roll of the entry as far as it concerns its person.
func (r *Reporter) roll(ctx context.Context, tx storage.ReadTx, e hours.Entry) (*RollEvidence, error) {
	evidence, err := attendance.EvidenceOf(ctx, tx, e)
	if err != nil {
		return nil, err
	}
	roll := &RollEvidence{Evidence: evidence}
	if roll.Meeting, err = plan.FindMeeting(ctx, tx, roster.Everyone(), evidence.Confirmed.Meeting); err != nil {
		return nil, err
	}
	proceedings, err := plan.LatestProceedings(ctx, tx, roll.Meeting)
	if err != nil {
		return nil, err
	}
	count := plan.RollCount{Confirmed: true, Present: evidence.Count.Present, Absent: evidence.Count.Away()}
	roll.Missing = plan.Missing(roll.Meeting, proceedings, count)
	if err := roll.name(ctx, tx); err != nil {
		return nil, err
	}
	roll.Seal, err = r.sealed(ctx, tx, seal.Roll, e.EvidenceID)
	return roll, err
}

// name reads the names of those who answer for the sheets.
func (roll *RollEvidence) name(ctx context.Context, tx storage.ReadTx) error {
	ids := []roster.CadreID{roll.Confirmed.By}
	for _, s := range roll.Stated {
		ids = append(ids, s.Sheet.By, s.Sheet.ApprovedBy)
	}
	names, err := selectNames(ctx, tx, ids)
	if err != nil {
		return fmt.Errorf("read who confirmed the roll: %w", err)
	}
	roll.ConfirmedBy = names[roll.Confirmed.By]
	for _, s := range roll.Stated {
		roll.Statements = append(roll.Statements, Statement{Stated: s, By: names[s.Sheet.By], ApprovedBy: names[s.Sheet.ApprovedBy]})
	}
	return nil
}

// sealed returns the place of a fact in the log.
func (r *Reporter) sealed(ctx context.Context, tx storage.ReadTx, kind seal.Kind, id int64) (Sealed, error) {
	s := Sealed{Kind: kind, State: IsSealed}
	proof, err := r.log.Proof(ctx, tx, kind, id)
	switch {
	case fault.Is(err, fault.NotFound):
		s.State = Unsealed
	case fault.Is(err, fault.Conflict):
		s.State = IsFresh
	case err != nil:
		return Sealed{}, fmt.Errorf("prove %s %d: %w", kind, id, err)
	default:
		s.Proof = proof
	}
	return s, nil
}
