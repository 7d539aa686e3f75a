package group

import (
	"fmt"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// topicLink leads to the announcement of a meeting on a topic of a plan.
type topicLink struct {
	plan.Topic
	Unit string // whose plan it is
	Mode string // its name
	Path string
}

// openTopics returns the topics of the plans in force for the actor's units that are to be studied in a meeting and for
// which none is announced yet.
func openTopics(r *web.Request, tx storage.ReadTx, year int, announced []plan.Meeting) ([]topicLink, error) {
	approved, err := plan.AllApproved(r.Ctx(), tx, year, r.Now())
	if err != nil {
		return nil, err
	}
	units, err := roster.Units(r.Ctx(), tx, roster.Everyone())
	if err != nil {
		return nil, err
	}
	paths, err := audiencePaths(r, tx, units)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, m := range announced {
		unit, _ := nearestPlan(m.Path, units, approved)
		known[topicKey(unit, m.Topic)] = true
	}
	var links []topicLink
	for _, u := range units {
		v, exists := approved[u.ID]
		if !exists || !holdsForAny(u, paths, units, approved) {
			continue
		}
		for _, t := range v.Content.Topics {
			inMeeting := t.Mode == hours.Collective || t.Mode == hours.Group
			if inMeeting && !known[topicKey(u.ID, t.Key)] {
				path := fmt.Sprintf("/group-meetings/new?plan=%d&topic=%s", v.ID, t.Key)
				links = append(links, topicLink{Topic: t, Unit: u.Name, Mode: t.Mode.Label(), Path: path})
			}
		}
	}
	return links, nil
}

// topicKey tells the topics of the plans apart.
func topicKey(unit roster.UnitID, topic string) string { return fmt.Sprintf("%d/%s", unit, topic) }

// audiencePaths returns the paths of the units and of the groups' units for which the actor runs meetings.
func audiencePaths(r *web.Request, tx storage.ReadTx, units []roster.Unit) ([]string, error) {
	scope := r.Actor.Scope(access.RunMeetings)
	own, err := roster.Units(r.Ctx(), tx, scope)
	if err != nil {
		return nil, err
	}
	groups, err := roster.Groups(r.Ctx(), tx, scope)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, u := range own {
		paths = append(paths, u.Path)
	}
	for _, g := range groups {
		for _, u := range units {
			if u.ID == g.UnitID {
				paths = append(paths, u.Path)
			}
		}
	}
	return paths, nil
}

// holdsForAny reports whether the plan of the unit is the nearest one above any of the paths.
func holdsForAny(unit roster.Unit, paths []string, units []roster.Unit, approved map[roster.UnitID]plan.Version) bool {
	for _, path := range paths {
		if nearest, found := nearestPlan(path, units, approved); found && nearest == unit.ID {
			return true
		}
	}
	return false
}

// nearestPlan returns the unit with a plan that stands nearest above the path, or at it.
func nearestPlan(path string, units []roster.Unit, approved map[roster.UnitID]plan.Version) (roster.UnitID, bool) {
	var nearest roster.Unit
	for _, u := range units {
		_, has := approved[u.ID]
		if has && strings.HasPrefix(path, u.Path) && len(u.Path) > len(nearest.Path) {
			nearest = u
		}
	}
	return nearest.ID, nearest.ID != 0
}
