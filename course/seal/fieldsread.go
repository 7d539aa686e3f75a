package seal

import (
	"bytes"
	"fmt"
	"strconv"
)

// Field is one field of a fact, as Fields wrote it.
type Field struct{ Name, Value string }

// Number returns the value as a whole number. It fails when the value is no decimal that Fields.Number writes.
func (f Field) Number() (int64, error) {
	n, err := strconv.ParseInt(f.Value, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != f.Value {
		return 0, fmt.Errorf("field %s: %q is no number", f.Name, f.Value)
	}
	return n, nil
}

// ParseFields reads the canonical bytes of a fact: its form, such as "entry v1", and its fields in their order. It accepts
// exactly what Fields writes.
func ParseFields(b []byte) (form string, fields []Field, err error) {
	line, rest, found := bytes.Cut(b, []byte("\n"))
	name, isFact := bytes.CutPrefix(line, []byte("xiangxue "))
	if !found || !isFact || len(name) == 0 {
		return "", nil, fmt.Errorf("parse a fact: it does not begin with its form")
	}
	for len(rest) > 0 {
		var f Field
		if f, rest, err = parseField(rest); err != nil {
			return "", nil, fmt.Errorf("parse a fact: field %d: %w", len(fields), err)
		}
		fields = append(fields, f)
	}
	return string(name), fields, nil
}

// parseField reads "name:length:value" and a line break off the front.
func parseField(b []byte) (f Field, rest []byte, err error) {
	name, rest, named := bytes.Cut(b, []byte(":"))
	digits, rest, measured := bytes.Cut(rest, []byte(":"))
	length, err := strconv.Atoi(string(digits))
	switch {
	case !named || !measured || len(name) == 0 || bytes.ContainsRune(name, '\n'):
		return Field{}, nil, fmt.Errorf("it has no name or no length")
	case err != nil || length < 0 || strconv.Itoa(length) != string(digits):
		return Field{}, nil, fmt.Errorf("%q is no length", digits)
	case len(rest) <= length || rest[length] != '\n':
		return Field{}, nil, fmt.Errorf("the value of %s does not end where its length says", name)
	}
	return Field{Name: string(name), Value: string(rest[:length])}, rest[length+1:], nil
}
