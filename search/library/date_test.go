package library

import (
	"testing"

	"xiangxue/course/calendar"
)

func TestFindDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]calendar.Date{
		"本法自2019年1月1日起施行":            20190101,
		"一九九四年十二月六日":                 19941206,
		"二〇〇九年九月一日":                  20090901,
		"一九八○年八月二十六日颁布":              19800826,
		"２０１２年１２月３日 最高人民法院":          20121203,
		"1990年12月24日发布、1994年10月9日修订": 19901224,
		"2021年2月30日":                 0,
		"2021年13月1日":                 0,
		"2021年5月":                    0,
		"没有日期":                       0,
	} {
		if got := findDate(text); got != want {
			t.Errorf("findDate(%q) = %v, want %v", text, got, want)
		}
	}
}
