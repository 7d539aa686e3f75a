// Package trial reads trials of a search (检索评测) and measures the answers: articles, questions, and which articles are
// right, in the files of public retrieval collections. It knows no search and promises that every question with a right
// article counts, found or not.
package trial

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Article is one article of a law.
type Article struct {
	ID       string
	Law      string
	Document int64 // the number of the law in the file, from 1
	Ordinal  int   // its position in the law, from 1
	Number   string
	Chapter  string
	Text     string
	Category string
	Year     int // 0 when unknown
}

// ReadArticles reads articles, one a line in JSON with the fields id, law, article, category, date, path and content,
// from a file that may be packed by gzip. It fails on the first line that is not of this form and names it.
func ReadArticles(path string) ([]Article, error) {
	var articles []Article
	laws := make(map[string]*Article) // the last article of each
	err := eachLine(path, func(line string) error {
		var read struct {
			ID                                          json.RawMessage
			Law, Article, Category, Date, Path, Content string
		}
		if err := json.Unmarshal([]byte(line), &read); err != nil {
			return err
		}
		if len(read.ID) == 0 {
			return errors.New("an article without an id")
		}
		a := Article{
			ID: strings.Trim(string(read.ID), `"`), Law: read.Law, Document: int64(len(laws)) + 1, Ordinal: 1, Number: read.Article,
			Chapter: read.Path, Text: read.Content, Category: read.Category,
		}
		if last := laws[a.Law]; last != nil {
			a.Document, a.Ordinal = last.Document, last.Ordinal+1
		}
		if _, err := fmt.Sscanf(read.Date, "%d-", &a.Year); err != nil {
			a.Year = 0
		}
		laws[a.Law] = &a
		articles = append(articles, a)
		return nil
	})
	return articles, err
}

// Question is a question with the ids of the articles that answer it.
type Question struct {
	ID, Text string
	Right    map[string]bool
}

// ReadQuestions reads questions, one a line: an id, a tab, the text; and which articles are right, one a line: the id of
// a question, anything, the id of an article, a grade above 0, parted by spaces or tabs. Questions without a right article
// are left out, and so are answers to questions of other files. It fails on a line of another form, and when no question
// is left.
func ReadQuestions(questions, answers string) ([]Question, error) {
	right, err := readAnswers(answers)
	if err != nil {
		return nil, err
	}
	var all []Question
	err = eachLine(questions, func(line string) error {
		id, text, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("want an id, a tab and a question, got %q", line)
		}
		if right[id] != nil {
			all = append(all, Question{ID: id, Text: text, Right: right[id]})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s answers no question of %s", answers, questions)
	}
	return all, nil
}

// readAnswers reads the right articles of every question.
func readAnswers(path string) (map[string]map[string]bool, error) {
	right := make(map[string]map[string]bool)
	err := eachLine(path, func(line string) error {
		columns := strings.Fields(line)
		if len(columns) != 4 {
			return fmt.Errorf("want a question, 0, an article and a grade, got %q", line)
		}
		if columns[3] == "0" || strings.HasPrefix(columns[3], "-") {
			return nil
		}
		if right[columns[0]] == nil {
			right[columns[0]] = make(map[string]bool)
		}
		right[columns[0]][columns[2]] = true
		return nil
	})
	return right, err
}

// longestLine is the length in bytes up to which a line is read.
const longestLine = 16 << 20

// eachLine calls do with every line of a file that is not empty; names that end in .gz are unpacked.
func eachLine(path string, do func(line string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var from io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if from, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("unpack %s: %w", path, err)
		}
	}
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		if lines.Text() == "" {
			continue
		}
		if err := do(lines.Text()); err != nil {
			return fmt.Errorf("%s line %d: %w", path, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}
