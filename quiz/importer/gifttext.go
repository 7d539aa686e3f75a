package importer

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// index returns where sep stands in s outside of escapes, -1 when it does not. A backslash takes the next byte with it.
func index(s, sep string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
		} else if strings.HasPrefix(s[i:], sep) {
			return i
		}
	}
	return -1
}

// cut splits s around the first sep outside of escapes.
func cut(s, sep string) (before, after string) {
	if i := index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):]
	}
	return s, ""
}

var formatPrefix = regexp.MustCompile(`^\[(html|markdown|plain|moodle)\]`)

// readText returns what a piece of GIFT says: line breaks of the file joined, escapes resolved, HTML reduced to its
// text. format is the format of the question; a prefix such as [html] overrides it and the one in force is returned.
func readText(raw, format string) (text, used string, err *giftError) {
	raw = strings.TrimSpace(raw)
	if m := formatPrefix.FindStringSubmatch(raw); m != nil {
		raw, format = raw[len(m[0]):], m[1]
	}
	text = strings.TrimSpace(unescape(joinLines(raw)))
	if format == "html" {
		text, err = htmlText(text)
	}
	return text, format, err
}

// joinLines makes one line of several: between Chinese characters nothing is inserted, else a space.
func joinLines(raw string) string {
	var b strings.Builder
	last := rune(0)
	for _, line := range strings.Split(raw, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(line)
		if last != 0 && (!wide(last) || !wide(first)) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
		last, _ = utf8.DecodeLastRuneInString(line)
	}
	return b.String()
}

// wide reports whether r is a Chinese character or full-width punctuation, which stand without spaces.
func wide(r rune) bool { return r >= 0x2E80 || strings.ContainsRune("“”‘’…—", r) }

// escapable are the characters that a backslash protects.
const escapable = `\~=#{}:*>`

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] != '\\' || i+1 == len(s):
			b.WriteByte(s[i])
		case s[i+1] == 'n':
			b.WriteByte('\n')
			i++
		case strings.IndexByte(escapable, s[i+1]) >= 0:
			b.WriteByte(s[i+1])
			i++
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// lineTags are the elements that begin a new line in the text of a piece of HTML.
var lineTags = map[string]bool{"p": true, "br": true, "div": true, "li": true, "tr": true}

// htmlText returns the text of a piece of HTML. It refuses what a text cannot show: pictures, sound, formulas.
func htmlText(source string) (string, *giftError) {
	var b strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(source))
	for {
		switch kind := tokens.Next(); kind {
		case html.ErrorToken:
			lines := strings.FieldsFunc(b.String(), func(r rune) bool { return r == '\n' })
			for i := range lines {
				lines[i] = strings.TrimSpace(lines[i])
			}
			return strings.TrimSpace(strings.Join(lines, "\n")), nil
		case html.TextToken:
			b.Write(tokens.Text())
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := tokens.TagName()
			switch tag := string(name); {
			case lineTags[tag]:
				b.WriteByte('\n')
			case media[tag]:
				return "", refuse("题目里不能有图片、音视频、公式或脚本（<%s>），请改成文字", tag)
			}
		}
	}
}

var media = map[string]bool{
	"img": true, "audio": true, "video": true, "object": true, "embed": true, "iframe": true, "svg": true, "math": true, "script": true, "style": true,
}
