package roster

import (
	"fmt"
	"io"

	"xiangxue/course/office"
)

// WriteTemplate writes an empty roster workbook: the three sheets to fill in, and a sheet that explains their columns.
func WriteTemplate(w io.Writer) error {
	notes := office.Sheet{Name: "说明", Columns: []office.Column{{Title: "工作表"}, {Title: "列"}, {Title: "怎么填", Width: 80}}}
	var sheets []office.Sheet
	for _, s := range templateSheets {
		sheet := office.Sheet{Name: s.name}
		for _, c := range s.columns {
			sheet.Columns = append(sheet.Columns, office.Column{Title: c.title, Width: 16})
			notes.Rows = append(notes.Rows, []any{s.name, c.title, c.note})
		}
		sheets = append(sheets, sheet)
	}
	if err := office.WriteXLSX(w, append(sheets, notes)); err != nil {
		return fmt.Errorf("write the roster template: %w", err)
	}
	return nil
}

type templateColumn struct{ title, note string }

var templateSheets = [...]struct {
	name    string
	columns []templateColumn
}{
	{unitSheet, []templateColumn{
		{"代码", "必填。单位的编号，每个单位不同，以后不要改，例如 YX01"},
		{"名称", "必填。例如 云溪镇、农业农村办公室"},
		{"上级代码", "上级单位的代码；最上一级空着"},
		{"类型", "必填。县、乡镇、部门、村 之一"},
		{"顺序", "在同级单位里的排列顺序；空着就按表中先后"},
	}},
	{peopleSheet, []templateColumn{
		{"工号", "必填。每人不同，用来登录，以后不要改，例如 YX0327"},
		{"姓名", "必填"},
		{"单位代码", "必填。所在单位的代码；改了就是调动，原单位的记录到前一天为止"},
		{"职务", "例如 农业办主任"},
		{"手机号", "可空；填了也可以用来登录"},
		{"类别", "多个用顿号隔开：乡科级及以下、党员、支部书记和委员、中心组成员、县处级、驻村干部"},
		{"角色", "可空，多个用顿号隔开：学习秘书、党委委员、督学、作者、系统管理员、安全管理员、审计管理员。管本人所在单位以外的单位，写成 角色@单位代码。三个管理员必须是三个人，也不能兼任别的角色"},
		{"起始日期", "可空，例如 2026-01-01：到这个单位的日期；空着就是导入的日期"},
		{"离任日期", "可空：在职的最后一天。离开的人请填这一列，不要直接删行；删掉的人仍保留原状"},
	}},
	{groupSheet, []templateColumn{
		{"代码", "必填。小组的编号，每组不同，以后不要改"},
		{"名称", "必填"},
		{"单位代码", "必填。小组所属单位的代码"},
		{"类型", "学习小组 或 中心组；空着就是学习小组"},
		{"组长工号", "组长的工号，也算组员"},
		{"成员工号", "多个用顿号隔开"},
		{"起始日期", "可空：新建小组从哪天算起；空着就是导入的日期"},
	}},
}
