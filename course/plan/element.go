package plan

// Element is one of the eight things that the record of a study meeting must contain (会议要素).
type Element string

// The elements, as the rules on study records list them.
const (
	ElementTime       Element = "time"       // 时间
	ElementPlace      Element = "place"      // 地点
	ElementHost       Element = "host"       // 主持
	ElementAttendees  Element = "attendees"  // 参加人员
	ElementAbsentees  Element = "absentees"  // 缺席及原因
	ElementContent    Element = "content"    // 内容
	ElementForm       Element = "form"       // 形式
	ElementDiscussion Element = "discussion" // 讨论要点
)

// Elements returns all elements in their usual order.
func Elements() []Element {
	return []Element{
		ElementTime, ElementPlace, ElementHost, ElementAttendees, ElementAbsentees, ElementContent, ElementForm, ElementDiscussion,
	}
}

// Label returns the element in Chinese; the text is a key of the message catalogue.
func (e Element) Label() string {
	switch e {
	case ElementTime:
		return "时间"
	case ElementPlace:
		return "地点"
	case ElementHost:
		return "主持"
	case ElementAttendees:
		return "参加人员"
	case ElementAbsentees:
		return "缺席及原因"
	case ElementContent:
		return "内容"
	case ElementForm:
		return "形式"
	default:
		return "讨论要点"
	}
}

// RollCount is what the roll of a meeting says, in numbers.
type RollCount struct {
	Confirmed     bool
	Present       int
	Absent        int // with leave, on duty or otherwise
	WithoutReason int // of the absent
}

// Missing returns the elements that the record of a meeting still lacks, in their usual order.
func Missing(m Meeting, p Proceedings, roll RollCount) []Element {
	has := map[Element]bool{
		ElementTime:       !m.StartsAt.IsZero() && !m.EndsAt.IsZero(),
		ElementPlace:      m.Place != "",
		ElementHost:       m.Host != "" || p.Host != "",
		ElementAttendees:  roll.Confirmed && roll.Present > 0,
		ElementAbsentees:  roll.Confirmed && roll.WithoutReason == 0,
		ElementContent:    m.Agenda != "",
		ElementForm:       p.Form != "",
		ElementDiscussion: p.Discussion != "",
	}
	var missing []Element
	for _, e := range Elements() {
		if !has[e] {
			missing = append(missing, e)
		}
	}
	return missing
}
