package report

import (
	"context"
	"fmt"

	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/reflection"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
)

// TrainingRolls shows the rolls of training classes as what entries of the ledger rest on.
type TrainingRolls struct{}

// Kind returns the kind of evidence that rolls of classes are.
func (TrainingRolls) Kind() string { return training.EvidenceKind }

// Evidence returns what a roll says about one person, and where it comes from. It fails as training.EvidenceOf does.
func (TrainingRolls) Evidence(ctx context.Context, tx storage.ReadTx, id int64) (Evidence, error) {
	e, err := training.EvidenceOf(ctx, tx, training.MarkID(id))
	if err != nil {
		return Evidence{}, err
	}
	names, err := selectNames(ctx, tx, []roster.CadreID{e.Sheet.By})
	if err != nil {
		return Evidence{}, fmt.Errorf("read who put down the roll: %w", err)
	}
	evidence := Evidence{Title: "培训名册"}
	say := func(label, text string, args ...any) {
		evidence.Lines = append(evidence.Lines, EvidenceLine{label, fault.Message{Text: text, Args: args}.String()})
	}
	say("培训班", "%s", e.Class.Title)
	say("主办单位", "%s", e.Class.Organiser)
	say("起止日期", "%s 至 %s", e.Class.Span.From, e.Class.Span.To)
	say("名册所列", "%s", e.Line.Extent.Message())
	if e.Line.Away > 0 {
		say("请假", "%s 学时，%s", e.Line.Away, e.Line.Reason)
	}
	if e.Class.DocNumber != "" {
		say("文号", "%s", e.Class.DocNumber)
	}
	say("名册人数", "%d 人", e.Persons)
	provenance(&evidence, e.Sheet, e.Line, names[e.Sheet.By])
	return evidence, nil
}

// provenance says by whom and when the roll was put down, and from which row of which file.
func provenance(evidence *Evidence, s training.Sheet, l training.Line, by string) {
	add := func(label, text string) { evidence.Lines = append(evidence.Lines, EvidenceLine{label, text}) }
	if by == "" {
		by = "命令行"
	}
	recorded := by + "　" + s.RecordedAt.Format("2006-01-02 15:04")
	if !s.IsImported() {
		add("名单确认", recorded)
		return
	}
	add("导入", recorded)
	add("来自文件", fmt.Sprintf("%s，第 %d 行", s.File, l.Row))
	add("文件校验值", s.FileSum)
}

// Declarations shows declarations of self-study as what entries of the ledger rest on.
type Declarations struct{}

// Kind returns the kind of evidence that declarations are.
func (Declarations) Kind() string { return reflection.EvidenceKind }

// Evidence returns a declaration ready to print. It fails as reflection.Find does.
func (Declarations) Evidence(ctx context.Context, tx storage.ReadTx, id int64) (Evidence, error) {
	d, err := reflection.Find(ctx, tx, roster.Everyone(), reflection.DeclarationID(id), 0)
	if err != nil {
		return Evidence{}, err
	}
	evidence := Evidence{Title: "自学申报", Lines: []EvidenceLine{
		{"自学内容", d.Kind.Label() + "　" + d.Title},
		{"自学日期", d.On.String()},
		{"申报", d.Asked.String() + " 学时　" + d.DeclaredAt.Format("2006-01-02 15:04")},
		{"收获", d.Learnt},
		{"批准", d.Granted.String() + " 学时　" + d.Decider + "　" + d.DecidedAt.Format("2006-01-02 15:04")},
	}}
	if d.Reason != "" {
		evidence.Lines = append(evidence.Lines, EvidenceLine{"理由", d.Reason})
	}
	return evidence, nil
}

// offeredClass is a planned training class in which the person is to take part.
func (i individual) offeredClass(c training.Class) offered {
	worth := i.worth(hours.Fact{Activity: c.Kind.Activity(), Amount: c.Hours, Days: c.Days})
	why := fault.Message{Text: "%s 到 %s 的培训班《%s》", Args: []any{c.Span.From, c.Span.To, bare(c.Title)}}
	o := i.offered(compliance.Offer{
		Kind: compliance.Class, Ref: int64(c.ID), Title: c.Title, Assigned: true,
		Activity: c.Kind.Activity(), Subject: c.Subject, DueOn: c.Span.To,
	}, worth, why)
	o.Brings.Days = worth.Days
	return o
}

// Remedy says what closes a gap that none of the steps does; empty when nothing better can be said than to ask.
func (g Gap) Remedy() fault.Message {
	r := g.Result.Requirement
	switch {
	case r.Bucket == hours.ConcentratedTraining || r.Activity == hours.ActivityTrainingClass:
		return fault.Message{Text: "要参加培训班，请留意办班通知或者问学习秘书"}
	case r.Bucket == hours.OnlineSelfStudy:
		return fault.Message{Text: "可以参加干部网络学院的培训，名册导入以后入账"}
	}
	return fault.Message{}
}

// Papered reports whether the entry rests on passed papers, and not on a roll of a class or a declaration.
func (e EntryReport) Papered() bool {
	return e.Entry.Evidence != training.EvidenceKind && e.Entry.Evidence != reflection.EvidenceKind
}
