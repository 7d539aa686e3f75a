package desk

import (
	"slices"
	"strings"

	"xiangxue/course"
	"xiangxue/course/plan"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// mostFound is how many courses, and how many documents, are shown for the words of a title.
const mostFound = 8

// lookUp finds what the topics ask to look up; the words move from the field to the result.
func (a *Area) lookUp(r *web.Request, topics []topicInput) error {
	return a.DB.Read(r.Ctx(), func(tx storage.ReadTx) error {
		for i := range topics {
			t := &topics[i]
			if t.Find == "" {
				continue
			}
			found, err := a.readings(r, tx, t.Find)
			if err != nil {
				return err
			}
			for _, reading := range found {
				if in := readingInputOf(reading); !slices.Contains(t.Required, in) {
					t.Found = append(t.Found, in)
				}
			}
			t.Sought, t.Find = t.Find, ""
		}
		return nil
	})
}

// readings returns the offered courses and the documents whose titles hold the words.
func (a *Area) readings(r *web.Request, tx storage.ReadTx, words string) ([]plan.Reading, error) {
	offers, err := course.Offers(r.Ctx(), tx)
	if err != nil {
		return nil, err
	}
	var list []plan.Reading
	for _, o := range offers {
		if len(list) < mostFound && holds(o.Title, words) {
			list = append(list, plan.Reading{Kind: plan.CourseItem, Ref: int64(o.Course), Title: "《" + o.Title + "》课程"})
		}
	}
	documents, err := a.Documents(r.Ctx(), tx, words, mostFound)
	return append(list, documents...), err
}

// holds reports whether the title holds all the words.
func holds(title, words string) bool {
	for _, w := range strings.Fields(words) {
		if !strings.Contains(title, w) {
			return false
		}
	}
	return true
}
