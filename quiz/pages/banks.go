package pages

import (
	"context"
	"fmt"
	"net/url"
	"strconv"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
	"xiangxue/quiz/currency"
)

// banksView is the question banks, with a form for a further one.
type banksView struct {
	Banks    []bank.Bank
	Name     string
	Outdated int // lessons and questions that cite changed articles
}

func (a *Area) listBanks(r *web.Request) error {
	v, err := a.banks(r)
	if err != nil {
		return err
	}
	return a.banksPage.Render(r, v)
}

func (a *Area) banks(r *web.Request) (v banksView, err error) {
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if v.Banks, err = bank.Banks(r.Ctx(), tx); err != nil {
			return err
		}
		v.Outdated, err = currency.Count(r.Ctx(), tx)
		return err
	})
	return v, err
}

// openBank makes an empty bank, or leads to the one of that name.
func (a *Area) openBank(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	name := form.Required("name", 80)
	failure := form.Err()
	var opened bank.Bank
	if failure == nil {
		failure = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) (err error) {
			opened, err = a.Keeper.Open(ctx, tx, r.Actor, name)
			return err
		})
	}
	if failure != nil {
		v, err := a.banks(r)
		if err != nil {
			return err
		}
		v.Name = form.Raw("name")
		return a.banksPage.Refuse(r, v, failure)
	}
	return r.SeeOther("/banks/%d", opened.ID)
}

// shownQuestions is how many questions a page of a bank lists.
const shownQuestions = 50

// bankView is a bank with the questions that a filter selects.
type bankView struct {
	bank.Bank
	Filter    filterInput
	Subjects  []string
	Tags      []string
	Kinds     []quiz.Kind
	States    []bank.State
	Found     int
	Questions []bank.Question
	Next      string // the path of the next page; empty on the last one
}

// filterInput is the filter as it was chosen.
type filterInput struct {
	Subject, Tag, Kind, State, Text string
	Difficulty                      string
}

func readFilter(form *web.Form) filterInput {
	return filterInput{
		Subject: form.Text("subject", bank.MaxSubject), Tag: form.Text("tag", bank.MaxTag), Kind: form.Text("kind", 20),
		State: form.Text("state", 20), Text: form.Text("text", 50), Difficulty: form.Text("difficulty", 1),
	}
}

// IsSet reports whether the filter leaves anything out.
func (f filterInput) IsSet() bool { return f != filterInput{} }

func (f filterInput) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{
		"subject": f.Subject, "tag": f.Tag, "kind": f.Kind, "state": f.State, "text": f.Text, "difficulty": f.Difficulty,
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

func (f filterInput) filter(in bank.ID) bank.Filter {
	filter := bank.Filter{Bank: in, Subject: f.Subject, Tag: f.Tag, Kind: quiz.Kind(f.Kind), Text: f.Text}
	filter.Difficulty, _ = strconv.Atoi(f.Difficulty) // what is no number selects any difficulty
	if f.State != "" {
		filter.States = []bank.State{bank.State(f.State)}
	}
	return filter
}

func (a *Area) showBank(r *web.Request) error {
	id, err := r.ID("bank")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	v := bankView{Filter: readFilter(form), Kinds: quiz.Kinds(), States: bank.States()}
	after, _ := strconv.ParseInt(form.Raw("after"), 10, 64) // what is no number begins with the first page
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error { return v.load(r, tx, bank.ID(id), bank.QuestionID(after)) })
	if err != nil {
		return err
	}
	return a.bankPage.Render(r, v)
}

func (v *bankView) load(r *web.Request, tx storage.ReadTx, id bank.ID, after bank.QuestionID) (err error) {
	if v.Bank, err = bank.ByID(r.Ctx(), tx, id); err != nil {
		return err
	}
	filter := v.Filter.filter(id)
	if v.Found, err = bank.Count(r.Ctx(), tx, filter); err != nil {
		return err
	}
	filter.After, filter.Limit = after, shownQuestions+1
	if v.Questions, err = bank.Find(r.Ctx(), tx, filter); err != nil {
		return err
	}
	if len(v.Questions) > shownQuestions {
		v.Questions = v.Questions[:shownQuestions]
		query := v.Filter.query()
		query.Set("after", strconv.FormatInt(int64(v.Questions[shownQuestions-1].ID), 10))
		v.Next = fmt.Sprintf("/banks/%d?%s", id, query.Encode())
	}
	if v.Subjects, err = bank.Subjects(r.Ctx(), tx); err != nil {
		return err
	}
	v.Tags, err = bank.Tags(r.Ctx(), tx)
	return err
}

// errNoQuestion says that the address names no question.
var errNoQuestion = fault.New(fault.NotFound, "题库里没有这道题")
