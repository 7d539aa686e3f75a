package importer

import (
	"regexp"
	"strings"
)

// tagForm matches a tag in a comment; within it a backslash protects the next character.
var tagForm = regexp.MustCompile(`\[tag:((?:\\.|[^\]\\])+)\]`)

// tagsIn returns the tags of a comment line, as Moodle writes them: // [id:7] [tag:承包期].
func tagsIn(line string) []string {
	var tags []string
	for _, m := range tagForm.FindAllStringSubmatch(line, -1) {
		var b strings.Builder
		protected := false
		for _, r := range m[1] {
			if protected = r == '\\' && !protected; !protected {
				b.WriteRune(r)
			}
		}
		if tag := strings.TrimSpace(b.String()); tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

var tagEscapes = strings.NewReplacer(`\`, `\\`, "]", `\]`)

// tagLine writes tags as a comment, "" for none.
func tagLine(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("//")
	for _, tag := range tags {
		b.WriteString(" [tag:" + tagEscapes.Replace(tag) + "]")
	}
	return b.String() + "\n"
}
