package hours

import "xiangxue/course/fault"

// Recognition is what the rules give for an event.
type Recognition struct {
	Amount  Amount
	Cut     Amount // what the yearly cap took away
	Days    Days
	Mode    Mode
	Buckets []Bucket
	Article string
}

// Recognise applies the rules to an event. Used are the hours that the person already has from the same activity in the
// year of the event; they matter only where the rule has a cap. It fails with fault.Conflict when the rules give
// nothing for the activity, and with fault.Invalid when the event lacks what its rule needs.
func (s RuleSet) Recognise(f Fact, used Amount) (Recognition, error) {
	rule, err := s.Rule(f.Activity)
	if err != nil {
		return Recognition{}, err
	}
	earned, err := s.earned(rule, f)
	if err != nil {
		return Recognition{}, err
	}
	r := Recognition{Amount: earned, Days: f.Days, Mode: rule.Mode, Buckets: rule.Buckets, Article: rule.Article}
	if r.Mode == "" {
		r.Mode = f.Mode
	}
	if r.Mode == "" {
		return Recognition{}, fault.New(fault.Invalid, "这种活动要写明学习方式")
	}
	if rule.CapPerYear > 0 {
		r.Amount = min(earned, max(rule.CapPerYear-used, 0))
		r.Cut = earned - r.Amount
	}
	return r, nil
}

// earned returns what an event is worth before any cap. A fraction below a hundredth of an hour is dropped.
func (s RuleSet) earned(rule Rule, f Fact) (Amount, error) {
	if rule.Unit == PerDay && f.Days == 0 && f.Amount > 0 {
		return f.Amount, nil // a class that was announced in hours only
	}
	if rule.Unit == PerDay {
		amount, whole := s.Conversion.Days(f.Days)
		if !whole || f.Days <= 0 {
			return 0, fault.New(fault.Invalid, "培训天数要写成半天的整数倍，不能是 %s 天", f.Days)
		}
		return amount, nil
	}
	if f.Days != 0 {
		return 0, fault.New(fault.Invalid, "只有脱产培训按天计，这种活动不能填天数")
	}
	if rule.Unit == PerEvent {
		return rule.Value, nil
	}
	return f.Amount * rule.Value / Hour, nil
}
