package study

import (
	"context"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/reflection"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// selfStudyView is what the person declared in a year, and the form to declare more.
type selfStudyView struct {
	Year         int
	Declarations []reflection.Declaration
	Kinds        []reflection.Kind
	Typed        selfStudyForm
	Rule         fault.Message // empty when the rules give nothing for declarations
	Note         string
	Cap          hours.Amount // of the year; 0: none
	Used         hours.Amount // of it
	Open         bool         // the form was sent and refused
}

// selfStudyForm is a declaration as it was typed.
type selfStudyForm struct{ Kind, Title, On, Hours, Learnt string }

func (a *Area) showSelfStudy(r *web.Request) error {
	v, err := a.selfStudy(r)
	if err != nil {
		return err
	}
	v.Typed.Kind = string(reflection.Book)
	return a.selfStudyPage.Render(r, v)
}

func (a *Area) selfStudy(r *web.Request) (selfStudyView, error) {
	v := selfStudyView{Year: r.Today().Year(), Kinds: reflection.Kinds()}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if v.Declarations, err = reflection.Of(r.Ctx(), tx, r.Actor.ID(), v.Year); err != nil {
			return err
		}
		terms, err := reflection.TermsOn(r.Ctx(), tx, r.Today())
		if fault.Is(err, fault.Conflict) {
			return nil // there is no form then
		}
		if err != nil {
			return err
		}
		v.Rule, v.Note, v.Cap = terms.Rules.Cite(terms.Rule.Article), terms.Rule.Note, terms.Rule.CapPerYear
		used, err := reflection.Used(r.Ctx(), tx, roster.Only(r.Actor.ID()), v.Year)
		v.Used = used[r.Actor.ID()]
		return err
	})
	return v, err
}

// declare takes a declaration.
func (a *Area) declare(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	d := reflection.Declaration{
		Kind: reflection.Kind(form.Raw("kind")), Title: form.Required("title", 100), On: form.Date("on"), Learnt: form.Text("learnt", 1000),
	}
	asked, parseErr := hours.ParseAmount(form.Raw("hours"))
	form.Check(parseErr == nil, "hours", "请填数字，如 4 或 0.5")
	d.Asked = asked
	if err = form.Err(); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := a.Declarations.Declare(ctx, tx, r.Actor, d)
			return err
		})
	}
	if err != nil {
		v, readErr := a.selfStudy(r)
		if readErr != nil {
			return readErr
		}
		v.Open = true
		v.Typed = selfStudyForm{form.Raw("kind"), form.Raw("title"), form.Raw("on"), form.Raw("hours"), form.Raw("learnt")}
		return a.selfStudyPage.Refuse(r, v, err)
	}
	return r.SeeOther("/self-study")
}

// withdrawDeclaration takes back a declaration that nobody has decided on.
func (a *Area) withdrawDeclaration(r *web.Request) error {
	id, err := r.ID("declaration")
	if err != nil {
		return err
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return a.Declarations.Withdraw(ctx, tx, r.Actor, reflection.DeclarationID(id))
	})
	if err != nil {
		return err
	}
	return r.SeeOther("/self-study")
}
