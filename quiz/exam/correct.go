package exam

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// shortestReason is the length in characters of the shortest reason of a correction, as the shipped rules ask for.
const shortestReason = 4

// Correct proposes another key for a question of an exam: that of a later version of it or, with key 0, all of its worth
// for everybody. Nothing changes until a second person accepts it.
//
// It fails with fault.Forbidden when the actor neither writes content nor assigns study, or has sat the exam, with
// fault.NotFound when the exam is not of the actor's units, with fault.Invalid when the exam does not ask the question, the
// key is no later version of it or has other options, or the reason is too short, and with fault.Conflict when a
// correction of the question waits already.
func (o *Office) Correct(ctx context.Context, tx storage.WriteTx, actor access.Actor, id ID, version, key bank.VersionID, reason string) (CorrectionID, error) {
	if err := requireAny(actor, access.AuthorContent, access.AssignStudy); err != nil {
		return 0, err
	}
	s, err := o.correctable(ctx, tx.ReadTx, actor, setters(actor), id)
	if err != nil {
		return 0, err
	}
	reason = strings.TrimSpace(reason)
	if err := o.checkCorrection(ctx, tx.ReadTx, s, version, key, reason); err != nil {
		return 0, err
	}
	row := correctionRow{ExamID: id, VersionID: version, KeyID: key, Reason: reason, ProposedBy: actor.ID(), ProposedAt: calendar.Millis(o.now())}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		if storage.IsDuplicate(err) {
			return 0, fault.New(fault.Conflict, "这道题已有更正等待批准")
		}
		return 0, fmt.Errorf("propose to correct a key of exam %d: %w", id, err)
	}
	return row.ID, o.record(ctx, tx, actor.ID(), "exam.key.correct", id, "correction=%d version=%d key=%d", row.ID, version, key)
}

// correctable returns an exam of the units whose keys the actor may have to do with: nobody decides on his own marks.
func (o *Office) correctable(ctx context.Context, tx storage.ReadTx, actor access.Actor, scope roster.Scope, id ID) (*sitting, error) {
	if _, found, err := selectExam(ctx, tx, scope, id); err != nil || !found {
		return nil, firstOf(err, errNoExam)
	}
	own, err := selectAttempted(ctx, tx, id, actor.ID())
	if err != nil {
		return nil, fmt.Errorf("read the attempts at exam %d: %w", id, err)
	}
	if len(own) > 0 {
		return nil, fault.New(fault.Forbidden, "您自己也考了这场测验，请另一个人办理")
	}
	return o.sitting(ctx, tx, id)
}

func (o *Office) checkCorrection(ctx context.Context, tx storage.ReadTx, s *sitting, version, key bank.VersionID, reason string) error {
	var f fault.Fields
	f.Check(text(reason, shortestReason, longestReason), "reason", "请写明更正的理由，%d 到 %d 个字", shortestReason, longestReason)
	asked, known := s.pool.Versions[version]
	f.Check(known, "version", "这场测验没有这道题")
	if err := f.Err(); err != nil || key == 0 {
		return err
	}
	versions, err := o.Source.Versions(ctx, tx, []bank.VersionID{key})
	if err != nil && !fault.Is(err, fault.NotFound) {
		return fmt.Errorf("read version %d: %w", key, err)
	}
	corrected, exists := versions[key]
	f.Check(exists && corrected.Question == asked.Question && corrected.Number > asked.Number, "key", "请选这道题后来的一个版本")
	f.Check(!exists || sameOptions(asked.Content, corrected.Content), "key", "这个版本的题型或选项和考的时候不一样，不能按它评分；可以选择这道题人人给分")
	return f.Err()
}

// sameOptions reports whether answers to the one question can be marked by the other: both offer the same.
func sameOptions(a, b quiz.Question) bool {
	return a.Kind == b.Kind && slices.Equal(a.Prompts, b.Prompts) &&
		slices.EqualFunc(a.Options, b.Options, func(x, y quiz.Option) bool { return x.Text == y.Text })
}

// Decide accepts or declines a proposed correction. An accepted one counts for whatever is submitted from now on; what was
// submitted before is marked anew by Regrade.
//
// It fails with fault.Forbidden when the actor may not approve corrections, proposed this one, or has sat the exam, with
// fault.NotFound when it is not of the actor's units, and with fault.Conflict when it is decided already.
func (o *Office) Decide(ctx context.Context, tx storage.WriteTx, actor access.Actor, id CorrectionID, accept bool) error {
	if err := access.Require(actor, access.ApproveReversal); err != nil {
		return err
	}
	row, found, err := selectCorrection(ctx, tx.ReadTx, id)
	if err != nil || !found {
		return firstOf(err, errNoCorrection)
	}
	if _, err := o.correctable(ctx, tx.ReadTx, actor, actor.Scope(access.ApproveReversal), row.ExamID); err != nil {
		return err
	}
	if row.ProposedBy == actor.ID() {
		return fault.New(fault.Forbidden, "更正要由另一个人批准")
	}
	open, err := decideCorrection(ctx, tx, id, actor.ID(), calendar.Millis(o.now()), accept)
	if err != nil {
		return fmt.Errorf("decide correction %d: %w", id, err)
	}
	if !open {
		return fault.New(fault.Conflict, "这项更正已经有人办理")
	}
	return o.record(ctx, tx, actor.ID(), "exam.key.decide", row.ExamID, "correction=%d accepted=%t", id, accept)
}

var errNoCorrection = fault.New(fault.NotFound, "没有这项更正")

// Corrections returns the corrections of the exam, or of all exams for the id 0, that Find would find, the newest first.
func (o *Office) Corrections(ctx context.Context, tx storage.ReadTx, actor access.Actor, id ID) ([]Correction, error) {
	rows, err := selectCorrections(ctx, tx, readers(actor).Or(actor.Scope(access.ApproveReversal)), id)
	if err != nil {
		return nil, fmt.Errorf("read the corrections: %w", err)
	}
	list := make([]Correction, len(rows))
	for i, r := range rows {
		list[i] = r.correction()
	}
	return list, nil
}

// takeBack reverses the entry of a person for an exam, if one stands, in the names of the two persons of the correction.
func (o *Office) takeBack(ctx context.Context, tx storage.WriteTx, cadre roster.CadreID, c correctionRow) error {
	standing, _, err := o.entry(ctx, tx.ReadTx, c.ExamID, cadre)
	if err != nil || standing.ID == 0 {
		return err
	}
	only := roster.Only(cadre)
	request, err := o.Ledger.ProposeReversal(ctx, tx, only, hours.Proposal{Entry: standing.ID, Reason: c.Reason, By: c.ProposedBy})
	if err != nil {
		return err
	}
	_, err = o.Ledger.DecideReversal(ctx, tx, only, request, c.DecidedBy, true)
	return err
}
