package storage

import (
	"bytes"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
)

// cursor goes through the rows of a query.
type cursor struct {
	rows    driver.Rows
	columns []string
	values  []driver.Value
	targets []target // of a row type, worked out at the first row
}

// next reads the next row and reports whether there was one.
func (c *cursor) next() (bool, error) {
	if c.values == nil {
		c.values = make([]driver.Value, len(c.columns))
	}
	err := c.rows.Next(c.values)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	return err == nil, err
}

// scan puts the row into a struct by the names of the columns, into a map, or its first column into a single value.
// A column without a field is passed over, and NULL leaves a field as it is.
func (c *cursor) scan(into reflect.Value, known *shapes) error {
	switch {
	case into.Kind() == reflect.Map:
		row := reflect.MakeMapWithSize(into.Type(), len(c.columns))
		for i, name := range c.columns {
			row.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(&c.values[i]).Elem())
		}
		into.Set(row)
		return nil
	case into.Kind() != reflect.Struct:
		return c.set(into, 0)
	case c.targets == nil:
		shape, err := known.of(into.Type())
		if err != nil {
			return err
		}
		c.targets = shape.targets(c.columns)
	}
	for i, t := range c.targets {
		if t == nil {
			continue
		}
		if err := c.set(into.FieldByIndex(t), i); err != nil {
			return err
		}
	}
	return nil
}

func (c *cursor) set(into reflect.Value, column int) error {
	if err := assign(into, c.values[column]); err != nil {
		return fmt.Errorf("column %s: %w", c.columns[column], err)
	}
	return nil
}

// assign sets a variable to what the driver gave for a column.
func assign(into reflect.Value, value driver.Value) error {
	if value == nil {
		return nil
	}
	if into.Kind() == reflect.Pointer {
		into.Set(reflect.New(into.Type().Elem()))
		into = into.Elem()
	}
	switch v := value.(type) {
	case int64:
		return assignNumber(into, v)
	case bool:
		if into.Kind() == reflect.Bool {
			into.SetBool(v)
			return nil
		}
	case string:
		return assignText(into, v)
	case []byte:
		if into.Kind() == reflect.Slice {
			into.SetBytes(bytes.Clone(v))
			return nil
		}
		return assignText(into, string(v))
	}
	from := reflect.ValueOf(value)
	if !from.CanConvert(into.Type()) || into.Kind() == reflect.String {
		return fmt.Errorf("a %s does not fit into a %s", from.Type(), into.Type())
	}
	into.Set(from.Convert(into.Type()))
	return nil
}

func assignNumber(into reflect.Value, n int64) error {
	switch into.Kind() {
	case reflect.Int64, reflect.Int, reflect.Int32, reflect.Int16, reflect.Int8:
		if into.OverflowInt(n) {
			return fmt.Errorf("%d does not fit into a %s", n, into.Type())
		}
		into.SetInt(n)
	case reflect.Bool:
		into.SetBool(n != 0)
	case reflect.Float64:
		into.SetFloat(float64(n))
	case reflect.String:
		into.SetString(strconv.FormatInt(n, 10))
	default:
		return fmt.Errorf("a number does not fit into a %s", into.Type())
	}
	return nil
}

// assignText also reads numbers: PostgreSQL gives sums as texts, for they have no bound.
func assignText(into reflect.Value, text string) error {
	switch into.Kind() {
	case reflect.String:
		into.SetString(text)
	case reflect.Slice:
		into.SetBytes([]byte(text))
	case reflect.Int64, reflect.Int:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return err
		}
		return assignNumber(into, n)
	default:
		return fmt.Errorf("a text does not fit into a %s", into.Type())
	}
	return nil
}
