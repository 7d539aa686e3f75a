package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// sent is the form of a plan as it arrived, with the button that sent it.
type sent struct {
	id    plan.VersionID
	words words
	in    *input
	do    string
	whole bool // the form holds the plan, not only the sentence on the change
}

func (a *Area) receive(r *web.Request) (sent, error) {
	id, err := r.ID("version")
	if err != nil {
		return sent{}, err
	}
	form, err := r.Form()
	if err != nil {
		return sent{}, err
	}
	s := sent{id: plan.VersionID(id), do: form.Raw("do"), whole: len(form.Names("shares.")) > 0}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		s.words, err = readWords(r.Ctx(), tx)
		return err
	})
	s.in = readInput(form, s.words)
	return s, err
}

func (a *Area) saveVersion(r *web.Request) error {
	s, err := a.receive(r)
	if err != nil {
		return err
	}
	if s.reshapes() {
		return a.reshape(r, s)
	}
	content, err := s.in.content(s.words)
	if err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := a.Planner.Save(ctx, tx, r.Actor, s.id, s.in.revision(), content)
			return err
		})
	}
	if err != nil {
		return a.refuseInput(r, s, err)
	}
	return r.SeeOther("/plan-versions/%d?done=saved", s.id)
}

// submitVersion saves what the form holds and submits it, both or nothing.
func (a *Area) submitVersion(r *web.Request) error {
	s, err := a.receive(r)
	if err != nil {
		return err
	}
	if s.seeks() {
		return a.reshape(r, s)
	}
	content, err := s.in.content(s.words)
	if err == nil || !s.whole {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			revision := s.in.revision()
			if s.whole {
				saved, err := a.Planner.Save(ctx, tx, r.Actor, s.id, revision, content)
				if err != nil {
					return err
				}
				revision = saved.Revision
			}
			_, err := a.Planner.Submit(ctx, tx, r.Actor, s.id, revision, s.in.Change)
			return err
		})
	}
	if err != nil {
		return a.refuseInput(r, s, err)
	}
	return r.SeeOther("/plan-versions/%d", s.id)
}

// refuseInput shows the form again as it was sent. When somebody else changed the version meanwhile, the page says what
// the form has otherwise, and sending it once more replaces what the other one saved.
func (a *Area) refuseInput(r *web.Request, s sent, failure error) error {
	view, err := a.version(r, s.id)
	if err != nil {
		return err
	}
	changed := fault.Is(failure, fault.Stale) || fault.Is(failure, fault.Conflict)
	if changed && s.whole {
		view.Rival = s.rival(r, view.Content)
	}
	if view.Edit != nil {
		if changed {
			s.in.Revision = view.Edit.Revision
		}
		if !s.whole {
			view.Edit.Change = s.in.Change
		} else {
			view.Edit = s.in
		}
	}
	return a.versionPage.Refuse(r, view, failure)
}

// rival returns what the form has otherwise than what is saved now; nothing, when the form cannot be read.
func (s sent) rival(r *web.Request, saved plan.Content) []differenceRow {
	content, err := s.in.content(s.words)
	if err != nil {
		return nil
	}
	for i := range content.Topics {
		if t := &content.Topics[i]; t.Key == "" {
			t.Key = fmt.Sprintf("new%d", i) // they get their keys when they are saved
		}
	}
	differences, _ := plan.Compare(saved, content)
	return differenceRows(r, s.words, differences)
}

// The buttons of the form that change its rows; those with an index end in it, as remove-topic.3.
const (
	addTarget    = "add-requirement"
	removeTarget = "remove-requirement"
	addTopic     = "add-topic"
	removeTopic  = "remove-topic"
	findReading  = "find-reading"
)

// reshapes reports whether the button only changes the rows of the form.
func (s sent) reshapes() bool {
	button, _, _ := strings.Cut(s.do, ".")
	return slices.Contains([]string{addTarget, removeTarget, addTopic, removeTopic, findReading}, button) || s.seeks()
}

// seeks reports whether words of a title are still to be looked up; saving would lose them.
func (s sent) seeks() bool {
	return slices.ContainsFunc(s.in.Topics, func(t topicInput) bool { return t.Find != "" })
}

// reshape shows the form with its rows changed and with what was looked up. Nothing is saved.
func (a *Area) reshape(r *web.Request, s sent) error {
	view, err := a.version(r, s.id)
	if err != nil {
		return err
	}
	if view.Edit == nil {
		return a.refuseInput(r, s, fault.New(fault.Conflict, "这一版现在不能改"))
	}
	s.in.press(s.do)
	if err := a.lookUp(r, s.in.Topics); err != nil {
		return err
	}
	view.Edit, view.Unsaved = s.in, true
	return a.versionPage.Render(r, view)
}

// press changes the rows as the button says; one that is not there is ignored.
func (in *input) press(button string) {
	button, index, _ := strings.Cut(button, ".")
	i, err := strconv.Atoi(index)
	has := func(rows int) bool { return err == nil && 0 <= i && i < rows }
	switch {
	case button == addTarget:
		in.Targets = append(in.Targets, targetInput{})
	case button == addTopic:
		in.Topics = append(in.Topics, nextTopic(in.Topics))
	case button == removeTarget && has(len(in.Targets)):
		in.Targets = slices.Delete(in.Targets, i, i+1)
	case button == removeTopic && has(len(in.Topics)):
		in.Topics = slices.Delete(in.Topics, i, i+1)
	}
}

// nextTopic returns an empty topic in the quarter and mode of the last one.
func nextTopic(topics []topicInput) topicInput {
	if n := len(topics); n > 0 {
		return topicInput{Quarter: topics[n-1].Quarter, Mode: topics[n-1].Mode}
	}
	return topicInput{Quarter: "1", Mode: string(hours.Collective)}
}
