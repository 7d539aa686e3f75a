package library

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
	"xiangxue/search/library/pdf"
)

// format is part of every content hash: a parser that reads more takes all files anew.
const format = "2"

// identity tells documents apart: the same title and date is the same document, and so is the same title and text.
type identity struct {
	titleKey  string
	versionOn calendar.Date
	textHash  string
}

func identityOf(s Source) identity {
	return identity{titleKey: titleKey(s.Title), versionOn: s.VersionOn, textHash: textHash(s.Articles)}
}

// is reports whether the two are the same document: the same title and date, or the same title and text where one of
// them has no date.
func (id identity) is(o identity) bool {
	if id.titleKey != o.titleKey {
		return false
	}
	return id.versionOn == o.versionOn || id.textHash == o.textHash && (id.versionOn == 0 || o.versionOn == 0)
}

// held is a document in the library or one that the import has met.
type held struct {
	identity
	file string
}

// known is what the library holds, and what the import at hand has met already.
type known struct {
	hashes map[string]identity // by the hash of the file's content
	held   map[string][]held   // by title
	met    map[string][]held   // by title
}

func readKnown(ctx context.Context, db *storage.DB) (*known, error) {
	k := &known{hashes: map[string]identity{}, held: map[string][]held{}, met: map[string][]held{}}
	err := db.Read(ctx, func(tx storage.ReadTx) error {
		rows, err := selectKnown(ctx, tx)
		for _, r := range rows {
			id := identity{titleKey: r.TitleKey, versionOn: r.VersionOn, textHash: r.TextHash}
			k.hashes[r.ContentHash] = id
			k.held[r.TitleKey] = append(k.held[r.TitleKey], held{identity: id, file: r.File})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what the library holds: %w", err)
	}
	return k, nil
}

// meet notes that a file holds the document and returns the file that was met with it before, if any.
func (k *known) meet(id identity, file string) (other string) {
	for _, m := range k.met[id.titleKey] {
		if m.is(id) {
			return m.file
		}
	}
	k.met[id.titleKey] = append(k.met[id.titleKey], held{identity: id, file: file})
	return ""
}

// has reports whether the library holds the document, perhaps under a date that the same file has corrected since.
func (k *known) has(id identity, file string) bool {
	return slices.ContainsFunc(k.held[id.titleKey], func(h held) bool {
		return h.is(id) || h.file == file && h.textHash == id.textHash
	})
}

// loaded is the content of a bundle.
type loaded struct {
	parts     []part
	questions []byte
	hash      string
}

// load reads the files of a bundle.
func (i *importer) load(b bundle) (loaded, *Problem) {
	var l loaded
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n", format)
	for _, file := range b.files {
		content, err := readBounded(i.files, file)
		if err != nil {
			return loaded{}, ptr(unreadable(file, err))
		}
		l.parts = append(l.parts, part{file: file, content: content})
		fmt.Fprintf(sum, "%s %d\n", fileDate.FindString(stem(file)), len(content))
		sum.Write(content)
	}
	if b.questions != "" && i.options.Companion != nil {
		content, err := readBounded(i.files, b.questions)
		if err != nil {
			return loaded{}, ptr(unreadable(b.questions, err))
		}
		l.questions = content
		fmt.Fprintf(sum, "questions %d\n", len(content))
		sum.Write(content)
	}
	l.hash = hex.EncodeToString(sum.Sum(nil))
	return l, nil
}

func ptr(p Problem) *Problem { return &p }

func stem(file string) string {
	base := path.Base(file)
	return base[:len(base)-len(path.Ext(base))]
}

// parse reads the document of a bundle and lets the companion look at its questions.
func (i *importer) parse(ctx context.Context, b bundle, l loaded) (Source, []Problem, error) {
	parsed, problems, err := i.document(ctx, l)
	if err != nil || len(problems) > 0 {
		return Source{}, problems, err
	}
	parsed.place(b.files[0], i.options.Category)
	s := Source{Parsed: parsed}
	if i.options.Companion != nil {
		s.QuestionFile, s.Questions = b.questions, l.questions
		if b.questions != "" {
			problems = i.options.Companion.Check(s)
		}
	}
	return s, problems, nil
}

// document reads the document, or remembers it: what takes long is read once.
func (i *importer) document(ctx context.Context, l loaded) (Parsed, []Problem, error) {
	if parsed, found := i.memory.recall(l.hash); found {
		return parsed, nil, nil
	}
	parsed, problems, err := i.reader.document(ctx, l.parts)
	if err == nil && len(problems) == 0 && slices.ContainsFunc(l.parts, func(p part) bool { return pdf.Is(p.content) }) {
		i.memory.keep(l.hash, parsed)
	}
	return parsed, problems, err
}

// place fills in what the folders say: 部门规章/公安部/….md is a rule of 公安部.
func (p *Parsed) place(file, category string) {
	folders := slices.DeleteFunc(strings.Split(path.Dir(file), "/"), func(s string) bool { return s == "." })
	if len(folders) > 0 {
		category = folders[0]
	}
	p.Category = cmp.Or(p.Category, category, categoryByTitle(p.Title))
	p.Kind = cmp.Or(p.Kind, kindOf(p.Category), kindByTitle(p.Title))
	if p.Issuer == "" && len(folders) > 1 {
		p.Issuer = folders[len(folders)-1]
	}
}

// kindOf returns the kind of a document of one of the usual categories of law.
func kindOf(category string) string {
	switch category {
	case "宪法", "行政法规", "司法解释", "部门规章", "监察法规", "地方性法规":
		return category
	case "宪法相关法", "民法典", "民法商法", "行政法", "经济法", "社会法", "刑法", "诉讼与非诉讼程序法":
		return "法律"
	}
	return ""
}

// textHash returns the hash of all articles.
func textHash(articles []Article) string {
	sum := sha256.New()
	for _, a := range articles {
		fmt.Fprintf(sum, "%s\n%s\n%s\n%d\n", a.Number, a.Title, a.Text, len(a.Text))
	}
	return hex.EncodeToString(sum.Sum(nil))
}
