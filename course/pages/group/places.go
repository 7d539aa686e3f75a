package group

import (
	"errors"
	"fmt"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/attendance"
	"xiangxue/course/objection"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// placesView is the groups and units that somebody looks after.
type placesView struct {
	Groups   []placeRow
	Units    []placeRow // in the order of the directory
	Waiting  int        // corrections that wait for the reader's decision
	Decides  bool
	Answers  bool // may answer doubts
	Hears    bool // may answer objections
	Objected int  // objections that wait for an answer
}

// placeRow is a group or a unit.
type placeRow struct {
	Path  string
	Name  string
	Of    string // the unit of a group
	Depth int    // of a unit below the topmost of the list
}

func (a *Area) listPlaces(r *web.Request) error {
	v := placesView{Decides: r.Actor.May(access.ApproveReversal), Answers: r.Actor.May(access.AnswerDoubts), Hears: r.Actor.May(access.AnswerObjections)}
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		if err = errors.Join(v.fill(r, tx), v.countObjections(r, tx)); err != nil || !v.Decides {
			return err
		}
		v.Waiting, err = a.waiting(r, tx)
		return err
	})
	if err != nil {
		return err
	}
	if only := v.only(); only != "" && !v.Decides {
		return r.SeeOther(only)
	}
	return a.placesPage.Render(r, v)
}

// only returns the path of the one place there is, or "".
func (v placesView) only() string {
	all := append(v.Groups, v.Units...)
	if len(all) != 1 {
		return ""
	}
	return all[0].Path
}

func (v *placesView) fill(r *web.Request, tx storage.ReadTx) error {
	scope := r.Actor.Scope(access.SeeGroup)
	groups, err := roster.Groups(r.Ctx(), tx, scope)
	if err != nil {
		return err
	}
	units, err := roster.Units(r.Ctx(), tx, scope)
	if err != nil {
		return err
	}
	names := map[roster.UnitID]string{}
	for _, u := range units {
		names[u.ID] = u.Name
		depth := strings.Count(u.Path, "/") - strings.Count(units[0].Path, "/")
		v.Units = append(v.Units, placeRow{Path: boardPath(u.ID), Name: u.Name, Depth: max(0, min(depth, 2))})
	}
	for _, g := range groups {
		v.Groups = append(v.Groups, placeRow{Path: groupPath(g.ID), Name: g.Name, Of: names[g.UnitID]})
	}
	return nil
}

// waiting counts the corrections that wait for a decision of the actor.
func (a *Area) waiting(r *web.Request, tx storage.ReadTx) (int, error) {
	scope := r.Actor.Scope(access.ApproveReversal)
	rolls, err := attendance.Corrections(r.Ctx(), tx, scope, true)
	if err != nil {
		return 0, err
	}
	entries, err := a.Ledger.Requests(r.Ctx(), tx, scope, true)
	if err != nil {
		return 0, err
	}
	keys, err := a.openKeys(r, tx)
	return len(rolls) + len(entries) + len(keys), err
}

// countObjections counts the objections that wait for an answer.
func (v *placesView) countObjections(r *web.Request, tx storage.ReadTx) error {
	list, err := objection.List(r.Ctx(), tx, r.Actor.Scope(access.AnswerObjections), r.Today())
	for _, o := range list {
		if o.Answer == nil {
			v.Objected++
		}
	}
	return err
}

func groupPath(id roster.GroupID) string { return fmt.Sprintf("/groups/%d", id) }

func boardPath(id roster.UnitID) string { return fmt.Sprintf("/units/%d/board", id) }
