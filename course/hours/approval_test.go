package hours_test

import (
	"context"
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func TestClosedYearTakesAFactOfTwoPersons(t *testing.T) {
	t.Parallel()
	o := newOffice(t).on("2026-11-05")
	late := o.attended(xiulan, "专题四", 400)
	o.on("2027-06-01")
	if _, err := o.append(late); !fault.Is(err, fault.Conflict) {
		t.Fatalf("one person: %v", err)
	}
	approved := func(f hours.Fact, a hours.Approval) (e hours.Entry, err error) {
		err = o.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			e, err = o.ledger.AppendApproved(ctx, tx, f, a)
			return err
		})
		return e, err
	}
	for name, tt := range map[string]struct {
		by   roster.CadreID
		a    hours.Approval
		kind fault.Kind
	}{
		"nobody approves":        {fangyuan, hours.Approval{Reason: "签名册上有她"}, fault.Forbidden},
		"the same person":        {fangyuan, hours.Approval{Reason: "签名册上有她", By: fangyuan}, fault.Forbidden},
		"the person concerned":   {fangyuan, hours.Approval{Reason: "签名册上有她", By: xiulan}, fault.Forbidden},
		"recorded by the person": {xiulan, hours.Approval{Reason: "签名册上有她", By: fangyuan}, fault.Forbidden},
		"no reason":              {late.By, hours.Approval{By: fangyuan}, fault.Invalid},
	} {
		f := late
		f.By = tt.by
		if _, err := approved(f, tt.a); !fault.Is(err, tt.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	e, err := approved(late, hours.Approval{Reason: "签名册上有她", By: fangyuan})
	if err != nil || e.Amount != 400 || e.ApprovedBy != fangyuan || e.IsCorrection() {
		t.Errorf("%+v, %v", e, err)
	}
	o.mustBeSound()
}
