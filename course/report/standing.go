package report

import (
	"context"

	"xiangxue/course"
	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Standing is how one person stands against the plan and the regulations, why, and what to do next.
type Standing struct {
	Stamp
	Plan    *plan.Version       // the plan in force for the person; nil when there is none
	Verdict compliance.Verdict  // every requirement of the own categories: the plan's, then the regulations'
	Total   *compliance.Result  // the plan's total; nil when the plan asks nothing of the person
	Steps   []Step              // what closes the gaps of the running quarter, in order; of the current year only
	Open    []Gap               // what stays missing even then
	After   *compliance.Reached // where Total stands after all steps; nil when no step advances it
}

// Plans returns the results of the plan's requirements.
func (s Standing) Plans() []compliance.Result { return s.Verdict.Of(compliance.Plan) }

// Regulations returns the results of the regulations' requirements.
func (s Standing) Regulations() []compliance.Result { return s.Verdict.Of(compliance.Regulation) }

// Closes reports whether the steps close every gap of the running quarter.
func (s Standing) Closes() bool { return len(s.Open) == 0 }

// Step is something worth doing next. Its Ref names the make-up, the assignment of the reading, the course, or the
// meeting.
type Step struct {
	compliance.Step
	About course.Subject // what it is about; zero when it has no subject
	Why   fault.Message  // what is missing without it
}

// Gap is what stays missing for a requirement.
type Gap struct {
	Result compliance.Result
	Need   compliance.Quantity
}

// Standing returns how a person stands today and what to do next; the caller shows it to that person only.
func (r *Reporter) Standing(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) (Standing, error) {
	i, err := r.individual(ctx, tx, cadre, AsOf{})
	if err != nil {
		return Standing{}, err
	}
	s, _, err := r.now(ctx, tx, i)
	return s, err
}
