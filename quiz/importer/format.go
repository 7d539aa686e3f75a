package importer

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz/bank"
)

// Format is a kind of file that holds questions. A further one is added by giving it a place in Formats.
type Format struct {
	Name       string                 // as people call it: GIFT, Moodle XML
	Extensions []string               // with dot, in lower case; the first is that of an export
	Sniff      func(data []byte) bool // whether the content is of this format, whatever the file's name
	Read       func(file string, data []byte) (Reading, error)
	Write      Writer // nil for a format that is only read
}

// Writer writes questions and returns what the format could not carry of them, by their numbers from 1.
type Writer func(w io.Writer, title string, drafts []bank.Draft) (lost office.RowErrors, err error)

// Formats returns all formats. Where an extension or a content fits several, the earlier one is taken.
func Formats() []Format {
	return []Format{
		tableFormat,
		giftFormat,
		aikenFormat,
		moodleFormat,
		qtiFormat,
		plainFormat,
	}
}

// Reading is what was read from a file. Every question of the file is in Items or named by Problems; Notes say what a
// good question lost, and which of them the file has twice.
type Reading struct {
	Format   string
	Items    []Item
	Problems office.RowErrors
	Notes    office.RowErrors
}

// Item is a question with the place it was read from.
type Item struct {
	bank.Draft
	Place office.RowError // its Message is empty
}

// Read reads a file of questions. The format is told by the extension as long as the content agrees, else by the content. It
// fails with office.FormatError or office.LimitError when the file as a whole cannot be read.
func Read(file string, data []byte) (Reading, error) {
	format, found := formatOf(file, data)
	if !found {
		return Reading{}, &office.FormatError{File: file, Message: fmt.Sprintf("认不出这是什么格式的题目文件，可以用的有：%s", names())}
	}
	reading, err := format.Read(file, data)
	if err != nil {
		return Reading{}, err
	}
	if reading.full() {
		return Reading{}, &office.LimitError{File: file, Measure: office.RowCount, Limit: bank.MaxImport}
	}
	if len(reading.Items)+len(reading.Problems) == 0 {
		return Reading{}, &office.FormatError{File: file, Message: "文件里没有题目"}
	}
	reading.Format = format.Name
	reading.onlyOnce()
	return reading, nil
}

// formatOf prefers a format whose extension and content fit, then one whose content fits, then one whose extension fits.
func formatOf(file string, data []byte) (Format, bool) {
	formats := Formats()
	named := func(f Format) bool { return slices.Contains(f.Extensions, strings.ToLower(filepath.Ext(file))) }
	sniffed := func(f Format) bool { return f.Sniff(data) }
	for _, fits := range []func(Format) bool{
		func(f Format) bool { return named(f) && sniffed(f) }, sniffed, named,
	} {
		if i := slices.IndexFunc(formats, fits); i >= 0 {
			return formats[i], true
		}
	}
	return Format{}, false
}

// FormatNamed returns the format of that name, such as QTI 3.0.
func FormatNamed(name string) (Format, bool) {
	formats := Formats()
	if i := slices.IndexFunc(formats, func(f Format) bool { return strings.EqualFold(f.Name, name) }); i >= 0 {
		return formats[i], true
	}
	return Format{}, false
}

func names() string {
	var list []string
	for _, f := range Formats() {
		list = append(list, fmt.Sprintf("%s（%s）", f.Name, strings.Join(f.Extensions, " ")))
	}
	return strings.Join(list, "、")
}

// full reports whether the file has more questions than an import takes; what follows need not be read.
func (r *Reading) full() bool {
	return len(r.Items)+len(r.Problems) > bank.MaxImport || len(r.Notes) > 4*bank.MaxImport
}

// take adds the item, or what keeps it from being stored.
func (r *Reading) take(it Item) {
	if err := it.Validate(); err != nil {
		var texts []string
		for _, m := range messages(err) {
			texts = append(texts, m.String())
		}
		r.Problems = append(r.Problems, it.at("%s", strings.Join(texts, "；")))
		return
	}
	r.Items = append(r.Items, it)
}

// note says something about a good question.
func (r *Reading) note(it Item, text string, args ...any) {
	r.Notes = append(r.Notes, it.at(text, args...))
}

func (r *Reading) drafts() []bank.Draft {
	drafts := make([]bank.Draft, len(r.Items))
	for i, it := range r.Items {
		drafts[i] = it.Draft
	}
	return drafts
}

// onlyOnce takes out the questions that the file has already said, and names them, above all those with another answer.
func (r *Reading) onlyOnce() {
	first := map[string]Item{}
	kept := r.Items[:0]
	for _, it := range r.Items {
		key := bank.Fingerprint(it.Content)
		before, seen := first[key]
		switch {
		case !seen:
			first[key] = it
			kept = append(kept, it)
		case answerOf(before.Content) == answerOf(it.Content):
			r.Notes = append(r.Notes, it.at("与第 %d 行是同一道题，只导入一次", before.Place.Line))
		default:
			r.Notes = append(r.Notes, it.at("与第 %d 行是同一道题，答案却不同，只导入了第 %[1]d 行的，请核对答案", before.Place.Line))
		}
	}
	r.Items = kept
}
