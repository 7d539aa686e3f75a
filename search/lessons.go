package search

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"xiangxue/course"
	"xiangxue/course/storage"
)

// How lessons are weighed: a word in a title counts titleWorth times; one that comes with less than nearBest of the best
// lesson's worth, or with less than worthShowing of the whole question's, is not shown.
const (
	titleWorth   = 3
	nearBest     = 0.4
	worthShowing = 0.25
	askedWords   = 60 // of a question that are looked for at most
)

// Lessons finds the courses on offer and their lessons (课程、课文). It keeps their texts in memory, which is safe because a
// version never changes; those that are no longer on offer are forgotten. It is safe for concurrent use.
type Lessons struct {
	catalogue *course.Catalogue

	mu   sync.Mutex
	read map[course.VersionID][]lessonText
}

// NewLessons returns a finder of the lessons in a catalogue.
func NewLessons(catalogue *course.Catalogue) *Lessons {
	return &Lessons{catalogue: catalogue, read: map[course.VersionID][]lessonText{}}
}

// lessonText is a lesson with what is searched.
type lessonText struct {
	id           course.LessonID
	title, text  string
	head, folded string // folded: the titles of course and lesson with the summary, and the text
	course       int    // in the list of courses; set for one search
}

// FoundLesson is a lesson that answers a question.
type FoundLesson struct {
	ID      course.LessonID
	Title   string
	Snippet []Fragment
}

// FoundCourse is a course with those of its lessons that were found, the best first.
type FoundCourse struct {
	course.Listing
	Lessons []FoundLesson
}

// Find returns the offered courses whose lessons share words with the question, the best first, with at most limit
// lessons in all.
func (l *Lessons) Find(ctx context.Context, tx storage.ReadTx, question string, limit int) ([]FoundCourse, error) {
	offers, err := course.Offers(ctx, tx)
	if err != nil {
		return nil, err
	}
	lessons, err := l.texts(ctx, tx, offers)
	if err != nil {
		return nil, err
	}
	text := []rune(question)
	words := wordsOf(text[:min(len(text), maxQuestion)], lessons)
	best := weighLessons(lessons, words)
	var found []FoundCourse
	for _, lesson := range best[:min(limit, len(best))] {
		offer := offers[lesson.course]
		at := slices.IndexFunc(found, func(f FoundCourse) bool { return f.Course == offer.Course })
		if at < 0 {
			at, found = len(found), append(found, FoundCourse{Listing: offer})
		}
		found[at].Lessons = append(found[at].Lessons, FoundLesson{lesson.id, lesson.title, snippet(lesson.text, words)})
	}
	return found, nil
}

// texts returns the lessons of the courses on offer.
func (l *Lessons) texts(ctx context.Context, tx storage.ReadTx, offers []course.Listing) ([]lessonText, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	offered := make(map[course.VersionID][]lessonText, len(offers))
	var all []lessonText
	for i, offer := range offers {
		lessons, known := l.read[offer.Version]
		if !known {
			version, err := l.catalogue.Version(ctx, tx, offer.Version)
			if err != nil {
				return nil, fmt.Errorf("read course %d: %w", offer.Course, err)
			}
			lessons = textsOf(version)
		}
		offered[offer.Version] = lessons
		for _, lesson := range lessons {
			lesson.course = i
			all = append(all, lesson)
		}
	}
	l.read = offered
	return all, nil
}

func textsOf(v *course.Version) []lessonText {
	lessons := make([]lessonText, len(v.Lessons))
	for i, lesson := range v.Lessons {
		text := plainText(lesson.HTML)
		lessons[i] = lessonText{
			id: lesson.ID, title: lesson.Title, text: text,
			head: string(fold(v.Title + "\n" + v.Summary + "\n" + lesson.Title)), folded: string(fold(text)),
		}
	}
	return lessons
}

// plainText returns the text of HTML, a line for every element that holds some.
func plainText(source string) string {
	var text strings.Builder
	for tokens := html.NewTokenizer(strings.NewReader(source)); ; {
		switch tokens.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(text.String())
		case html.TextToken:
			text.Write(tokens.Text())
		case html.EndTagToken:
			if name, _ := tokens.TagName(); slices.Contains([]string{"p", "li", "h2", "h3", "h4", "tr", "blockquote"}, string(name)) {
				text.WriteByte('\n')
			}
		}
	}
}

// wordsOf returns the pairs and words of a question with what each says: the fewer lessons have it, the more. Single
// characters are taken when there is nothing else.
func wordsOf(question []rune, lessons []lessonText) weights {
	terms := queryTerms(fold(string(question)))
	words := make(weights)
	for _, term := range terms[:min(len(terms), askedWords)] {
		if term.single && !terms[0].single {
			break
		}
		having := 0
		for _, lesson := range lessons {
			if strings.Contains(lesson.head, term.text) || strings.Contains(lesson.folded, term.text) {
				having++
			}
		}
		words[term.text] = float32(math.Log1p(float64(len(lessons)) / float64(max(having, 1))))
	}
	return words
}

// weighLessons returns the lessons that are worth showing, the best first.
func weighLessons(lessons []lessonText, words weights) []lessonText {
	whole, most := float32(0), float32(0)
	for _, weight := range words {
		whole += weight
	}
	worth := make([]float32, len(lessons))
	var order []int
	for i, lesson := range lessons {
		for word, weight := range words {
			if strings.Contains(lesson.head, word) {
				worth[i] += titleWorth * weight
			} else if strings.Contains(lesson.folded, word) {
				worth[i] += weight
			}
		}
		most = max(most, worth[i])
		order = append(order, i)
	}
	least := max(nearBest*most, worthShowing*whole)
	order = slices.DeleteFunc(order, func(i int) bool { return worth[i] == 0 || worth[i] < least })
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(worth[b], worth[a]) })
	best := make([]lessonText, len(order))
	for i, at := range order {
		best[i] = lessons[at]
	}
	return best
}
