package roster

import (
	"fmt"
	"strings"

	"golang.org/x/text/width"

	"xiangxue/course/office"
)

// firstLines remembers in which row a code or number came first.
type firstLines map[string]int

// claim notes that the row uses the value; a complaint arises when an earlier row does.
func (f firstLines) claim(l *line, column, value string) {
	if value == "" {
		return
	}
	if first, taken := f[value]; taken {
		l.refuse(column, fmt.Sprintf("与第 %d 行相同，请删去一行或改正", first))
		return
	}
	f[value] = l.row.Line
}

func (r *reader) readUnits(t office.Table) {
	if !r.require(t, "代码", "名称", "上级代码", "类型") {
		return
	}
	codes := firstLines{}
	for i, row := range t.Rows {
		l := newLine(t, row)
		u := unitRecord{
			place: l.place, code: l.code("代码", false), name: l.needed("名称"), parent: l.code("上级代码", true),
			kind: unitKindOf(l.needed("类型")), position: l.number("顺序", i+1),
		}
		codes.claim(l, "代码", u.code)
		if u.kind == "" && l.table.Cell(row, "类型") != "" {
			l.refuse("类型", "请填 县、乡镇、部门、村 之一")
		}
		if u.code != "" && u.code == u.parent {
			l.refuse("上级代码", "不能是自己")
		}
		if len(l.faults) > 0 {
			r.faults = append(r.faults, l.faults...)
			continue
		}
		r.roster.units = append(r.roster.units, u)
	}
}

func unitKindOf(s string) UnitKind {
	switch s {
	case "县", "县区", "县级", "区", "市":
		return County
	case "乡镇", "乡", "镇", "街道":
		return Township
	case "部门", "科室", "办公室", "站所", "单位":
		return Office
	case "村", "社区", "村社区":
		return Village
	}
	return ""
}

func (r *reader) readPeople(t office.Table) {
	if !r.require(t, "工号", "姓名", "单位代码") {
		return
	}
	numbers, phones := firstLines{}, firstLines{}
	for _, row := range t.Rows {
		l := newLine(t, row)
		p := l.person()
		numbers.claim(l, "工号", p.staffNo)
		if p.phone != nil {
			phones.claim(l, "手机号", string(*p.phone))
		}
		if len(l.faults) > 0 {
			r.faults = append(r.faults, l.faults...)
			r.roster.refused[p.staffNo] = true
			continue
		}
		r.roster.people = append(r.roster.people, p)
	}
}

func (l *line) person() personRecord {
	p := personRecord{
		place: l.place, staffNo: l.code("工号", false), name: strings.ReplaceAll(l.needed("姓名"), " ", ""),
		unit: l.code("单位代码", false), from: l.date("起始日期"), until: l.date("离任日期"),
	}
	if l.has("职务") {
		post := l.text("职务")
		p.post = &post
	}
	if l.has("手机号") {
		p.phone = l.phone("手机号")
	}
	if l.has("类别") {
		p.categories = listOf(l.table.Cell(l.row, "类别"))
	}
	if l.has("角色") {
		p.saysRoles, p.roles = true, l.roles("角色", p.unit)
	}
	if p.from != 0 && p.until != 0 && p.until < p.from {
		l.refuse("离任日期", "早于起始日期")
	}
	return p
}

// phone returns a mobile number without what people put between its digits. The number is not repeated in a complaint.
func (l *line) phone(column string) *Phone {
	digits := width.Fold.String(l.text(column))
	for _, mark := range [...]string{"+86", " ", "-", "(", ")"} {
		digits = strings.ReplaceAll(digits, mark, "")
	}
	if digits != "" && !isMobile(digits) {
		l.refuse(column, "不是 11 位手机号；没有手机号就空着")
	}
	phone := Phone(digits)
	return &phone
}

func isMobile(s string) bool {
	return len(s) == 11 && s[0] == '1' && s[1] >= '3' && strings.Trim(s, "0123456789") == ""
}

// roles reads 学习秘书、督学@单位代码; a role without a unit is one over the person's own.
func (l *line) roles(column, ownUnit string) []roleRecord {
	var roles []roleRecord
	for _, s := range listOf(l.table.Cell(l.row, column)) {
		name, unit, found := strings.Cut(width.Fold.String(s), "@")
		if !found {
			unit = ownUnit
		}
		role := roleNamed(strings.TrimSpace(name))
		switch role {
		case "":
			l.refuse(column, "没有“"+name+"”这个角色，可以填："+importableRoles())
			continue
		case GroupLeader:
			l.refuse(column, "学习小组长请填在“学习小组”表的“组长工号”里")
			continue
		}
		roles = union(roles, []roleRecord{{role, strings.TrimSpace(unit)}})
	}
	return roles
}

func roleNamed(name string) Role {
	for _, n := range roleNames {
		if n.name == name {
			return n.role
		}
	}
	return ""
}

func importableRoles() string {
	var names []string
	for _, n := range roleNames {
		if n.role != GroupLeader {
			names = append(names, n.name)
		}
	}
	return strings.Join(names, "、")
}

func (r *reader) readGroups(t office.Table) {
	if !r.require(t, "代码", "名称", "单位代码") {
		return
	}
	codes := firstLines{}
	for _, row := range t.Rows {
		l := newLine(t, row)
		g := groupRecord{
			place: l.place, code: l.code("代码", false), name: l.needed("名称"), unit: l.code("单位代码", false),
			kind: groupKindOf(l.text("类型")), leader: l.code("组长工号", true), members: l.codes("成员工号"), from: l.date("起始日期"),
		}
		codes.claim(l, "代码", g.code)
		if g.kind == "" {
			l.refuse("类型", "请填 学习小组 或 中心组")
		}
		if len(l.faults) > 0 {
			r.faults = append(r.faults, l.faults...)
			continue
		}
		if g.leader != "" {
			g.members = union(g.members, []string{g.leader})
		}
		r.roster.groups = append(r.roster.groups, g)
	}
}

func groupKindOf(s string) GroupKind {
	switch s {
	case "", "学习小组", "小组":
		return Study
	case "中心组", "理论学习中心组", "党委中心组":
		return CentralGroup
	}
	return ""
}
