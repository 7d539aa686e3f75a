package office

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decodeText returns the text of a file in UTF-8, without byte order mark. A mark decides the encoding;
// without one, what is not valid UTF-8 is taken for GB18030, of which GBK is a part. It fails with a
// FormatError for anything else.
func decodeText(b []byte) (string, error) {
	var decoder *encoding.Decoder
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b = b[3:]
		if !utf8.Valid(b) {
			return "", &FormatError{Message: "文件开头标明是 UTF-8，内容却不是，请重新另存一次"}
		}
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		decoder = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
	case !utf8.Valid(b):
		decoder = simplifiedchinese.GB18030.NewDecoder()
	}
	if decoder != nil {
		decoded, err := decoder.Bytes(b)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return "", &FormatError{Message: "认不出文字编码，请另存为“CSV UTF-8”后再试", Err: err}
		}
		b = decoded
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return "", &FormatError{Message: "内容不是文字，请确认选对了文件"}
	}
	return strings.TrimPrefix(string(b), "\ufeff"), nil
}
