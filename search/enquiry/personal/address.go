package personal

import (
	"regexp"
	"strings"
)

const (
	count = `(?:\d{1,4}|[〇零一二三四五六七八九十百]{1,5})`
	// glue are characters that belong to the sentence around a place and not to its name.
	glue = `的了在住给到是把从向和与跟有去来我你他她们家租于这那个为由对就也都要说问至及或`
	// settlement is a place with its name before it: 柳树湾, 清溪村.
	settlement = `[^\P{Han}` + glue + `]{1,6}?(?:村|湾|屯|寨|庄|坪|沟|冲|坝|塘|坡|岭|庙|桥|洞|坳|垭|店|营|堡|集|畈|圩|浜|小区|社区|花园|新村|家园|公寓)`
	road       = `[^\P{Han}` + glue + `]{1,6}?(?:大道|街道|街|路|巷|弄|胡同)`
)

// places are the forms of an address that leads to a household.
var places = [...]*regexp.Regexp{
	regexp.MustCompile(settlement + `(?:村)?` + count + `(?:组|社|队|屯)(?:` + count + `号)?`),
	regexp.MustCompile(`(?:` + settlement + `|` + road + `)(?:门牌)?` + count + `(?:号院|号|幢|栋|座|弄)(?:` + count + `(?:单元|号楼|楼|层|号|室))*`),
	regexp.MustCompile(count + `(?:栋|幢|号楼|座)` + `(?:` + count + `单元)?` + count + `(?:号|室|房)`),
	regexp.MustCompile(`(?:门牌号?|房号)(?:是|为|[: ])*` + count + `号?`),
}

// ownGroup is a villagers' group that somebody says to live in.
var ownGroup = regexp.MustCompile(`(?:我们|咱们|咱|我|本|住|住在|家在|在)(?:村)?(` + count + `(?:组|社|队)(?:` + count + `号)?)`)

// addresses finds where somebody lives, down to the house or the villagers' group (村民小组).
func addresses(t *reading) []Finding {
	var found []Finding
	for _, p := range places {
		for _, f := range t.all(p, Address, "某处") {
			if place := string(t.runes[f.From:f.To]); strings.ContainsAny(place, "组社队屯") {
				f.Instead = "某村民小组"
			}
			if !t.numbered(f) {
				found = append(found, f)
			}
		}
	}
	for _, m := range ownGroup.FindAllStringSubmatchIndex(t.text, -1) {
		found = append(found, Finding{Kind: Address, From: t.at[m[2]], To: t.at[m[3]], Instead: "某村民小组"})
	}
	return found
}

// numbered reports whether the number belongs to a document and not to a house: 〔2026〕8号, 12号令.
func (t *reading) numbered(f Finding) bool {
	next := t.after(f.To, 1)
	return strings.ContainsAny(next, "令文函件") || strings.ContainsAny(string(t.runes[f.From:f.To]), "〔〕第")
}
