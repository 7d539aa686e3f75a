package search

import (
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// Article is what the index holds and finds: one article (条) of a document, or one section of a document without
// articles.
type Article struct {
	ID         string // unique in the index
	DocumentID int64  // the document version it belongs to
	Law        string // full title of the document
	ShortName  string
	Number     string // 第十八条; the heading's number or nothing in a document without articles
	Ordinal    int    // position in the document, from 1
	Title      string // heading of a section; stored only
	Anchor     string // where it stands in the page of its document; stored only
	Chapter    string // titles of the part, chapter and section above it
	Text       string
	Category   string
	Issuer     string
	Year       int // of publication; 0 when unknown
	Region     string
	Life       string // when its document was in force, as library.Life writes it; indexed only
}

// The fields of the index.
const (
	fieldID         = "_id" // bleve's own
	fieldText       = "text"
	fieldChapter    = "chapter"
	fieldTextLen    = "textlen" // tokens in text; BM25's average comes from here, so it is right after every change
	fieldChapterLen = "chapterlen"
	fieldLaw        = "law"
	fieldShort      = "short" // ShortName, NUL, Law
	fieldNumber     = "number"
	fieldDocument   = "document"
	fieldOrdinal    = "ordinal"
	fieldCategory   = "category"
	fieldIssuer     = "issuer"
	fieldYear       = "year"
	fieldRegion     = "region"
	fieldLife       = "life"
	fieldCites      = "cites"   // bare names of the laws that the text cites, several
	fieldStored     = "article" // what is shown of the article, packed; stored only
)

// entry turns the article into the bleve document that the index keeps.
func (a Article) entry() (*document.Document, error) {
	if a.ID == "" {
		return nil, fmt.Errorf("article %s of %q has no id", a.Number, a.Law)
	}
	packed, err := a.pack()
	if err != nil {
		return nil, err
	}
	doc := document.NewDocument(a.ID)
	doc.AddField(newWords(fieldText, a.Text))
	doc.AddField(newWords(fieldChapter, a.Chapter))
	for _, field := range a.exact() {
		if field.value != "" {
			doc.AddField(document.NewTextFieldCustom(field.name, nil, []byte(field.value),
				index.IndexField|index.SkipFreqNorm, verbatim{}))
		}
	}
	for _, name := range cited(a.Text) {
		doc.AddField(document.NewTextFieldCustom(fieldCites, nil, []byte(name), index.IndexField|index.SkipFreqNorm, verbatim{}))
	}
	doc.AddField(document.NewTextFieldCustom(fieldStored, nil, packed, index.StoreField, verbatim{}))
	return doc, nil
}

// exactField is a field whose whole value is one term.
type exactField struct{ name, value string }

// exact lists the article's exact fields; empty ones are left out of the index.
func (a Article) exact() []exactField {
	fields := []exactField{
		{fieldLaw, a.Law},
		{fieldNumber, numberKey(a.Number)},
		{fieldDocument, strconv.FormatInt(a.DocumentID, 10)},
		{fieldOrdinal, strconv.Itoa(a.Ordinal)},
		{fieldTextLen, strconv.Itoa(countTokens(a.Text))},
		{fieldChapterLen, strconv.Itoa(countTokens(a.Chapter))},
		{fieldCategory, a.Category},
		{fieldIssuer, a.Issuer},
		{fieldRegion, a.Region},
		{fieldLife, a.Life},
	}
	if a.Year != 0 {
		fields = append(fields, exactField{fieldYear, strconv.Itoa(a.Year)})
	}
	if a.ShortName != "" {
		fields = append(fields, exactField{fieldShort, a.ShortName + "\x00" + a.Law})
	}
	return fields
}
