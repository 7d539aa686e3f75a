package library

import (
	"regexp"
	"strings"
)

// Nationwide is the region of what holds in the whole country.
const Nationwide = "全国"

// What tells from an organ's name where it is: 临澜县农业农村局, 中共云溪镇委员会; those of the country name no place.
var (
	centralOrgan = regexp.MustCompile(`^(?:中共中央|中央|国务院|国家|全国|最高人民|中华)|^[^委省县镇]{2,9}(?:部|总局|署)$`)
	localOrgan   = regexp.MustCompile(`^(?:中共)?((?:\p{Han}{2,7}?(?:省|自治区|自治州|市|县|区|旗|镇|乡|街道))+)`)
)

// HoldsIn returns the region for which a document holds: the one that its front part names, else that of the organ that
// issued it or, for want of an organ, of a title that names the country; "" when nothing tells.
func (d Document) HoldsIn() string {
	organ, _, _ := strings.Cut(strings.ReplaceAll(d.Issuer, " ", "、"), "、")
	switch {
	case d.Region != "":
		return d.Region
	case centralOrgan.MatchString(organ), organ == "" && strings.HasPrefix(d.Title, country):
		return Nationwide
	}
	if place := localOrgan.FindStringSubmatch(organ); place != nil {
		return place[1]
	}
	return ""
}
