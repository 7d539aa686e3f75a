package group

import (
	"errors"

	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// people remembers the names that one page asks for.
type people map[roster.CadreID]string

// name returns the name of a person, and "" for nobody.
func (p people) name(r *web.Request, tx storage.ReadTx, id roster.CadreID) (string, error) {
	if name, known := p[id]; known || id == 0 {
		return name, nil
	}
	c, err := roster.FindCadre(r.Ctx(), tx, id)
	if err != nil {
		return "", err
	}
	p[id] = c.Name
	return c.Name, nil
}

// naming returns the failure with the name of the person before what is wrong with a field of that person's row, so that
// the list at the top of the page tells the rows apart.
func naming(r *web.Request, failure error, owners map[string]string) error {
	return eachField(failure, func(f fault.Field) fault.Field {
		if name, found := owners[f.Name]; found {
			text := r.Say(f.Message)
			f.Message = fault.Message{Text: "%s：%s", Args: []any{name, text}}
		}
		return f
	})
}

// renaming returns the failure with fields under the names that the page uses for them.
func renaming(failure error, names map[string]string) error {
	return eachField(failure, func(f fault.Field) fault.Field {
		if name, found := names[f.Name]; found {
			f.Name = name
		}
		return f
	})
}

func eachField(failure error, change func(fault.Field) fault.Field) error {
	var e *fault.Error
	if !errors.As(failure, &e) {
		return failure
	}
	changed := &fault.Error{Kind: e.Kind, Message: e.Message}
	for _, f := range e.Fields {
		changed.Fields = append(changed.Fields, change(f))
	}
	return changed
}
