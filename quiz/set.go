package quiz

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"xiangxue/course"
	"xiangxue/course/fault"
)

// SetID identifies a stored Set.
type SetID int64

// Set is what a source asks in one generation (题组). A stored set never changes: another import of a changed file makes
// the next generation, and papers drawn from the old one stay as they were.
type Set struct {
	ID         SetID
	Source     course.QuestionSource
	Generation int     // from 1
	Points     []Point // in the order of the text
}

// Size returns the number of questions in the set.
func (s *Set) Size() int {
	n := 0
	for _, p := range s.Points {
		n += len(p.Questions)
	}
	return n
}

// Prepared is a set of questions that was checked and encoded, ready to be stored by a short write.
type Prepared struct {
	headings  string // JSON of the points without their questions
	hash      string
	questions []preparedQuestion
}

type preparedQuestion struct {
	content string // JSON
	hash    string
	cites   []course.Citation
}

// Prepare checks and encodes the questions of a lesson or document. It fails with fault.Invalid when a point appears
// twice or breaks a rule of Point.Validate. No points at all are a set that asks nothing any more.
func Prepare(points []Point) (Prepared, error) {
	seen := map[string]bool{}
	for _, p := range points {
		if seen[p.ID] {
			return Prepared{}, fault.New(fault.Invalid, "知识点“%s”出现了两次", p.name())
		}
		seen[p.ID] = true
		if err := p.Validate(); err != nil {
			return Prepared{}, err
		}
	}
	return encode(points)
}

func encode(points []Point) (Prepared, error) {
	var p Prepared
	headings := make([]course.Point, len(points))
	sum, seen := sha256.New(), map[string]bool{}
	for i, point := range points {
		headings[i] = course.Point{ID: point.ID, Title: point.Title}
		for _, q := range point.Questions {
			q.Point = point.ID
			encoded, err := encodeQuestion(q)
			if err != nil {
				return Prepared{}, err
			}
			if seen[encoded.hash] {
				return Prepared{}, fault.New(fault.Invalid, "有两道题完全相同：%s", q.Text)
			}
			seen[encoded.hash] = true
			p.questions = append(p.questions, encoded)
			fmt.Fprintln(sum, encoded.hash) // writing to a hash cannot fail
		}
	}
	text, err := json.Marshal(headings)
	if err != nil {
		return Prepared{}, fmt.Errorf("encode the points: %w", err)
	}
	p.headings = string(text)
	sum.Write(text)
	p.hash = hex.EncodeToString(sum.Sum(nil))
	return p, nil
}

func encodeQuestion(q Question) (preparedQuestion, error) {
	q.ID = 0 // given when it is stored
	content, err := json.Marshal(q)
	if err != nil {
		return preparedQuestion{}, fmt.Errorf("encode question %q: %w", q.Text, err)
	}
	sum := sha256.Sum256(content)
	return preparedQuestion{string(content), hex.EncodeToString(sum[:]), course.CitationsIn(strings.Join(q.Cites, "\n"))}, nil
}

// decodeSet puts a stored set together.
func decodeSet(row setRow, questions []questionRow) (*Set, error) {
	var headings []course.Point
	if err := json.Unmarshal([]byte(row.Headings), &headings); err != nil {
		return nil, fmt.Errorf("decode the points of question set %d: %w", row.ID, err)
	}
	set := &Set{ID: row.ID, Source: course.QuestionSource{Kind: row.SourceKind, ID: row.SourceID}, Generation: row.Generation}
	at := map[string]int{}
	for i, h := range headings {
		set.Points = append(set.Points, Point{ID: h.ID, Title: h.Title})
		at[h.ID] = i
	}
	for _, r := range questions {
		var q Question
		if err := json.Unmarshal([]byte(r.Content), &q); err != nil {
			return nil, fmt.Errorf("decode question %d: %w", r.ID, err)
		}
		q.ID = r.ID
		i, ok := at[q.Point]
		if !ok {
			return nil, fmt.Errorf("question %d of set %d belongs to no point", r.ID, row.ID)
		}
		set.Points[i].Questions = append(set.Points[i].Questions, q)
	}
	return set, nil
}
