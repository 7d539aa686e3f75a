// Package fault names the kinds of failure (失败种类) that the domain reports and the text a person reads about them.
//
// A domain operation that cannot do what was asked returns an *Error; anything else that goes wrong is an ordinary
// wrapped error and means that the program or the machine failed. One place, course/web, turns a Kind into a status
// code and a page.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says why a request could not be carried out.
type Kind int

// The kinds of failure.
const (
	Internal  Kind = iota // the program or the machine failed; the user can only try again
	Invalid               // the input breaks a rule; Fields says which
	NotFound              // the thing does not exist, or not for this person
	Forbidden             // the person may not do this
	Conflict              // the state of the thing does not allow it
	Stale                 // the thing changed since the person saw it
	Busy                  // too much is waiting; the same request may succeed later
)

var kindNames = [...]string{"internal", "invalid", "not found", "forbidden", "conflict", "stale", "busy"}

// String returns the English name of the kind, for logs.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind %d", int(k))
	}
	return kindNames[k]
}

// Message is a sentence for the user: the Chinese source text, which is also its key in the message catalogue, and
// the values that its %s and %d verbs take.
type Message struct {
	Text string
	Args []any
}

// String returns the message in Chinese.
func (m Message) String() string {
	if len(m.Args) == 0 {
		return m.Text
	}
	return fmt.Sprintf(m.Text, m.Args...)
}

// Field is what is wrong with one field of a form or one column of a row.
type Field struct {
	Name    string // the name of the form field or column
	Message Message
}

// Error is a failure of the domain.
type Error struct {
	Kind    Kind
	Message Message
	Fields  []Field // only for Invalid; may be empty
}

// Error returns the kind, the message and the fields in one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Kind.String())
	b.WriteString(": ")
	b.WriteString(e.Message.String())
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Name, f.Message)
	}
	return b.String()
}

// New returns a failure of the given kind with a Chinese text and the values of its verbs.
func New(kind Kind, text string, args ...any) error {
	return &Error{Kind: kind, Message: Message{Text: text, Args: args}}
}

// KindOf returns the kind of the first *Error in err's chain, and Internal when there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is a failure of the given kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// Fields collects what is wrong with the fields of one form. The zero value is ready to use.
type Fields struct{ list []Field }

// Add notes a problem of the named field.
func (f *Fields) Add(name, text string, args ...any) {
	f.list = append(f.list, Field{Name: name, Message: Message{Text: text, Args: args}})
}

// Check notes the problem when ok is false.
func (f *Fields) Check(ok bool, name, text string, args ...any) {
	if !ok {
		f.Add(name, text, args...)
	}
}

// Err returns an Invalid failure that carries the problems, or nil when there are none.
func (f *Fields) Err() error {
	if len(f.list) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Message: Message{Text: "有几处填得不对，请改好再提交"}, Fields: f.list}
}
