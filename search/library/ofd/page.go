package ofd

import (
	"strconv"
	"strings"

	"xiangxue/course/office"
	"xiangxue/search/library/layout"
)

// sheets reads the pages of one document.
type sheets struct {
	*reader
	dir       string
	box       [4]float64 // of a page that names none
	templates []template
}

// template is a page whose text stands on others, too.
type template struct {
	id, at string
	read   bool
	runs   []layout.Run
}

// page reads one page with the templates that it names.
func (s *sheets) page(at string) error {
	name, found := s.find(s.dir, at)
	if !found {
		s.text.Missing = append(s.text.Missing, len(s.text.Pages)+1)
		s.text.Pages = append(s.text.Pages, layout.Page{})
		return nil
	}
	root, err := s.files.XML(name)
	if err != nil {
		return err
	}
	box := s.box
	if own := pageBox(root.Child("Area")); own[3] > 0 {
		box = own
	}
	p := layout.Page{Width: box[2], Height: box[3]}
	for _, t := range root.All("Template") {
		runs, err := s.template(t.Attr("TemplateID"))
		if err != nil {
			return err
		}
		if err := s.spend(len(runs)); err != nil {
			return err
		}
		p.Runs = append(p.Runs, runs...)
	}
	runs, err := s.content(root)
	if err != nil {
		return err
	}
	p.Runs = append(p.Runs, runs...)
	s.text.Pages = append(s.text.Pages, p)
	return nil
}

// template returns the text of a template, reading it once.
func (s *sheets) template(id string) ([]layout.Run, error) {
	for i := range s.templates {
		t := &s.templates[i]
		if t.id != id {
			continue
		}
		name, found := s.find(s.dir, t.at)
		if t.read || !found {
			return t.runs, nil
		}
		root, err := s.files.XML(name)
		if err != nil {
			return nil, err
		}
		t.read = true
		t.runs, err = s.content(root)
		return t.runs, err
	}
	return nil, nil
}

// content returns the text of all layers of a page.
func (s *sheets) content(root *office.Node) ([]layout.Run, error) {
	var runs []layout.Run
	for _, layer := range root.Child("Content").All("Layer") {
		found, err := s.block(layer)
		if err != nil {
			return nil, err
		}
		runs = append(runs, found...)
	}
	return runs, nil
}

// block returns the text of a layer or of a block within one.
func (s *sheets) block(n *office.Node) ([]layout.Run, error) {
	var runs []layout.Run
	for _, c := range n.Children {
		switch {
		case c.Name == "PageBlock":
			inner, err := s.block(c)
			if err != nil {
				return nil, err
			}
			runs = append(runs, inner...)
		case c.Name == "TextObject" && c.Attr("Visible") != "false":
			found := textRuns(c)
			if err := s.spend(len(found)); err != nil {
				return nil, err
			}
			runs = append(runs, found...)
		}
	}
	return runs, nil
}

// spend counts letters against the limit.
func (s *sheets) spend(n int) error {
	if s.letters += n; s.letters > maxLetters {
		return &office.FormatError{File: s.file, Message: "文字太多，请拆成几个文件"}
	}
	return nil
}

// pageBox returns the place and size of a page's area.
func pageBox(area *office.Node) [4]float64 {
	var box [4]float64
	copy(box[:], numbers(area.Child("PhysicalBox").Content()))
	return box
}

// numbers reads figures parted by blanks; what is none counts as 0.
func numbers(s string) []float64 {
	fields := strings.Fields(s)
	found := make([]float64, len(fields))
	for i, f := range fields {
		if n, err := strconv.ParseFloat(f, 64); err == nil {
			found[i] = n
		}
	}
	return found
}
