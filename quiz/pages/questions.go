package pages

import (
	"context"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// editView is the form of a question, new or changed.
type editView struct {
	Bank     bank.Bank
	Question bank.QuestionID // 0: a new one
	Version  bank.VersionID  // that the form was made from
	Number   int             // of the version
	Input    questionInput
	Kinds    []quiz.Kind
	Subjects []string
}

// MostText is how long a question may be.
func (editView) MostText() int { return quiz.MaxText }

// prepareQuestion shows an empty form of the kind that was asked for.
func (a *Area) prepareQuestion(r *web.Request) error {
	id, err := r.ID("bank")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	in := questionInput{Kind: kindOf(form.Raw("kind")), Rows: make([]rowInput, emptyRows)}
	v, err := a.editView(r, bank.ID(id), in)
	if err != nil {
		return err
	}
	return a.editPage.Render(r, v)
}

func (a *Area) editView(r *web.Request, id bank.ID, in questionInput) (editView, error) {
	v := editView{Input: in, Kinds: quiz.Kinds()}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if v.Bank, err = bank.ByID(r.Ctx(), tx, id); err != nil {
			return err
		}
		v.Subjects, err = bank.Subjects(r.Ctx(), tx)
		return err
	})
	return v, err
}

// addQuestion stores a new question, or shows the form with another number of rows.
func (a *Area) addQuestion(r *web.Request) error {
	id, err := r.ID("bank")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	in := readQuestion(form)
	v, err := a.editView(r, bank.ID(id), in)
	if err != nil {
		return err
	}
	if v.Input.act(form.Raw("act")) {
		return a.editPage.Render(r, v)
	}
	var added bank.Question
	failure := form.Err()
	if failure == nil {
		failure = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) (err error) {
			added, _, err = a.Keeper.Add(ctx, tx, r.Actor, bank.ID(id), in.draft(bank.Draft{}))
			return err
		})
	}
	if failure != nil {
		return a.editPage.Refuse(r, v, failure)
	}
	return r.SeeOther("/questions/%d?saved=yes", added.ID)
}

// reviseQuestion shows the form of a question's current version.
func (a *Area) reviseQuestion(r *web.Request) error {
	_, v, err := a.change(r)
	if err != nil {
		return err
	}
	return a.editPage.Render(r, v)
}

// change returns a question with its form.
func (a *Area) change(r *web.Request) (bank.Question, editView, error) {
	id, err := r.ID("question")
	if err != nil {
		return bank.Question{}, editView{}, err
	}
	var q bank.Question
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		q, err = bank.ByQuestion(r.Ctx(), tx, bank.QuestionID(id))
		return err
	})
	if err != nil {
		return q, editView{}, err
	}
	v, err := a.editView(r, q.Bank, inputOf(q.Version.Draft))
	v.Question, v.Version, v.Number = q.ID, q.Version.ID, q.Version.Number
	return q, v, err
}

// changeQuestion stores the next version of a question.
func (a *Area) changeQuestion(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	q, v, err := a.change(r)
	if err != nil {
		return err
	}
	v.Input, v.Version = readQuestion(form), bank.VersionID(form.Int("version", 1, 1<<53))
	if v.Input.act(form.Raw("act")) {
		return a.editPage.Render(r, v)
	}
	failure := form.Err()
	if failure == nil {
		failure = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			_, _, err := a.Keeper.Revise(ctx, tx, r.Actor, v.Version, v.Input.draft(q.Version.Draft))
			return err
		})
	}
	if failure != nil {
		return a.editPage.Refuse(r, v, failure)
	}
	return r.SeeOther("/questions/%d?saved=yes", q.ID)
}

// questionPageView is a question with its versions and those that are like it.
type questionPageView struct {
	bank.Question
	BankName string
	History  []versionRow
	Similar  []bank.Likeness
	Saved    bool
	Answers  []string // the options and what is right, where they are not choices
	Own      bool     // the actor wrote the current version, and so does not review it
	StateBy  string
	Reason   string // that was typed for suspending
}

// versionRow is a version with what it changed.
type versionRow struct {
	bank.Version
	Author  string
	Changes []change
}

func (a *Area) showQuestion(r *web.Request) error {
	id, err := r.ID("question")
	if err != nil {
		return err
	}
	v, err := a.question(r, bank.QuestionID(id))
	if err != nil {
		return err
	}
	v.Saved = r.QueryParam("saved") != ""
	return a.questionPage.Render(r, v)
}

// mostSimilar is how many questions that are like another are shown.
const mostSimilar = 8

func (a *Area) question(r *web.Request, id bank.QuestionID) (v questionPageView, err error) {
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if v.Question, err = bank.ByQuestion(r.Ctx(), tx, id); err != nil {
			return err
		}
		in, err := bank.ByID(r.Ctx(), tx, v.Bank)
		if err != nil {
			return err
		}
		v.BankName, v.Own, v.Answers = in.Name, v.Version.By == r.Actor.ID(), answersOf(v.Version.Content)
		similar, err := bank.Similar(r.Ctx(), tx, v.Version.Content, mostSimilar)
		if err != nil {
			return err
		}
		for _, s := range similar {
			if s.Question != id {
				v.Similar = append(v.Similar, s)
			}
		}
		return v.addHistory(r, tx)
	})
	return v, err
}

// addHistory adds the versions with their authors and what they changed, the newest first.
func (v *questionPageView) addHistory(r *web.Request, tx storage.ReadTx) error {
	versions, err := bank.History(r.Ctx(), tx, v.Question.ID)
	if err != nil {
		return err
	}
	names := nameBook{}
	for i, version := range versions {
		row := versionRow{Version: version}
		if row.Author, err = names.of(r, tx, version.By); err != nil {
			return err
		}
		if i+1 < len(versions) {
			row.Changes = changesBetween(versions[i+1].Draft, version.Draft)
		}
		v.History = append(v.History, row)
	}
	v.StateBy, err = names.of(r, tx, v.Question.StateBy)
	return err
}

// nameBook remembers the names of people for one page.
type nameBook map[roster.CadreID]string

// of returns the name of a person, and "" for the program.
func (b nameBook) of(r *web.Request, tx storage.ReadTx, id roster.CadreID) (string, error) {
	if name, known := b[id]; known || id == 0 {
		return name, nil
	}
	cadre, err := roster.FindCadre(r.Ctx(), tx, id)
	b[id] = cadre.Name
	return cadre.Name, err
}
