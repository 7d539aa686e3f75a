package group

import (
	"context"
	"fmt"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/reflection"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// declarationsView is the declarations of self-study that the reader decides on.
type declarationsView struct {
	Rolls   rollsNav
	Waiting []declarationRow
	Decided []reflection.Declaration // the newest decision first
	Typed   decisionForm
}

// declarationRow is a declaration that waits for a decision, with what the rules say about it.
type declarationRow struct {
	reflection.Declaration
	Own  bool // the reader's, who then may not decide
	Rule fault.Message
	Note string       // what the article says besides
	Cap  hours.Amount // of the year; 0: none
	Used hours.Amount // of it
	Form decisionForm
}

// decisionForm is a decision as it was typed.
type decisionForm struct {
	ID              reflection.DeclarationID
	Granted, Reason string
}

func (a *Area) listDeclarations(r *web.Request) error {
	v, err := a.declarations(r, decisionForm{})
	if err != nil {
		return err
	}
	return a.declarationsPage.Render(r, v)
}

func (a *Area) declarations(r *web.Request, typed decisionForm) (v declarationsView, err error) {
	scope := r.Actor.Scope(access.DecideDeclared)
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		waiting, err := reflection.Waiting(r.Ctx(), tx, scope, r.Today())
		if err != nil {
			return err
		}
		used := map[int]map[roster.CadreID]hours.Amount{}
		for _, d := range waiting {
			row := declarationRow{Declaration: d, Own: d.Cadre == r.Actor.ID(), Form: decisionForm{ID: d.ID, Granted: d.Asked.String()}}
			if typed.ID == d.ID {
				row.Form = typed
			}
			if err := row.explain(r, tx, scope, used); err != nil {
				return err
			}
			v.Waiting = append(v.Waiting, row)
		}
		if v.Decided, err = reflection.Decided(r.Ctx(), tx, scope, r.Today(), mostDecided); err != nil {
			return err
		}
		v.Rolls, err = navOf(r, tx, declarationsTab)
		return err
	})
	return v, err
}

// explain adds what the rules give and what the person has from declarations in the year; used is read once a year.
func (x *declarationRow) explain(r *web.Request, tx storage.ReadTx, scope roster.Scope, used map[int]map[roster.CadreID]hours.Amount) error {
	terms, err := reflection.TermsOn(r.Ctx(), tx, x.On)
	if fault.Is(err, fault.Conflict) {
		return nil // the rules have changed since; the decision will say so
	}
	if err != nil {
		return err
	}
	x.Rule, x.Note, x.Cap = terms.Rules.Cite(terms.Rule.Article), terms.Rule.Note, terms.Rule.CapPerYear
	year := x.On.Year()
	if used[year] == nil {
		if used[year], err = reflection.Used(r.Ctx(), tx, scope, year); err != nil {
			return err
		}
	}
	x.Used = used[year][x.Cadre]
	return nil
}

// decideDeclaration approves or declines a declaration.
func (a *Area) decideDeclaration(r *web.Request) error {
	id, err := r.ID("declaration")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	typed := decisionForm{ID: reflection.DeclarationID(id), Granted: form.Raw("granted"), Reason: form.Raw("reason")}
	decision := reflection.Decision{Approve: form.Choice("decision", accept, decline) == accept, Reason: form.Text("reason", 200)}
	if decision.Approve {
		var parseErr error
		decision.Granted, parseErr = hours.ParseAmount(typed.Granted)
		form.Check(parseErr == nil, "granted", "请填数字，如 4 或 0.5")
	}
	if err = form.Err(); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := a.Declarations.Decide(ctx, tx, r.Actor, typed.ID, decision)
			return err
		})
	}
	if fault.Is(err, fault.Invalid) {
		return a.refuseDecision(r, typed, err)
	}
	if err != nil {
		return err
	}
	return r.SeeOther("/declarations")
}

// refuseDecision shows the queue with the decision as it was typed. When it is not in the queue any more, the failure is the
// answer.
func (a *Area) refuseDecision(r *web.Request, typed decisionForm, failure error) error {
	v, err := a.declarations(r, typed)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(v.Waiting, func(x declarationRow) bool { return x.ID == typed.ID }) {
		return failure
	}
	v.Typed = typed
	names := map[string]string{"granted": typed.GrantedField(), "reason": typed.ReasonField()}
	return a.declarationsPage.Refuse(r, v, renaming(failure, names))
}

// GrantedField returns the id of the field with the hours, which differs from declaration to declaration.
func (x decisionForm) GrantedField() string { return fmt.Sprintf("granted-%d", x.ID) }

// ReasonField returns the id of the field with the reason.
func (x decisionForm) ReasonField() string { return fmt.Sprintf("reason-%d", x.ID) }
