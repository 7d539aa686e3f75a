package seal

import "strconv"

// Fields builds the canonical bytes of a fact: a first line with the name and version of the form, then one line
// "name:length:value" for each field in a fixed order, the length being that of the value in bytes. Two facts have the
// same bytes only when all their fields are the same, whatever the values contain. A person can read the result.
type Fields struct{ bytes []byte }

// NewFields begins the canonical bytes of a fact. The form, such as "entry v1", changes whenever a field is added,
// removed or gets another meaning; old facts keep their old form.
func NewFields(form string) *Fields {
	f := Fields{bytes: make([]byte, 0, 1024)} // as long as most facts
	f.bytes = append(f.bytes, "xiangxue "...)
	f.bytes = append(f.bytes, form...)
	f.bytes = append(f.bytes, '\n')
	return &f
}

// Text adds a field with a text and returns f.
func (f *Fields) Text(name, value string) *Fields {
	f.begin(name, len(value))
	f.bytes = append(f.bytes, value...)
	f.bytes = append(f.bytes, '\n')
	return f
}

func (f *Fields) begin(name string, length int) {
	f.bytes = append(f.bytes, name...)
	f.bytes = append(f.bytes, ':')
	f.bytes = strconv.AppendInt(f.bytes, int64(length), 10)
	f.bytes = append(f.bytes, ':')
}

// Number adds a field with a whole number in decimal digits and returns f.
func (f *Fields) Number(name string, value int64) *Fields {
	var digits [20]byte
	decimal := strconv.AppendInt(digits[:0], value, 10)
	f.begin(name, len(decimal))
	f.bytes = append(f.bytes, decimal...)
	f.bytes = append(f.bytes, '\n')
	return f
}

// Bytes returns the canonical bytes built so far.
func (f *Fields) Bytes() []byte { return f.bytes }
