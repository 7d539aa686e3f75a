package storage

import (
	"database/sql/driver"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"
)

// bind writes a statement and its arguments as the driver takes them. A slice stands for a list of values in
// parentheses, which the text may have around its "?" already; an empty one for a list that nothing is in.
func (l *link) bind(text string, args []any) (string, []driver.NamedValue, error) {
	values := make([]driver.NamedValue, 0, len(args))
	lists := false
	for i, arg := range args {
		value, err := valueOf(arg)
		if err != nil {
			return "", nil, fmt.Errorf("argument %d: %w", i+1, err)
		}
		_, isList := value.([]driver.Value)
		lists = lists || isList
		values = append(values, driver.NamedValue{Ordinal: i + 1, Value: value})
	}
	if len(args) == 0 {
		return text, values, nil
	}
	if l.dialect == SQLite {
		if text = l.wordings.steady(text); !lists {
			return text, values, nil
		}
	}
	text, values = l.spread(text, values)
	return text, values, nil
}

// wordings are the statements that have been run in SQLite, with what they are run as.
type wordings struct{ known sync.Map }

// unplanned writes a parameter so that SQLite does not plan by its value; "+" changes no value of any type.
var unplanned = strings.NewReplacer("= ?", "= +?", "LIMIT ?", "LIMIT +?")

// steady returns the statement so that it stays compiled. SQLite makes a new plan of a statement that compares a column
// with a bare parameter whenever the parameter has been cleared, which the driver does before every run. That took
// several times as long as running it.
func (w *wordings) steady(text string) string {
	if known, ok := w.known.Load(text); ok {
		return known.(string)
	}
	made := unplanned.Replace(text)
	w.known.Store(text, made)
	return made
}

// spread numbers the placeholders and gives every element of a list one of its own.
func (l *link) spread(text string, args []driver.NamedValue) (string, []driver.NamedValue) {
	var s strings.Builder
	s.Grow(len(text) + 8*len(args))
	values := make([]driver.NamedValue, 0, len(args))
	add := func(v driver.Value) {
		values = append(values, driver.NamedValue{Ordinal: len(values) + 1, Value: v})
		l.placeholder(&s, len(values))
	}
	for i := 0; len(args) > 0; {
		at := strings.IndexByte(text[i:], '?')
		if at < 0 {
			text, i = text[i:], 0
			break
		}
		s.WriteString(text[i : i+at])
		enclosed := strings.HasSuffix(text[:i+at], "(")
		i += at + 1
		if list, isList := args[0].Value.([]driver.Value); isList {
			l.list(&s, list, enclosed, add)
		} else {
			add(args[0].Value)
		}
		if args = args[1:]; len(args) == 0 {
			text = text[i:]
		}
	}
	s.WriteString(text)
	return s.String(), values
}

func (l *link) list(s *strings.Builder, list []driver.Value, enclosed bool, add func(driver.Value)) {
	if !enclosed {
		s.WriteByte('(')
	}
	if len(list) == 0 {
		s.WriteString("NULL")
	}
	for i, v := range list {
		if i > 0 {
			s.WriteByte(',')
		}
		add(v)
	}
	if !enclosed {
		s.WriteByte(')')
	}
}

func (l *link) placeholder(s *strings.Builder, n int) {
	if l.dialect == SQLite {
		s.WriteByte('?')
		return
	}
	s.WriteByte('$')
	s.WriteString(strconv.Itoa(n))
}

// valueOf returns an argument as one of the types that every driver takes, or a list of such.
func valueOf(arg any) (driver.Value, error) {
	switch arg := arg.(type) {
	case nil, int64, string, bool, []byte, float64, time.Time:
		return arg, nil
	}
	return fieldValue(reflect.ValueOf(arg))
}

// fieldValue is valueOf for a reflected value.
func fieldValue(v reflect.Value) (driver.Value, error) {
	switch v.Kind() {
	case reflect.Int64, reflect.Int, reflect.Int32, reflect.Int16, reflect.Int8:
		return v.Int(), nil
	case reflect.String:
		return v.String(), nil
	case reflect.Bool:
		return v.Bool(), nil
	case reflect.Float64, reflect.Float32:
		return v.Float(), nil
	case reflect.Pointer:
		if v.IsNil() {
			return nil, nil
		}
		return fieldValue(v.Elem())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return v.Bytes(), nil
		}
		list := make([]driver.Value, v.Len())
		for i := range list {
			var err error
			if list[i], err = fieldValue(v.Index(i)); err != nil {
				return nil, err
			}
		}
		return list, nil
	}
	if t, ok := v.Interface().(time.Time); ok {
		return t, nil
	}
	return nil, fmt.Errorf("a %s is no value of a database", v.Type())
}
