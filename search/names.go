package search

import (
	"slices"
	"strings"
	"unicode"
)

// leftOut are the beginnings of titles that people leave out.
var leftOut = []string{
	"中华人民共和国", "最高人民法院最高人民检察院关于", "最高人民法院关于", "最高人民检察院关于", "国务院关于",
	"农村", "国家", "全国", "城市", "中国",
}

// titleEnds are the words that end the title of a law or notice; a name that ends otherwise is only taken for one
// when it is the whole question or stands in 《》.
var titleEnds = []string{
	"法", "法典", "条例", "规定", "办法", "细则", "规则", "解释", "决定", "决议", "意见", "通知", "公告", "批复", "方案", "纲要", "规划",
	"制度", "标准", "章程", "公约", "指南", "安排", "规范",
}

// bare folds a title and drops everything but letters, digits and Han characters.
func bare(title string) string {
	return string(slices.DeleteFunc(fold(title), parts))
}

// shortened returns the shorter names of a bare title: without the beginnings that people leave out and without
// 示例, 试行, 暂行 or the year of a version at the end.
func shortened(title string) []string {
	var names []string
	for name := title; ; {
		next := name
		for _, prefix := range leftOut {
			if rest, ok := strings.CutPrefix(next, prefix); ok && endsTitle(rest) && len([]rune(rest)) >= 2 {
				next = rest
				break
			}
		}
		if next == name {
			break
		}
		name = next
		names = append(names, name)
	}
	for _, name := range append([]string{title}, names...) {
		if plain := withoutTail(name); plain != name && endsTitle(plain) {
			names = append(names, plain)
		}
	}
	return names
}

// withoutTail drops 示例, 试行, 暂行 and the year and kind of a version from the end of a bare title.
func withoutTail(name string) string {
	for _, tail := range []string{"示例", "试行", "暂行", "修正", "修订", "修正本", "修订本"} {
		name = strings.TrimSuffix(name, tail)
	}
	name = strings.TrimSuffix(name, "年")
	return strings.TrimRightFunc(name, unicode.IsDigit)
}

// endsTitle reports whether a bare name ends like the title of a law or notice, or of the second or third of several.
func endsTitle(name string) bool {
	name = strings.TrimRight(withoutTail(name), "一二三四五六七八九十")
	return slices.ContainsFunc(titleEnds, func(end string) bool { return strings.HasSuffix(name, end) && name != end })
}
