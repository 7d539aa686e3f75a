package library

import (
	"slices"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
)

// State says whether a document is in force on a day.
type State string

// The states; the package comment says what each needs.
const (
	InForce       State = "in_force"
	Effective     State = "effective"
	NotYetInForce State = "not_yet"
	Superseded    State = "superseded"
	Repealed      State = "repealed"
	Unverified    State = "unverified"
)

// States lists the states in the order in which a filter shows them.
func States() []State {
	return []State{InForce, Effective, NotYetInForce, Superseded, Repealed, Unverified}
}

// Label returns the state in Chinese.
func (s State) Label() string {
	switch s {
	case InForce:
		return "现行有效"
	case Effective:
		return "已施行，效力未核实"
	case NotYetInForce:
		return "尚未施行"
	case Superseded:
		return "已有新版本"
	case Repealed:
		return "已废止"
	}
	return "效力未核实"
}

// Ground says how a state or a first day is known.
type Ground string

// The grounds.
const (
	Checked  Ground = "checked"  // a person looked it up
	Declared Ground = "declared" // a date of the front part
	Stated   Ground = "stated"   // the text says so: 本法自…施行
	Newer    Ground = "newer"    // a later version here
	Clause   Ground = "clause"   // a clause of another document here
	Term     Ground = "term"     // its own term is over
)

// Status is the state of a document as of a day, with its ground.
type Status struct {
	State      State
	Ground     Ground        // empty for Unverified
	On         calendar.Date // the day that the ground names
	ByDocument DocumentID    // the later version or the repealing document; 0 otherwise
	ByTitle    string        // its title
	Source     string        // where a person looked it up
	BeginsOn   calendar.Date // first day of this version; differs from On when the text repeats an older date
}

// Reason returns the ground and its day as a sentence.
func (s Status) Reason() fault.Message {
	on := s.On
	switch {
	case s.Ground == Checked && s.State == InForce:
		return fault.Message{Text: "%s经人核对有效，来源：%s", Args: []any{on, s.Source}}
	case s.Ground == Checked:
		return fault.Message{Text: "%s经人核对已废止，来源：%s", Args: []any{on, s.Source}}
	case s.State == NotYetInForce:
		return fault.Message{Text: "自%s起施行", Args: []any{on}}
	case s.State == Effective && s.BeginsOn > s.On:
		return fault.Message{Text: "自%s起施行，%s修改为这一版本", Args: []any{on, s.BeginsOn}}
	case s.State == Effective:
		return fault.Message{Text: "自%s起施行", Args: []any{on}}
	case s.Ground == Newer:
		return fault.Message{Text: "库中有%s的新版本", Args: []any{on}}
	case s.Ground == Clause:
		return fault.Message{Text: "%s起被《%s》废止", Args: []any{on, s.ByTitle}}
	case s.Ground == Term:
		return fault.Message{Text: "有效期到%s为止", Args: []any{on}}
	case s.Ground == Declared:
		return fault.Message{Text: "%s起废止（文件注明）", Args: []any{on}}
	}
	return fault.Message{Text: "库中没有能说明效力的依据"}
}

// edition is what judging needs to know about a document.
type edition struct {
	ID          DocumentID
	Work        WorkID
	Title       string
	TitleKey    string
	NumberKey   string
	VersionOn   calendar.Date
	BeginsOn    calendar.Date
	BeginGround Ground
	EffectiveOn calendar.Date
	RepealedOn  calendar.Date
	ExpiresOn   calendar.Date
}

// clause is a clause of repeal and the document that holds it.
type clause struct {
	By        DocumentID
	TitleKey  string
	NumberKey string
	On        calendar.Date
}

// check is what a person found.
type check struct {
	ID        int64
	State     State
	Since     calendar.Date
	CheckedOn calendar.Date
	Source    string
}

// end is a way in which a document ended.
type end struct {
	on     calendar.Date
	ground Ground
	by     *edition
}

// status judges e as of a day.
func (r *register) status(e *edition, asOf calendar.Date) Status {
	found, checked := r.lastCheck(e.ID, asOf)
	for _, end := range r.ends(e) {
		if end.on <= asOf && (!checked || end.on > found.CheckedOn) {
			return end.status(e)
		}
	}
	switch {
	case checked:
		return Status{State: found.State, Ground: Checked, On: found.CheckedOn, Source: found.Source, BeginsOn: e.BeginsOn}
	case e.BeginsOn > asOf:
		return Status{State: NotYetInForce, Ground: e.BeginGround, On: e.BeginsOn, BeginsOn: e.BeginsOn}
	case e.BeginGround != "":
		return Status{State: Effective, Ground: e.BeginGround, On: e.EffectiveOn, BeginsOn: e.BeginsOn}
	}
	return Status{State: Unverified, BeginsOn: e.BeginsOn}
}

func (end end) status(e *edition) Status {
	s := Status{State: Repealed, Ground: end.ground, On: end.on, BeginsOn: e.BeginsOn}
	switch end.ground {
	case Newer:
		s.State, s.On = Superseded, end.by.VersionOn
	case Term:
		s.On = e.ExpiresOn
	}
	if end.by != nil {
		s.ByDocument, s.ByTitle = end.by.ID, end.by.Title
	}
	return s
}

// lastCheck returns the newest check that holds as of the day.
func (r *register) lastCheck(id DocumentID, asOf calendar.Date) (last check, found bool) {
	for _, c := range r.checks[id] {
		if c.Since > asOf {
			continue
		}
		if !found || c.CheckedOn > last.CheckedOn || c.CheckedOn == last.CheckedOn && c.ID > last.ID {
			last, found = c, true
		}
	}
	return last, found
}

// ends returns how the document ended, earliest first; of the same day, the more telling ground first.
func (r *register) ends(e *edition) []end {
	var ends []end
	for _, c := range r.clausesFor(e) {
		ends = append(ends, end{on: c.On, ground: Clause, by: r.editions[c.By]})
	}
	if e.RepealedOn != 0 {
		ends = append(ends, end{on: e.RepealedOn, ground: Declared})
	}
	for _, other := range r.works[e.Work] {
		if e.VersionOn != 0 && other.VersionOn > e.VersionOn && other.BeginsOn != 0 {
			ends = append(ends, end{on: other.BeginsOn, ground: Newer, by: other})
		}
	}
	if e.ExpiresOn != 0 {
		ends = append(ends, end{on: e.ExpiresOn.AddDays(1), ground: Term})
	}
	slices.SortStableFunc(ends, func(a, b end) int { return int(a.on) - int(b.on) })
	return ends
}

// clausesFor returns the clauses that repeal e.
func (r *register) clausesFor(e *edition) []clause {
	var found []clause
	for _, c := range r.byNumber[e.NumberKey] {
		if e.NumberKey != "" && r.repeals(c, e) {
			found = append(found, c)
		}
	}
	for _, c := range r.byTitle[e.TitleKey] {
		if (c.NumberKey == "" || e.NumberKey == "") && r.repeals(c, e) {
			found = append(found, c)
		}
	}
	return found
}

// repeals reports whether a clause that names e means it: e had begun before, and of the clause's own work only older
// versions are meant.
func (r *register) repeals(c clause, e *edition) bool {
	by := r.editions[c.By]
	if by == nil || by.ID == e.ID || c.On == 0 {
		return false
	}
	if by.Work == e.Work && (e.VersionOn == 0 || e.VersionOn >= by.VersionOn) {
		return false
	}
	return e.BeginsOn < c.On
}
