package office

import (
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// documentStyle is what a paragraph has from its style.
type documentStyle struct {
	name  string
	base  string // id of the style it inherits from
	level int    // as in Paragraph
	list  int    // as in Paragraph
}

// documentStyles reads the paragraph styles of a document by their ids. A document may have none.
func (a *archive) documentStyles(document string) (map[string]documentStyle, error) {
	links, err := a.relationships(document)
	if err != nil {
		return nil, err
	}
	m, err := a.open(targetOf(links, "styles", path.Dir(document)+"/styles.xml"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer m.Close()
	styles := map[string]documentStyle{}
	err = m.each(func(e element) error {
		if e.name != "style" || e.attr("type") != "paragraph" {
			return nil
		}
		style, err := readStyle(m)
		if err != nil {
			return err
		}
		styles[e.attr("styleId")] = style
		return checkFormats(len(styles))
	})
	return inherited(styles), err
}

// readStyle reads one style to its end.
func readStyle(m *markup) (documentStyle, error) {
	var s documentStyle
	err := m.inside(func(e element) error {
		switch e.name {
		case "name":
			s.name = e.attr("val")
			s.level = max(s.level, levelOfName(s.name))
		case "basedOn":
			s.base = e.attr("val")
		case "outlineLvl":
			n, err := strconv.Atoi(e.attr("val"))
			s.level = headingLevel(n, err)
		case "numPr":
			s.list = 1
		}
		return nil
	}, nil)
	return s, err
}

// levelOfName knows the built-in names of headings, which are English in a file whatever Word displays, and
// those that other programs write.
func levelOfName(name string) int {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, heading := range []string{"heading", "标题"} {
		if number, found := strings.CutPrefix(name, heading); found {
			n, err := strconv.Atoi(strings.TrimSpace(number))
			return headingLevel(n-1, err)
		}
	}
	return 0
}

// maxInheritance is how many steps of inheritance count; a chain may be a circle.
const maxInheritance = 10

// inherited gives each style the level and list of the one it is based on when it has none itself.
func inherited(styles map[string]documentStyle) map[string]documentStyle {
	complete := make(map[string]documentStyle, len(styles))
	for id, style := range styles {
		base := style
		for range maxInheritance {
			if style.level != 0 && style.list != 0 {
				break
			}
			base = styles[base.base]
			if style.level == 0 {
				style.level = base.level
			}
			if style.list == 0 {
				style.list = base.list
			}
		}
		complete[id] = style
	}
	return complete
}
