package demo

import "strings"

// rosterAct imports a folder of roster tables.
type rosterAct struct{ folder string }

// draftAct writes a draft of the plan: anew, or as a change of what is in force.
type draftAct struct {
	by, file string
	change   bool
}

// submitAct hands the draft to the committee.
type submitAct struct{ by, change string }

// approveAct puts what was handed in into force.
type approveAct struct{ by, decision string }

func (r *yearReader) roster(_ string, s sentence, rest []sentence) doing {
	r.none(rest)
	if !r.exactly(s, 1, "日期 花名册 文件夹") {
		return nil
	}
	return rosterAct{s.words[0]}
}

func (r *yearReader) draft(name string, s sentence, rest []sentence) doing {
	r.none(rest)
	if !r.exactly(s, 2, "日期 "+name+" 谁 文件") {
		return nil
	}
	return draftAct{by: s.words[0], file: s.words[1], change: name == "调整计划"}
}

func (r *yearReader) submit(_ string, s sentence, rest []sentence) doing {
	r.none(rest)
	if !r.need(s, 2, "日期 提交计划 谁 说明") {
		return nil
	}
	return submitAct{s.words[0], strings.Join(s.words[1:], " ")}
}

func (r *yearReader) approve(_ string, s sentence, rest []sentence) doing {
	r.none(rest)
	if !r.need(s, 2, "日期 批准计划 谁 决定") {
		return nil
	}
	return approveAct{s.words[0], strings.Join(s.words[1:], " ")}
}
