package library

import "strings"

// Cite returns how the article is cited: 《农村土地承包法》第三十六条.
func Cite(d Document, a Article) string {
	name := d.ShortName
	if name == "" {
		name = d.Title
	}
	title := "《" + strings.NewReplacer("《", "〈", "》", "〉").Replace(name) + "》"
	switch {
	case strings.HasPrefix(a.Number, "第"):
		return title + a.Number
	case a.Number != "":
		return title + "第" + strings.Trim(a.Number, "、.．") + "部分"
	case a.Title != "":
		return title + "“" + a.Title + "”"
	}
	return title
}
