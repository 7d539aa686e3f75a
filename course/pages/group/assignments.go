package group

import (
	"context"

	"xiangxue/course/access"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// assignmentsView is what stands assigned to the people whom the reader looks after.
type assignmentsView struct {
	Rows      []assignmentRow
	MayAssign bool
}

// assignmentRow is an assignment with how far it is.
type assignmentRow struct {
	plan.Summary
	Kind    string
	Overdue bool // the due date is over and somebody has not finished
}

// IsFinished reports whether everybody has finished.
func (a assignmentRow) IsFinished() bool { return a.Finished == a.Asked }

// assignmentView is one assignment with who has finished it.
type assignmentView struct {
	plan.Assignment
	Kind        string
	By          string
	People      []plan.Person
	Finished    int
	MayWithdraw bool
}

func (a *Area) listAssignments(r *web.Request) error {
	v := assignmentsView{MayAssign: r.Actor.May(access.AssignStudy)}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		list, err := plan.Assignments(r.Ctx(), tx, r.Actor.Scope(access.SeeGroup), r.Today())
		for _, s := range list {
			late := s.DueOn < r.Today() && s.Finished < s.Asked
			v.Rows = append(v.Rows, assignmentRow{Summary: s, Kind: itemName(s.Kind), Overdue: late})
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.assignmentsPage.Render(r, v)
}

func (a *Area) showAssignment(r *web.Request) error {
	id, err := r.ID("assignment")
	if err != nil {
		return err
	}
	var v assignmentView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		v, err = assignment(r, tx, plan.AssignmentID(id))
		return err
	})
	if err != nil {
		return err
	}
	return a.assignmentPage.Render(r, v)
}

func assignment(r *web.Request, tx storage.ReadTx, id plan.AssignmentID) (assignmentView, error) {
	scope, today := r.Actor.Scope(access.SeeGroup), r.Today()
	found, err := plan.FindAssignment(r.Ctx(), tx, scope, id, today)
	if err != nil {
		return assignmentView{}, err
	}
	v := assignmentView{Assignment: found, Kind: itemName(found.Kind)}
	v.MayWithdraw = r.Actor.May(access.AssignStudy) && !found.IsWithdrawn()
	if v.By, err = (people{}).name(r, tx, found.By); err != nil {
		return assignmentView{}, err
	}
	if v.People, err = plan.Progress(r.Ctx(), tx, scope, found, today); err != nil {
		return assignmentView{}, err
	}
	for _, p := range v.People {
		if p.How != "" {
			v.Finished++
		}
	}
	return v, nil
}

func (a *Area) withdrawAssignment(r *web.Request) error {
	id, err := r.ID("assignment")
	if err != nil {
		return err
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return a.Planner.Withdraw(ctx, tx, r.Actor, plan.AssignmentID(id))
	})
	if err != nil {
		return err
	}
	return r.SeeOther("/assignments")
}
