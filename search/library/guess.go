package library

import "strings"

// kindByTitle returns the kind of a document that the end of its title tells, "" when it tells none.
func kindByTitle(title string) string {
	end := titleEnd.FindString(title)
	for _, kind := range []string{
		"通知", "意见", "办法", "条例", "规定", "决定", "决议", "方案", "细则", "公告", "通告", "通报", "批复", "函", "报告", "纪要",
		"规划", "计划", "规则", "制度", "规程", "标准", "指南",
	} {
		if strings.HasPrefix(end, kind) {
			return kind
		}
	}
	return ""
}

// subjects guess a category by a word of the title, the more telling ones first.
var subjects = []struct{ category, words string }{
	{"土地", "土地|耕地|承包|宅基地|农田|征收|流转"},
	{"补贴", "补贴|补助|奖补"},
	{"社会救助", "低保|最低生活保障|救助|特困|临时救助|残疾人|救灾"},
	{"社会保险", "养老保险|医疗保险|医保|社保|社会保险|工伤|失业"},
	{"乡村振兴", "乡村振兴|脱贫|帮扶|乡村建设|人居环境"},
	{"农业", "农业|农村|农民|粮食|种子|春耕|畜牧|渔业|农机|农药|水利|灌溉"},
	{"应急", "应急|防汛|抗旱|森林防火|消防|安全生产|地震|灾害"},
	{"生态环境", "生态|环境保护|污染|林业|森林|草原|河湖|河长"},
	{"教育", "教育|学校|教师|学生"},
	{"卫生健康", "卫生|健康|医疗|疫情|生育"},
	{"民政", "民政|婚姻|殡葬|养老|村民委员会|社区|儿童"},
	{"财政", "财政|预算|政府采购|税收|审计|资金"},
	{"党建", "党建|党员|党组织|党委|党内|干部"},
	{"司法", "法院|检察|诉讼|调解|仲裁|法律援助|信访"},
}

// categoryByTitle guesses the category of a document that nobody put into one; "" when nothing in its title tells.
func categoryByTitle(title string) string {
	for _, s := range subjects {
		for word := range strings.SplitSeq(s.words, "|") {
			if strings.Contains(title, word) {
				return s.category
			}
		}
	}
	return ""
}
