package enquiry

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"xiangxue/course/fault"
	"xiangxue/search/library"
)

// String returns the article as forms name it: 12:第二条. ParseArticle reads it.
func (a Article) String() string { return strconv.FormatInt(int64(a.Document), 10) + ":" + a.Point }

// longestPoint is how long the number of an article or the anchor of a section may be, in characters.
const longestPoint = 100

// ParseArticle reads what String writes. It fails with fault.Invalid on anything else.
func ParseArticle(text string) (Article, error) {
	document, point, found := strings.Cut(text, ":")
	id, err := strconv.ParseInt(document, 10, 64)
	if !found || err != nil || id <= 0 || point == "" || !utf8.ValidString(point) || utf8.RuneCountInString(point) > longestPoint || strings.ContainsRune(point, 0) {
		return Article{}, fault.New(fault.Invalid, "选的条文不在了，请移除后再添加")
	}
	return Article{Document: library.DocumentID(id), Point: point}, nil
}
