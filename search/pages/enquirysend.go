package pages

import (
	"context"
	"slices"
	"strings"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
	"xiangxue/search/enquiry"
)

// saveEnquiry keeps what was typed, after the change that the button asks for.
func (a *Area) saveEnquiry(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	typed, err := readEnquiryForm(r, form)
	if err != nil {
		return err
	}
	kept := typed
	err = a.settle(r, form, &typed)
	if err == nil {
		typed.change(form.Raw("do"))
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			d, err := typed.draft(typed.Enquiry)
			if err == nil {
				_, err = a.Enquiries.Save(ctx, tx, r.Actor, d)
			}
			return err
		})
	}
	if err != nil {
		return a.refuseEnquiry(r, kept, err)
	}
	if form.Raw("do") == "find" {
		return r.SeeOther("/policies?for=%d", typed.Enquiry)
	}
	return r.SeeOther("%s/draft", enquiryPath(typed.Enquiry))
}

// settle reports what is wrong with the form and takes in the citation that was typed.
func (a *Area) settle(r *web.Request, form *web.Form, typed *enquiryForm) error {
	if err := form.Err(); err != nil {
		return err
	}
	return a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error { return typed.cite(r, tx) })
}

// change does what a button of the form asks for: adopt takes over the wording without personal data, remove-… leaves an
// article or lesson out. Any other only saves.
func (f *enquiryForm) change(do string) {
	switch what, which, _ := strings.Cut(do, " "); what {
	case "adopt":
		w := enquiry.Wording{Question: f.Question, Answer: f.Answer}.Masked()
		f.Question, f.Answer = w.Question, w.Answer
	case "remove-article":
		f.Articles = slices.DeleteFunc(f.Articles, func(a string) bool { return a == which })
	case "remove-lesson":
		f.Lessons = slices.DeleteFunc(f.Lessons, func(id int64) bool { return number(id) == which })
	}
}

// sendEnquiry sends what was typed as the next version of the question.
func (a *Area) sendEnquiry(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	typed, err := readEnquiryForm(r, form)
	if err != nil {
		return err
	}
	sending := enquiry.Sending{Confirmed: typed.Clean, Answered: form.Raw("as") != "open"}
	if err = a.settle(r, form, &typed); err == nil {
		err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
			d, err := typed.draft(typed.Enquiry)
			if err != nil {
				return err
			}
			return a.Enquiries.Send(ctx, tx, r.Actor, d, sending)
		})
	}
	if err != nil {
		return a.refuseEnquiry(r, typed, err)
	}
	return r.SeeOther("%s", enquiryPath(typed.Enquiry))
}

// refuseEnquiry shows the form as it was typed. When somebody sent a version meanwhile, sending again goes out from that.
func (a *Area) refuseEnquiry(r *web.Request, typed enquiryForm, failure error) error {
	var v enquiryDraftView
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		if fault.Is(failure, fault.Conflict) {
			current, err := a.Enquiries.Show(r.Ctx(), tx, r.Actor, typed.Enquiry)
			if err != nil {
				return err
			}
			typed.Base = current.Number
		}
		if _, err := a.Enquiries.DraftOf(r.Ctx(), tx, r.Actor, typed.Enquiry); err != nil {
			return err
		}
		var err error
		v, err = a.draftView(r, tx, typed)
		return err
	})
	if err != nil {
		return err
	}
	return a.enquiryDraftPage.Refuse(r, v, failure)
}

// attachArticle adds an article that was found by searching to what the person writes about a question.
func (a *Area) attachArticle(r *web.Request) error {
	id, err := r.ID("question")
	if err != nil {
		return err
	}
	form, err := r.Form()
	if err != nil {
		return err
	}
	article, err := enquiry.ParseArticle(form.Raw("article"))
	if err != nil {
		return err
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		d, err := a.Enquiries.DraftOf(ctx, tx.ReadTx, r.Actor, enquiry.ID(id))
		if err != nil {
			return err
		}
		d.Articles = append(d.Articles, article)
		_, err = a.Enquiries.Save(ctx, tx, r.Actor, d)
		return err
	})
	if err != nil {
		return err
	}
	return r.SeeOther("%s/draft#basis", enquiryPath(enquiry.ID(id)))
}

// discardEnquiry deletes what the person was writing.
func (a *Area) discardEnquiry(r *web.Request) error {
	id, err := r.ID("question")
	if err != nil {
		return err
	}
	err = a.DB.Write(r.Ctx(), func(ctx context.Context, tx storage.WriteTx) error {
		return a.Enquiries.Discard(ctx, tx, r.Actor, enquiry.ID(id))
	})
	if err != nil {
		return err
	}
	return r.SeeOther(enquiriesPath)
}
