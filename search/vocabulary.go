package search

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
)

//go:embed data/vocabulary.txt
var vocabularyFile string

// addedWeight is the weight of a term that the vocabulary adds, beside 1 for a term of the question.
const addedWeight = 0.4

// Vocabulary leads from what people say to what the law says (民间说法与法律用语).
type Vocabulary struct{ entries []saying }

// saying is one line of a vocabulary.
type saying struct {
	said  []string    // folded; one of them in a question is enough
	meant []queryTerm // pairs and words that are looked for as well
}

// ParseVocabulary reads a vocabulary, one saying a line: the words that people say, an equals sign, the words of the
// law, all parted by spaces. Lines that begin with # are comments. It fails on a line of another form and names it.
func ParseVocabulary(r io.Reader) (Vocabulary, error) {
	var v Vocabulary
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(string(fold(lines.Text())))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		left, right, _ := strings.Cut(line, "=")
		said, meant := strings.Fields(left), addedTerms(right)
		if len(said) == 0 || len(meant) == 0 || strings.Contains(right, "=") {
			return Vocabulary{}, fmt.Errorf("vocabulary line %d: want words = words, got %q", n, line)
		}
		v.entries = append(v.entries, saying{said, meant})
	}
	if err := lines.Err(); err != nil {
		return Vocabulary{}, fmt.Errorf("read vocabulary: %w", err)
	}
	return v, nil
}

// ExtendFrom adds the words of a file to the shipped vocabulary; a file that does not exist adds none. It fails on a line
// of another form and names file and line.
func (x *Index) ExtendFrom(path string) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open vocabulary: %w", err)
	}
	defer file.Close()
	added, err := ParseVocabulary(file)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	x.Extend(added)
	return nil
}

// addedTerms returns the pairs and words of a folded text as terms that are added.
func addedTerms(text string) []queryTerm {
	var terms []queryTerm
	for _, term := range queryTerms([]rune(text)) {
		if !term.single {
			terms = append(terms, queryTerm{text: term.text, added: true, weight: addedWeight})
		}
	}
	return terms
}

// shippedVocabulary is the vocabulary that comes with the program.
var shippedVocabulary = sync.OnceValue(func() Vocabulary {
	v, err := ParseVocabulary(strings.NewReader(vocabularyFile))
	if err != nil {
		panic("search: data/vocabulary.txt: " + err.Error()) // the file is compiled in and tested
	}
	return v
})

// expand returns the terms of a folded question with those that the vocabulary adds before the single characters.
func (v Vocabulary) expand(question []rune) []queryTerm {
	terms := queryTerms(question)
	seen := make(map[string]bool, len(terms))
	singles := len(terms)
	for i, term := range terms {
		seen[term.text] = true
		if term.single {
			singles = min(singles, i)
		}
	}
	expanded := terms[:singles:singles]
	text := string(question)
	for _, entry := range v.entries {
		if !entry.in(text) {
			continue
		}
		for _, term := range entry.meant {
			if !seen[term.text] {
				seen[term.text] = true
				expanded = append(expanded, term)
			}
		}
	}
	return append(expanded, terms[singles:]...)
}

// in reports whether a folded question says one of the words.
func (s saying) in(question string) bool {
	for _, words := range s.said {
		if strings.Contains(question, words) {
			return true
		}
	}
	return false
}
