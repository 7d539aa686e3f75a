package search

import (
	"fmt"

	index "github.com/blevesearch/bleve_index_api"

	"xiangxue/course/calendar"
	"xiangxue/search/library"
)

// lives is when the documents were in force, by value of the column: the index holds every version of every law, and a
// search is as of a day.
type lives struct {
	column
	parsed []library.Life
}

// readLives reads the field of lives.
func readLives(reader index.IndexReader, size uint32) (lives, error) {
	read, err := readColumn(reader, fieldLife, size)
	if err != nil {
		return lives{}, err
	}
	all := lives{read, make([]library.Life, len(read.values))}
	for i, value := range read.values {
		if all.parsed[i], err = library.ParseLife(value); err != nil {
			return lives{}, fmt.Errorf("read when documents are in force: %w", err)
		}
	}
	return all, nil
}

// began returns the first day of the article's document, 0 when it is unknown.
func (l lives) began(doc uint32) calendar.Date {
	if life := l.parsed[l.of[doc]]; len(life) > 0 {
		return life[0].From
	}
	return 0
}

// daily is what the documents were on one day.
type daily struct {
	standing []stood // by value of the column of lives
	state    column  // of articles
}

// stood is what a document was: there at all, and the version of its work that is searched unless others are asked for.
type stood struct{ there, current bool }

// on returns what the documents were on a day. One of which nothing is known was always there.
func (l lives) on(day calendar.Date) daily {
	d := daily{standing: make([]stood, len(l.parsed)), state: column{values: []string{""}, of: make([]uint32, len(l.of))}}
	number := make(map[library.State]uint32)
	for _, state := range library.States() {
		number[state] = uint32(len(d.state.values))
		d.state.values = append(d.state.values, string(state))
	}
	states := make([]uint32, len(l.parsed))
	for i, life := range l.parsed {
		period, there := life.On(day)
		d.standing[i] = stood{there || life == nil, period.Current || life == nil}
		states[i] = number[period.State]
	}
	for doc, life := range l.of {
		d.state.of[doc] = states[life]
	}
	return d
}

// ended reports whether the article's document had been repealed or replaced.
func (d daily) ended(doc uint32) bool {
	switch library.State(d.state.at(doc)) {
	case library.Repealed, library.Superseded:
		return true
	}
	return false
}
