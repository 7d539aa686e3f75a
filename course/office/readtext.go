package office

// ReadText returns the text of a plain text file in UTF-8. It may be in UTF-8 with or without byte order mark, GBK,
// GB18030, or UTF-16 with byte order mark. It fails with FormatError or LimitError.
func ReadText(file string, b []byte, limits Limits) (string, error) {
	if err := limits.orDefault().checkSize(len(b)); err != nil {
		return "", located(err, file, "")
	}
	text, err := decodeText(b)
	if err != nil {
		return "", located(err, file, "")
	}
	return text, nil
}
