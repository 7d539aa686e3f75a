package report

import (
	"context"
	"fmt"
	"strings"

	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// audiences are the people of units and groups, each by the place that the person has among the people of a report.
type audiences struct {
	paths  []string // of the unit of each person
	place  map[roster.CadreID]int
	group  map[roster.GroupID]int // index in list
	study  []int                  // indices of the study groups
	inUnit map[string]int         // index in list, by path
	list   [][]int
}

func newAudiences(people []coveredRow) *audiences {
	a := &audiences{place: make(map[roster.CadreID]int, len(people)), group: map[roster.GroupID]int{}, inUnit: map[string]int{}}
	for n, p := range people {
		a.paths = append(a.paths, p.Path)
		a.place[p.CadreID] = n
	}
	return a
}

// join reads who of the people belongs to which group on the day.
func (a *audiences) join(ctx context.Context, tx storage.ReadTx, at AsOf) error {
	rows, err := selectJoined(ctx, tx, at)
	if err != nil {
		return fmt.Errorf("read the members of the groups: %w", err)
	}
	for _, r := range rows {
		n, covered := a.place[r.CadreID]
		if !covered {
			continue
		}
		at := a.ofGroup(r.GroupID)
		if len(a.list[at]) == 0 && r.Kind == roster.Study {
			a.study = append(a.study, at)
		}
		a.list[at] = append(a.list[at], n)
	}
	return nil
}

// of returns the index of the audience of a meeting: of its group or, without one, of the unit with the path.
func (a *audiences) of(group roster.GroupID, path string) int {
	if group != 0 {
		return a.ofGroup(group)
	}
	at, known := a.inUnit[path]
	if !known {
		at = len(a.list)
		a.inUnit[path] = at
		var people []int
		for n, p := range a.paths {
			if strings.HasPrefix(p, path) {
				people = append(people, n)
			}
		}
		a.list = append(a.list, people)
	}
	return at
}

func (a *audiences) ofGroup(id roster.GroupID) int {
	at, known := a.group[id]
	if !known {
		at = len(a.list)
		a.group[id] = at
		a.list = append(a.list, nil)
	}
	return at
}

// groups returns the indices of the study groups.
func (a *audiences) groups() []int { return a.study }
