package pages

import (
	"net/http"
	"strings"

	"xiangxue/course/fault"
	"xiangxue/course/web"
	"xiangxue/search"
)

// suggested is how many names are offered while somebody types; meant is how many when a name was nearly right.
const (
	suggested = 8
	meant     = 3
)

// suggestion is a name that may be meant.
type suggestion struct {
	Name string `json:"name"`
	Path string `json:"path"`
}

// suggest answers what the box asks while somebody types: the names of laws that may be meant. While the index is being
// rebuilt there are none.
func (a *Area) suggest(r *web.Request) error {
	titles, err := a.Index.Suggest(string(cut([]rune(r.QueryParam("q")), maxText)), suggested)
	if err != nil && !fault.Is(err, fault.Busy) {
		return err
	}
	names := make([]suggestion, len(titles))
	for i, title := range titles {
		names[i] = suggestionOf(title, question{})
	}
	return r.JSON(http.StatusOK, struct {
		Names []suggestion `json:"names"`
	}{names})
}

// suggestionOf returns a name with the page that searches for it.
func suggestionOf(name string, q question) suggestion {
	q.Text, q.Page = name, 1
	return suggestion{Name: name, Path: q.Path()}
}

// nearly returns the laws that a question without an answer, or one that looks like the name of a law, may have meant.
func (a *Area) nearly(q question, result search.Result) ([]suggestion, error) {
	named := result.Route != search.Question && result.Route != search.NumberTopic
	if named || q.Page > 1 || q.filtered() {
		return nil, nil
	}
	near, err := a.Index.Near(q.Text, meant)
	if err != nil {
		return nil, err
	}
	var names []suggestion
	for _, n := range near {
		names = append(names, suggestionOf(strings.TrimPrefix(n.Title, "中华人民共和国")+n.Number, q))
	}
	if len(names) > 0 || result.Total > 0 {
		return names, nil
	}
	titles, err := a.Index.Suggest(q.Text, meant)
	for _, title := range titles {
		names = append(names, suggestionOf(title, q))
	}
	return names, err
}
