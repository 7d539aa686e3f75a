package dossier

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/doubt"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/report"
	"xiangxue/course/variance"
)

// state says what became of an item of the checklist.
type state string

// The states.
const (
	proved state = "有依据"
	gap    state = "有缺项"
	ahead  state = "未到期"
)

// item is a question of an inspection with what the records answer.
type item struct {
	question string
	state    state
	evidence string
	cause    string // of a gap, one a line
}

// checklist answers the questions of an inspection in the order in which they are asked on the spot.
func (f facts) checklist() []item {
	list := []item{f.planApproved()}
	for q := calendar.Quarter(1); q <= 4; q++ {
		list = append(list, f.quarterHeld(q))
	}
	return append(list, f.rollsConfirmed(), f.recordsComplete(), f.recordedInTime(), f.absencesMadeUp(), f.topicsCarriedOut(),
		f.reconciles(), f.everyoneReached(), f.regulationsMet(), f.doubtsAnswered(), f.ledgerVerified())
}

// told returns an item that is proved unless causes say otherwise.
func told(question, evidence string, causes []string) item {
	i := item{question: question, state: proved, evidence: evidence, cause: strings.Join(causes, "\n")}
	if len(causes) > 0 {
		i.state = gap
	}
	return i
}

// planApproved asks whether the committee approved a plan, and whether before the first quarter was over.
func (f facts) planApproved() item {
	const question = "年度学习计划经党委批准"
	if f.execution.Plan == nil {
		return told(question, "没有", []string{fmt.Sprintf("台账里没有%d年度经批准的学习计划", f.Year)})
	}
	var evidence, causes []string
	for _, v := range f.approved {
		on := calendar.DateOf(v.DecidedAt)
		evidence = append(evidence, fmt.Sprintf("第%d版%s提交、%s批准（%s）", v.Number, calendar.DateOf(v.SubmittedAt), on, v.Decision))
		if v.Number == 1 && on > calendar.Quarter(1).End(f.Year) {
			causes = append(causes, "一季度结束以后才批准")
		}
	}
	return told(question, f.execution.PlanOf+"年度学习计划"+strings.Join(evidence, "，"), causes)
}

// quarterHeld asks whether there was a collective meeting in the quarter (党委(党组)理论学习中心组学习规则: 每季度不少于 1 次).
func (f facts) quarterHeld(q calendar.Quarter) item {
	question := fmt.Sprintf("%s集中学习研讨不少于1次", quarterName(q))
	if q.Start(f.Year) > f.On {
		return item{question: question, state: ahead, evidence: "本季度还没有开始"}
	}
	var held []string
	for _, m := range f.held() {
		if m.collective && m.On().Quarter() == q {
			held = append(held, fmt.Sprintf("%s《%s》", m.On(), m.Title))
		}
	}
	evidence := fmt.Sprintf("%d次：%s", len(held), strings.Join(held, "、"))
	switch {
	case len(held) > 0:
		return told(question, evidence, nil)
	case q.End(f.Year) > f.On:
		return item{question: question, state: ahead, evidence: "还没有，本季度没有结束"}
	default:
		return told(question, "0次", f.whyNotHeld(q))
	}
}

// whyNotHeld returns what is recorded about collective meetings of a quarter that were not held.
func (f facts) whyNotHeld(q calendar.Quarter) []string {
	var causes []string
	for _, c := range f.execution.Cells {
		if c.Quarter != q || c.Mode != hours.Collective {
			continue
		}
		for _, p := range c.Parts {
			if slices.Contains([]variance.Cause{variance.WasCalledOff, variance.WasWorking, variance.Postponed, variance.NoRoll}, p.Cause) {
				causes = append(causes, c.Topic.Title+"："+part(p))
			}
		}
	}
	if len(causes) == 0 {
		causes = append(causes, "台账里没有这一季度的集中学习会，也没有写明原因")
	}
	return causes
}

// part returns a part of a variance with what was written down about it.
func part(p variance.Part) string {
	text := p.Message().String()
	if len(p.Notes) > 0 {
		text += "（" + strings.Join(p.Notes, "；") + "）"
	}
	return text
}

func (f facts) rollsConfirmed() item {
	var open []string
	for _, m := range f.meetings {
		if !m.confirmed && m.On() < f.On {
			open = append(open, fmt.Sprintf("%s《%s》（%s）没有确认名单", m.On(), m.Title, m.AudienceOf))
		}
	}
	return told("开过的学习会都经人确认名单", fmt.Sprintf("学习会%d次，已确认%d次", len(f.meetings), len(f.held())), open)
}

func (f facts) recordsComplete() item {
	var lacking []string
	for _, m := range f.held() {
		if len(m.missing) > 0 {
			lacking = append(lacking, fmt.Sprintf("%s《%s》（%s）缺：%s", m.On(), m.Title, m.AudienceOf, elements(m.missing)))
		}
	}
	held := len(f.held())
	return told("会议记录八项要素齐全", fmt.Sprintf("%d次中%d次齐全", held, held-len(lacking)), lacking)
}

func elements(missing []plan.Element) string {
	names := make([]string, len(missing))
	for n, e := range missing {
		names[n] = e.Label()
	}
	return strings.Join(names, "、")
}

// recordedInTime asks whether records were made when the meetings were held, and not before an inspection.
func (f facts) recordedInTime() item {
	var late []string
	for _, d := range f.people.Doubts {
		if d.Ground == doubt.RecordedLate {
			late = append(late, fmt.Sprintf("%s《%s》%s录入，会后%d天；%s", d.On, d.Title, d.RecordedAt.In(calendar.Shanghai).Format(time.DateOnly), d.Days, f.answered(d)))
		}
	}
	return told("名单在会后及时录入", fmt.Sprintf("录入过迟的%d项", len(late)), late)
}

// answered returns what the unit answered to a doubt.
func (f facts) answered(d doubt.Doubt) string {
	if a := f.answers[d.Key]; len(a) > 0 {
		return fmt.Sprintf("单位答复：%s（%s，%s）", a[0].Text, a[0].By, calendar.DateOf(a[0].At))
	}
	return "单位没有答复"
}

func (f facts) absencesMadeUp() item {
	var done, open, none int
	var overdue []string
	for _, a := range f.absences {
		switch {
		case a.IsMadeUp():
			done++
		case a.MakeUp == 0:
			none++
		case a.DueOn >= f.On:
			open++
		default:
			overdue = append(overdue, fmt.Sprintf("%s：%s《%s》%s，应于%s前补学", a.Name, a.On, a.Title, a.Presence.Label(), a.DueOn))
		}
	}
	evidence := fmt.Sprintf("缺席%d人次，已补学%d，未到期%d，没有安排补学%d，逾期%d", len(f.absences), done, open, none, len(overdue))
	return told("缺席的有原因、有补学", evidence, overdue)
}

// topicsCarriedOut asks what became of the topics of the quarters that are over.
func (f facts) topicsCarriedOut() item {
	var planned, done int
	var open []string
	for _, c := range f.execution.Cells {
		if !c.IsPlanned() || c.Quarter.End(f.Year) > f.On {
			continue
		}
		planned++
		if c.Actual > 0 || c.Planned == 0 {
			done++
			continue
		}
		cause := fmt.Sprintf("%s（%s）", c.Topic.Title, quarterName(c.Quarter))
		for _, p := range c.Parts {
			cause += "；" + part(p)
		}
		if written := f.execution.Written[c.Topic.Key]; len(written) > 0 {
			cause += "；说明：" + written[0].Reason
		}
		open = append(open, cause)
	}
	return told("到期的专题都已开展", fmt.Sprintf("到期专题%d个，已开展%d个", planned, done), open)
}

func (f facts) reconciles() item {
	e := f.execution
	evidence := fmt.Sprintf("计划%s学时，专题内%s，专题外%s，台账合计%s", e.Planned, e.Topics, e.Outside, e.Ledger)
	if e.Plan == nil {
		return item{question: "计划与台账逐项相符", state: gap, evidence: "没有", cause: "没有经批准的计划"}
	}
	var causes []string
	if !e.Reconciles() {
		causes = append(causes, fmt.Sprintf("逐项合计%s，与台账相差", e.Booked()))
	}
	return told("计划与台账逐项相符", evidence, causes)
}

// everyoneReached asks who is short of the plan, in official order.
func (f facts) everyoneReached() item {
	var short []string
	for _, p := range f.people.People {
		if p.Reach == report.Slight || p.Reach == report.NeedsHelp {
			short = append(short, fmt.Sprintf("%s（%s）应到%s，已有%s，相差%s", p.Cadre.Name, p.Unit.Name, p.Total.DueNext.Hours, p.Total.Have.Hours, p.Total.Shortfall.Hours))
		}
	}
	t := f.units.Tally
	return told("人人达到计划进度", fmt.Sprintf("有计划要求的%d人，达到%d人，略差%d人，需补学%d人", t.Measured(), t.Reached, t.Slight, t.NeedsHelp), short)
}

func (f facts) regulationsMet() item {
	r := f.units.Tally.Regulations
	var causes []string
	if r.Behind > 0 {
		causes = append(causes, fmt.Sprintf("%d人有逾期未达的规定学时，见“单位与人员”", r.Behind))
	}
	return told("规定学时", fmt.Sprintf("已达标%d人，未到期%d人，临近到期%d人，逾期未达%d人", r.Met, r.OnTrack, r.AtRisk, r.Behind), causes)
}

func (f facts) doubtsAnswered() item {
	var open []string
	for _, d := range f.people.Doubts {
		if len(f.answers[d.Key]) == 0 {
			open = append(open, fmt.Sprintf("%s：%s《%s》", d.Ground.Label(), d.On, d.Title))
		}
	}
	all := len(f.people.Doubts)
	return told("待核实的事项单位都已答复", fmt.Sprintf("%d项，已答复%d项；待核实不等于有问题", all, all-len(open)), open)
}

func (f facts) ledgerVerified() item {
	v := f.verified
	var causes []string
	for _, finding := range v.Findings {
		causes = append(causes, finding.Message().String())
	}
	evidence := fmt.Sprintf("核对事实%d件、日志%d片、检查点%d个", v.Facts, v.Leaves, v.Checkpoints)
	if v.Clean() {
		evidence += "，与封存时一致"
	}
	return told("台账与封存时一致", evidence, causes)
}

func quarterName(q calendar.Quarter) string {
	return [...]string{"一季度", "二季度", "三季度", "四季度"}[q-1]
}

// count counts who was where at the confirmed meetings.
func (f facts) count() attendance.Count {
	var sum attendance.Count
	for _, m := range f.held() {
		c := m.roll.Count()
		sum.Present, sum.OnLeave = sum.Present+c.Present, sum.OnLeave+c.OnLeave
		sum.OfficialDuty, sum.Absent = sum.OfficialDuty+c.OfficialDuty, sum.Absent+c.Absent
	}
	return sum
}
