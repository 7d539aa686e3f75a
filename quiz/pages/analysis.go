package pages

import (
	"context"
	"math"
	"strconv"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/exam"
	"xiangxue/quiz/statistics"
)

// analysisView is what the answers say about the questions of an exam, and the corrections of its keys.
type analysisView struct {
	Exam        exam.Exam
	Rows        []analysedRow
	Corrections []correctionRow
	MayCorrect  bool
	Enough      int // responses that a flag takes
}

// analysedRow is a question with its figures ready to print.
type analysedRow struct {
	exam.Analysed
	Facility       string // in per cent
	Discrimination string // empty when it cannot be told
	Later          []bank.Version
}

// correctionRow is a correction with the names of those who answer for it.
type correctionRow struct {
	exam.Correction
	Question          string
	Proposer, Decider string
	MayDecide         bool
	Effect            exam.Effect // only where the reader may decide
}

func (a *Area) showAnalysis(r *web.Request) error {
	v, err := a.analysis(r)
	if err != nil {
		return err
	}
	return a.analysisPage.Render(r, v)
}

func (a *Area) analysis(r *web.Request) (v analysisView, err error) {
	id, err := r.ID("exam")
	if err != nil {
		return v, err
	}
	v.Enough, v.MayCorrect = statistics.LeastResponses, dutiesOf(r.Actor).MayWrite
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.Exam, err = a.Office.Find(r.Ctx(), tx, r.Actor, exam.ID(id)); err != nil {
			return err
		}
		analysed, err := a.Office.Analysis(r.Ctx(), tx, r.Actor, exam.ID(id))
		if err != nil && !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotFound) { // whoever only decides on corrections sees no keys
			return err
		}
		for _, item := range analysed {
			row := analysedRow{Analysed: item, Facility: percent(item.Item.Facility)}
			if !math.IsNaN(item.Item.Discrimination) {
				row.Discrimination = strconv.FormatFloat(item.Item.Discrimination, 'f', 2, 64)
			}
			if row.Later, err = later(r, tx, item.Version); err != nil {
				return err
			}
			v.Rows = append(v.Rows, row)
		}
		return v.addCorrections(r, tx, a.Office)
	})
	return v, err
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 0, 64) + "%" }

// later returns the later versions of a question, whose key may count instead.
func later(r *web.Request, tx storage.ReadTx, id bank.VersionID) (list []bank.Version, err error) {
	asked, err := bank.Versions(r.Ctx(), tx, []bank.VersionID{id})
	if err != nil {
		return nil, err
	}
	versions, err := bank.History(r.Ctx(), tx, asked[0].Question)
	for _, v := range versions {
		if v.Number > asked[0].Number {
			list = append(list, v)
		}
	}
	return list, err
}

// addCorrections adds the corrections with names, the newest first.
func (v *analysisView) addCorrections(r *web.Request, tx storage.ReadTx, office *exam.Office) error {
	corrections, err := office.Corrections(r.Ctx(), tx, r.Actor, v.Exam.ID)
	if err != nil {
		return err
	}
	names := nameBook{}
	for _, c := range corrections {
		row := correctionRow{Correction: c, MayDecide: c.IsOpen() && r.Actor.May(access.ApproveReversal) && c.ProposedBy != r.Actor.ID()}
		asked, err := bank.Versions(r.Ctx(), tx, []bank.VersionID{c.Version})
		if err != nil {
			return err
		}
		row.Question = asked[0].Content.Text
		if row.Proposer, err = names.of(r, tx, c.ProposedBy); err != nil {
			return err
		}
		if row.Decider, err = names.of(r, tx, c.DecidedBy); err != nil {
			return err
		}
		if row.MayDecide {
			if row.Effect, err = office.Effect(r.Ctx(), tx, r.Actor, c.ID); err != nil {
				return err
			}
		}
		v.Corrections = append(v.Corrections, row)
	}
	return nil
}

// proposeCorrection asks for another key of a question.
func (a *Area) proposeCorrection(r *web.Request) error {
	return a.correct(r, func(ctx context.Context, tx storage.WriteTx, form *web.Form, id exam.ID) error {
		version, key := form.Int("version", 1, 1<<53), form.Int("key", 0, 1<<53)
		if err := form.Err(); err != nil {
			return err
		}
		_, err := a.Office.Correct(ctx, tx, r.Actor, id, bank.VersionID(version), bank.VersionID(key), form.Raw("reason"))
		return err
	})
}

// decideCorrection accepts or declines a proposed key.
func (a *Area) decideCorrection(r *web.Request) error {
	correction, err := r.ID("correction")
	if err != nil {
		return err
	}
	return a.correct(r, func(ctx context.Context, tx storage.WriteTx, form *web.Form, _ exam.ID) error {
		accept := form.Choice("decision", "accept", "decline") == "accept"
		if err := form.Err(); err != nil {
			return err
		}
		return a.Office.Decide(ctx, tx, r.Actor, exam.CorrectionID(correction), accept)
	})
}

// correct carries out a step of a correction and shows the analysis again.
func (a *Area) correct(r *web.Request, step func(context.Context, storage.WriteTx, *web.Form, exam.ID) error) error {
	id, err := r.ID("exam")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	failure := a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error { return step(ctx, tx, form, exam.ID(id)) })
	if failure != nil && !fault.Is(failure, fault.Forbidden) {
		v, err := a.analysis(r)
		if err != nil {
			return err
		}
		return a.analysisPage.Refuse(r, v, failure)
	}
	if failure != nil {
		return failure
	}
	return r.SeeOther("/exams/%d/questions", id)
}
