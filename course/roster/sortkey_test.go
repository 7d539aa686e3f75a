package roster

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestSortKeyOrder gives names in the order of a printed register, one line for each sound of a surname, and expects
// every key of a line to come before every key of the next.
func TestSortKeyOrder(t *testing.T) {
	t.Parallel()
	const register = `艾青
白洁 柏杨
毕升 秘书文
伯仁 薄一
卜文
蔡伦
曹操
柴静
单于明
常青
陈安 谌力
重阳 种芳 崇文
储才 褚时
葛洪 盖明
龚自
句有
贵生 炅明
郭明
海瑞
贺龙 黑子
洪秀
康宁 阚清
柯南
李安 李明 李总
刘备
苗青 缪昌
莫言 万俟明
牟其
耐心 佴明
倪萍
聂耳 乜明
宁静
欧阳修 区大
裴多
朴明
平安
婆罗 繁星
齐白
秦观 覃明
丘吉 仇和
屈原
任一
善存 单雄
上官
邵明 召明
折可
沈从
冼星 洗马
向上
谢安 谢卓 解安 解珍
徐福
颜回
尹明
俞平 尉迟恭
岳飞 乐正
云飞 员半
臧克 藏明
曾国
查良
翟明 祭遵
詹天
张飞 长孙无
赵云
朱德
祖冲`
	lines := strings.Split(register, "\n")
	for i := 1; i < len(lines); i++ {
		for _, earlier := range strings.Fields(lines[i-1]) {
			for _, later := range strings.Fields(lines[i]) {
				if SortKey(earlier) >= SortKey(later) {
					t.Errorf("%s should come before %s", earlier, later)
				}
			}
		}
	}
}

func TestSortKeyKeepsSurnamesTogether(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.StringOfN(rapid.RuneFrom([]rune("安博春德恩芳国红江凯丽明娜平清荣少涛文秀艳志")), 1, 2, -1)
		surname := rapid.SampledFrom([]string{"谢", "解", "欧", "区", "秦", "覃", "善", "单", "莫", "万俟"})
		var names []string
		for range 12 {
			names = append(names, surname.Draw(t, "surname")+given.Draw(t, "given"))
		}
		slices.SortFunc(names, func(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) })
		seen := map[string]bool{}
		last := ""
		for _, name := range names {
			s, _ := surnameOf(name)
			if s != last && seen[s] {
				t.Fatalf("surname %s is scattered: %v", s, names)
			}
			seen[s], last = true, s
		}
	})
}

func TestSortKeyForm(t *testing.T) {
	t.Parallel()
	hexadecimal := regexp.MustCompile(`^([0-9a-f]{2})*$`)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		key := SortKey(name)
		if !hexadecimal.MatchString(key) {
			t.Fatalf("key of %q is %q", name, key)
		}
		if key != SortKey("  "+name+" ") {
			t.Fatalf("blanks around %q change its key", name)
		}
	})
	if SortKey("") != "" {
		t.Errorf("the empty name has the key %q", SortKey(""))
	}
}
