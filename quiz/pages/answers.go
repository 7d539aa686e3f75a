package pages

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/fault"
	"xiangxue/course/web"
	"xiangxue/quiz/exam"
)

// compact returns nil for values of which none holds anything.
func compact(values []string) []string {
	for _, v := range values {
		if v != "" {
			return values
		}
	}
	return nil
}

// given returns the values of a question's fields.
func given(form *web.Form, name string) []string {
	var values []string
	for _, v := range form.All(name) {
		values = append(values, strings.TrimSpace(strings.ReplaceAll(v, "\r\n", "\n")))
	}
	return compact(values)
}

// seenOf says which answer a page shows: its revision and the sum of its values. The form carries it, so that a field
// that the person did not touch is told from one that was changed here or on another device.
func seenOf(revision int, values []string) string {
	return strconv.Itoa(revision) + "-" + sum(values)
}

func sum(values []string) string {
	h := fnv.New64a()
	for _, v := range compact(values) {
		fmt.Fprintf(h, "%q", v)
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// filled is a form with all answers of a paper, held against what the server has.
type filled struct {
	changed  []exam.Given        // to be saved
	disputed map[string]bool     // changed here and on another device
	typed    map[string][]string // what the person answered, by key
}

// fill compares a form with the sheet. What the person did not touch stays as the server has it.
func fill(form *web.Form, sheet exam.Sheet) filled {
	f := filled{disputed: map[string]bool{}, typed: map[string][]string{}}
	for _, section := range sheet.Sections {
		for _, item := range section.Items {
			key := string(item.Key)
			revision, seen, sent := strings.Cut(form.Raw("seen-"+key), "-")
			if !sent {
				continue
			}
			values := given(form, key)
			if slices.Equal(values, compact(item.Values)) || sum(values) == seen {
				continue
			}
			f.typed[key] = values
			if revision == strconv.Itoa(item.Revision) {
				f.changed = append(f.changed, exam.Given{Key: item.Key, Values: values, Revision: item.Revision + 1})
			} else {
				f.disputed[key] = true
			}
		}
	}
	return f
}

// saveAnswers saves the form as it is sent without script.
func (a *Area) saveAnswers(r *web.Request) error { return a.save(r, "/attempts/%d?saved=yes") }

// reviewAnswers saves the form and asks whether the paper shall be submitted.
func (a *Area) reviewAnswers(r *web.Request) error { return a.save(r, "/attempts/%d/submission") }

// save saves all answers of a form and leads to the path. Answers in dispute are shown with both versions.
func (a *Area) save(r *web.Request, path string) error {
	id, err := r.ID("attempt")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	sheet, running, err := a.Office.Sheet(r.Ctx(), r.Actor, exam.AttemptID(id))
	if err != nil {
		return err
	}
	if !running {
		return r.SeeOther("/attempts/%d/result", id)
	}
	f := fill(form, sheet)
	refused, err := a.Office.SaveAll(r.Ctx(), r.Actor, sheet.Attempt, f.changed)
	if fault.Is(err, fault.Conflict) { // submitted meanwhile
		return r.SeeOther("/attempts/%d/result", id)
	}
	if err != nil {
		return err
	}
	var wrong fault.Fields
	for key, refusal := range refused {
		if fault.Is(refusal, fault.Stale) {
			f.disputed[string(key)] = true
		} else {
			wrong.Add(string(key), "这道题的答案太长，或格式不对，没有保存")
		}
	}
	for key := range f.disputed {
		wrong.Add(key, "这道题在另一个页面或设备上改过。再按一次保存，就按这里写的算")
	}
	if err := wrong.Err(); err != nil {
		return a.refuseAnswers(r, sheet.Attempt, f, err)
	}
	return r.SeeOther(path, id)
}

// refuseAnswers shows the paper as it was filled in, with what the server has of the answers in dispute.
func (a *Area) refuseAnswers(r *web.Request, id exam.AttemptID, f filled, failure error) error {
	sheet, running, err := a.Office.Sheet(r.Ctx(), r.Actor, id)
	if err != nil || !running {
		return err
	}
	v := a.attemptView(r, sheet)
	for p := range v.Parts {
		for i := range v.Parts[p].Questions {
			q := &v.Parts[p].Questions[i]
			typed, sent := f.typed[string(q.Key)]
			if !sent {
				continue
			}
			if f.disputed[string(q.Key)] {
				q.Disputed, q.Other = true, inWords(q.Values)
			}
			q.Values = typed
		}
	}
	return a.attemptPage.Refuse(r, v, failure)
}

// inWords prints an answer in one line.
func inWords(values []string) string { return strings.Join(compact(values), "、") }
