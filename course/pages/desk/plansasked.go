package desk

import (
	"xiangxue/course/access"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// askedSubject is what villagers ask about one subject and nobody has answered.
type askedSubject struct {
	Name  string
	Count int
	First []plan.Unanswered // the oldest ones
}

// askedShown is how many questions of a subject are listed.
const askedShown = 5

// asked returns the questions that nobody has answered, by subject, for whoever drafts plans.
func (a *Area) asked(r *web.Request, tx storage.ReadTx) ([]askedSubject, error) {
	if !r.Actor.May(access.DraftPlan) {
		return nil, nil
	}
	questions, err := a.Questions(r.Ctx(), tx, r.Actor)
	var subjects []askedSubject
	for _, q := range questions {
		if n := len(subjects); n == 0 || subjects[n-1].Name != q.SubjectName {
			subjects = append(subjects, askedSubject{Name: q.SubjectName})
		}
		s := &subjects[len(subjects)-1]
		s.Count++
		if len(s.First) < askedShown {
			s.First = append(s.First, q)
		}
	}
	return subjects, err
}
