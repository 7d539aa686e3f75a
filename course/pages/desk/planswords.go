package desk

import (
	"context"
	"fmt"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// words are what the codes of a plan are called, in Chinese and in their order.
type words struct {
	Categories []roster.CategoryInfo
	Subjects   []course.Subject
	Modes      []modeWord
	Quarters   []quarterWord
}

type modeWord struct {
	Code hours.Mode
	Name string
}

type quarterWord struct {
	Number calendar.Quarter
	Name   string
}

func readWords(ctx context.Context, tx storage.ReadTx) (words, error) {
	w := words{Quarters: []quarterWord{{1, "一季度"}, {2, "二季度"}, {3, "三季度"}, {4, "四季度"}}}
	for _, m := range hours.Modes() {
		w.Modes = append(w.Modes, modeWord{m, m.Label()})
	}
	var err error
	if w.Categories, err = roster.Categories(ctx, tx); err != nil {
		return w, err
	}
	w.Subjects, err = course.Subjects(ctx, tx)
	return w, err
}

func (w words) category(code roster.Category) string {
	for _, c := range w.Categories {
		if c.Code == code {
			return c.Name
		}
	}
	return string(code)
}

func (w words) subject(code string) string {
	for _, s := range w.Subjects {
		if s.Code == code {
			return s.Name
		}
	}
	return code
}

func (w words) quarter(q calendar.Quarter) string {
	if 1 <= q && int(q) <= len(w.Quarters) {
		return w.Quarters[q-1].Name
	}
	return ""
}

// people remembers the names of persons that a page has looked up.
type people map[roster.CadreID]string

// name returns a person's name, and "" for nobody.
func (p people) name(ctx context.Context, tx storage.ReadTx, id roster.CadreID) (string, error) {
	if name, known := p[id]; known || id == 0 {
		return name, nil
	}
	cadre, err := roster.FindCadre(ctx, tx, id)
	if err != nil {
		return "", err
	}
	p[id] = cadre.Name
	return cadre.Name, nil
}

// printed returns a value as it stands in a form.
func printed(v any) string { return fmt.Sprint(v) }
