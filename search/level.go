package search

import "strings"

// level is the place of a document in the order of sources of law (效力层级), as its title tells it.
type level int

// The levels.
const (
	otherLevel     level = iota // rules, measures, notices
	statute                     // 宪法, 法律, 法典
	regulation                  // 条例, 实施细则
	interpretation              // of the highest court or procuratorate
)

// levelOf returns the level of a title.
func levelOf(title string) level {
	name := withoutTail(bare(title))
	switch {
	case strings.HasPrefix(name, "最高人民"):
		return interpretation
	case strings.HasSuffix(name, "办法"):
		return otherLevel
	case strings.HasSuffix(name, "法"), strings.HasSuffix(name, "法典"):
		return statute
	case strings.HasSuffix(name, "条例"), strings.HasSuffix(name, "细则"):
		return regulation
	}
	return otherLevel
}
