package seal

import "strconv"

// Fields builds the canonical bytes of a fact: a first line with the name and version of the form, then one line
// "name:length:value" for each field in a fixed order, the length being that of the value in bytes. Two facts have the
// same bytes only when all their fields are the same, whatever the values contain. A person can read the result.
type Fields struct{ bytes []byte }

// NewFields begins the canonical bytes of a fact. The form, such as "entry v1", changes whenever a field is added,
// removed or gets another meaning; old facts keep their old form.
func NewFields(form string) *Fields {
	return &Fields{bytes: append([]byte("xiangxue "+form), '\n')}
}

// Text adds a field with a text and returns f.
func (f *Fields) Text(name, value string) *Fields {
	f.bytes = append(f.bytes, name...)
	f.bytes = append(f.bytes, ':')
	f.bytes = strconv.AppendInt(f.bytes, int64(len(value)), 10)
	f.bytes = append(f.bytes, ':')
	f.bytes = append(f.bytes, value...)
	f.bytes = append(f.bytes, '\n')
	return f
}

// Number adds a field with a whole number in decimal digits and returns f.
func (f *Fields) Number(name string, value int64) *Fields {
	return f.Text(name, strconv.FormatInt(value, 10))
}

// Bytes returns the canonical bytes built so far.
func (f *Fields) Bytes() []byte { return f.bytes }
