// Package library keeps the policy library (政策库): laws, regulations, local documents and guides, cut into articles
// (第X条) or, where a document has none, into sections by its headings. It promises that every article can be named,
// linked and cited, that the same file imported twice changes nothing, and that what is said about a document being
// in force names its ground.
//
// Works and versions. Documents of the same title are versions of one work, ordered by their date: the date in the
// file's name, else the date of publication, else the last date of the front part that is not the day of effect.
// Titles are compared without 中华人民共和国, quotation marks, enumeration commas and width. 《…（试行）》 is a work of
// its own, and so is 《…（示例）》: nobody shall take an invented document for a version of a real one.
//
// Status, as of a day. A text that says 本法自2019年1月1日起施行 tells when it began and nothing about today, and a
// library can never know that it holds everything. So:
//
//   - InForce needs a person who looked it up and wrote down where and when (Check).
//   - NotYetInForce is a version whose first day lies ahead. The first day is the one that the front part declares;
//     else the one that the text states, unless it lies before the version's own date: then the text repeats what the
//     first version said, and this version began with its own date.
//   - A version ends on the first of these days: another document here repeals it (by number, or by title when it has
//     no other number, and only when it had begun before that day, so that a document which repeals an older one of
//     the same title does not repeal itself); its front part declares its end; a later version here begins; the term
//     that it set itself is over. The state is Repealed, or Superseded for a later version.
//   - Effective has begun and has no known end: 已施行，效力未核实.
//   - Unverified has no ground at all: 效力未核实.
//
// A check holds from the day it names until an end whose day lies after the day of the check.
package library

import (
	"strings"

	"xiangxue/course/calendar"
)

// DocumentID names one version of a document.
type DocumentID int64

// WorkID names a work, which is all versions of one title.
type WorkID int64

// Document is one dated version of a law, regulation, notice or guide. Dates nobody stated are zero.
type Document struct {
	ID           DocumentID
	Work         WorkID
	VersionOn    calendar.Date // orders the versions of the work
	Title        string
	ShortName    string // the title without 中华人民共和国, or what the front part says
	DocNumber    string // 文号 as written
	Issuer       string
	Category     string
	Kind         string // 法律, 行政法规, 通知 and the like
	Region       string
	Example      bool          // invented for demonstration (示例)
	AdoptedOn    calendar.Date // first adoption
	PublishedOn  calendar.Date
	EffectiveOn  calendar.Date // as declared or stated; may be that of the first version
	RepealedOn   calendar.Date // as the front part declares
	ExpiresOn    calendar.Date // last day of a term that the document sets itself
	BeginsOn     calendar.Date // first day of this version; zero when nothing is known
	BeginGround  Ground        // Declared, Stated, or none when only the version's date is known
	File         string        // the file it was imported from
	ArticleCount int
}

// Year returns the year of the version, 0 when it is unknown.
func (d Document) Year() int {
	for _, on := range []calendar.Date{d.PublishedOn, d.VersionOn, d.EffectiveOn} {
		if on != 0 {
			return on.Year()
		}
	}
	return 0
}

// Article is one article of a document, or one section of a document or annex without articles.
type Article struct {
	Ordinal int      // position in the document, from 1
	Number  string   // 第十条之一; empty for a section
	Title   string   // heading of a section; empty for an article and for a preamble
	Anchor  string   // id in the page, unique in the document: t10-1, s2-1
	Chapter []string // headings above it, outermost first
	Text    string   // paragraphs, one a line, without the number
}

// Paragraphs returns the paragraphs (款) and items of the article.
func (a Article) Paragraphs() []string { return strings.Split(a.Text, "\n") }

// Point returns the name under which questions ask about the article: its number, or the anchor of a section.
func (a Article) Point() string {
	if a.Number != "" {
		return a.Number
	}
	return a.Anchor
}

// RelationKind says how a document stands to another.
type RelationKind string

// The relations that are read from the text.
const (
	Repeals RelationKind = "repeals"
	Amends  RelationKind = "amends"
	BasedOn RelationKind = "based_on"
	// Implements is what a document says that carries out another: 专利法实施细则, 为贯彻落实《…》.
	Implements RelationKind = "implements"
)

// Relation is what a document says about another, named by title and perhaps number.
type Relation struct {
	Kind      RelationKind
	Title     string
	DocNumber string        // may be empty
	On        calendar.Date // day from which it holds; zero when unknown
	Article   string        // number of the article that says so, empty when the title does
}

// Parsed is a document as read from a file.
type Parsed struct {
	Document
	Articles  []Article
	Relations []Relation
	Notes     []string // what was left out of the file
}

// Source is a parsed document with the check questions that lay beside it.
type Source struct {
	Parsed
	QuestionFile string // name of the .gift file; empty when there is none
	Questions    []byte
}

// Problem is what is wrong with a file, in Chinese for the person who imports it.
type Problem struct {
	File    string
	Line    int // from 1; 0 when the whole file is meant
	Message string
}
