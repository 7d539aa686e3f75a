package account

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/roster"
)

// accountFilter selects accounts. Zero fields select everything.
type accountFilter struct {
	unit  roster.UnitID
	state access.State
	query string
}

// apply returns the accounts that the filter selects: of a unit, with those of the units below it; of a unit that is not
// managed, none.
func (f accountFilter) apply(m managed) []access.Account {
	path := "none"
	if f.unit == 0 {
		path = ""
	}
	for _, u := range m.units {
		if u.ID == f.unit {
			path = u.Path
		}
	}
	query := strings.ToLower(f.query)
	return slices.DeleteFunc(slices.Clone(m.accounts), func(a access.Account) bool {
		return !strings.HasPrefix(a.Unit.Path, path) || f.state != "" && a.State != f.state ||
			!strings.Contains(a.Cadre.Name, f.query) && !strings.Contains(strings.ToLower(a.Cadre.StaffNo), query)
	})
}

// path returns the address of a page of what the filter selects.
func (f accountFilter) path(page int) string {
	q := url.Values{}
	for name, value := range map[string]string{"state": string(f.state), "q": f.query} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.unit != 0 {
		q.Set("unit", strconv.FormatInt(int64(f.unit), 10))
	}
	q.Set("page", strconv.Itoa(page))
	return "/accounts?" + q.Encode()
}
