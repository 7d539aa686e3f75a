package roster

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// SortKey returns what a list of names is ordered by: the pronunciation of the surname, the surname itself, then the
// given name by pronunciation. Keys are hexadecimal digits, so that they compare alike in Go and in every database.
//
// Unicode's collation knows one reading of each character and it is often not the one of the surname (单 曾 解 仇 区 查):
// such a surname takes the place of a character that sounds like it. Names of one surname stay together.
func SortKey(name string) string {
	name = strings.TrimSpace(name)
	surname, sound := surnameOf(name)
	collator := collate.New(language.Chinese, collate.Loose)
	var buffer collate.Buffer
	var key []byte
	for _, part := range []string{sound, surname, name[len(surname):]} {
		buffer.Reset()
		key = append(key, collator.KeyFromString(&buffer, part)...)
	}
	return hex.EncodeToString(key)
}

// surnameOf returns the surname with which the name begins and a character that is pronounced like its beginning.
func surnameOf(name string) (surname, sound string) {
	for _, r := range surnameReadings {
		if strings.HasPrefix(name, r.surname) {
			return r.surname, r.sound
		}
	}
	_, size := utf8.DecodeRuneInString(name)
	return name[:size], name[:size]
}

// surnameReadings are the surnames that are not pronounced as their character usually is; longer ones come first.
// Where a surname has two readings the more common one is taken.
var surnameReadings = [...]struct{ surname, sound string }{
	{"单于", "蝉"}, // chán
	{"万俟", "莫"}, // mò
	{"尉迟", "玉"}, // yù
	{"长孙", "掌"}, // zhǎng
	{"单", "善"},  // shàn
	{"曾", "增"},  // zēng
	{"沈", "审"},  // shěn
	{"解", "谢"},  // xiè
	{"仇", "求"},  // qiú
	{"区", "欧"},  // ōu
	{"查", "渣"},  // zhā
	{"翟", "宅"},  // zhái
	{"盖", "葛"},  // gě
	{"朴", "瓢"},  // piáo
	{"缪", "妙"},  // miào
	{"覃", "秦"},  // qín
	{"乐", "月"},  // yuè
	{"重", "虫"},  // chóng, also 重庆 and 重阳
	{"种", "虫"},  // chóng
	{"召", "邵"},  // shào
	{"折", "蛇"},  // shé
	{"秘", "必"},  // bì
	{"员", "运"},  // yùn
	{"洗", "显"},  // xiǎn
	{"祭", "债"},  // zhài
	{"薄", "伯"},  // bó
	{"卜", "补"},  // bǔ
	{"句", "勾"},  // gōu
	{"阚", "看"},  // kàn
	{"藏", "臧"},  // zāng
	{"繁", "婆"},  // pó
	{"佴", "耐"},  // nài
	{"黑", "贺"},  // hè
	{"炅", "贵"},  // guì
	{"乜", "聂"},  // niè
}
