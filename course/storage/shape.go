package storage

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"gorm.io/gorm/schema"
)

// shapes are the row types that have been used, as GORM reads them from their fields and tags.
type shapes struct {
	known  sync.Map // reflect.Type → *shape
	parsed sync.Map // GORM's own
}

// shape says how the fields of a row type and the columns of its table belong together.
type shape struct {
	schema    *schema.Schema
	generated *schema.Field   // the ID that the database gives; nil when the row brings its key
	fields    []*schema.Field // all others, in their order
	one       string          // the statement that adds one row without ID
}

// target is the index of the field that takes a column; nil when none does.
type target []int

func (s *shapes) of(t reflect.Type) (*shape, error) {
	if known, ok := s.known.Load(t); ok {
		return known.(*shape), nil
	}
	parsed, err := schema.Parse(reflect.New(t).Interface(), &s.parsed, schema.NamingStrategy{})
	if err != nil {
		return nil, fmt.Errorf("read the fields of %s: %w", t, err)
	}
	made := &shape{schema: parsed}
	for _, f := range parsed.Fields {
		switch {
		case f.DBName == "":
		case f == parsed.PrioritizedPrimaryField && f.AutoIncrement:
			made.generated = f
		default:
			made.fields = append(made.fields, f)
		}
	}
	made.one = made.insertText(1, false)
	known, _ := s.known.LoadOrStore(t, made)
	return known.(*shape), nil
}

func (s *shape) targets(columns []string) []target {
	targets := make([]target, len(columns))
	for i, name := range columns {
		if f := s.schema.LookUpField(name); f != nil {
			targets[i] = f.StructField.Index
		}
	}
	return targets
}

// insert returns the statement that adds so many rows, "?" standing for each value.
func (s *shape) insert(rows int, withID bool) string {
	if rows == 1 && !withID {
		return s.one
	}
	return s.insertText(rows, withID)
}

func (s *shape) insertText(rows int, withID bool) string {
	names := make([]string, 0, len(s.fields)+1)
	for _, f := range s.columns(withID) {
		names = append(names, quote(f.DBName))
	}
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(names)), ", ") + ")"
	return "INSERT INTO " + quote(s.schema.Table) + " (" + strings.Join(names, ", ") + ") VALUES " +
		strings.Repeat(row+", ", rows-1) + row
}

func (s *shape) columns(withID bool) []*schema.Field {
	if !withID || s.generated == nil {
		return s.fields
	}
	return append([]*schema.Field{s.generated}, s.fields...)
}

// values appends what a row has for each column.
func (s *shape) values(row reflect.Value, withID bool, to []any) []any {
	for _, f := range s.columns(withID) {
		to = append(to, row.FieldByIndex(f.StructField.Index).Interface())
	}
	return to
}

// id returns the field of the row that takes the generated ID.
func (s *shape) id(row reflect.Value) reflect.Value {
	return row.FieldByIndex(s.generated.StructField.Index)
}

// hasID reports whether the row brings the ID that the database would give.
func (s *shape) hasID(row reflect.Value) bool { return s.generated != nil && !s.id(row).IsZero() }
