package training

// column is a column of a table of training hours, by the names that academies and training centres give it; the first is
// that of the template.
type column struct {
	names []string
	note  string // for whoever fills in the template
}

// The columns.
var (
	colStaffNo   = column{[]string{"工号", "人员编号", "职工号", "干部编号", "员工编号", "学员编号"}, "必填。与花名册一致"}
	colName      = column{[]string{"姓名", "学员姓名", "人员姓名"}, "必填。与花名册一致，用来核对工号"}
	colTitle     = column{[]string{"班次名称", "培训班名称", "班次", "培训班", "班级名称", "班级", "项目名称", "培训项目", "课程名称"}, "必填。同一个班每行写得一样"}
	colOrganiser = column{[]string{"主办单位", "主办", "举办单位", "主办机构", "培训机构", "办班单位"}, "必填。例如 中共临澜县委党校"}
	colSpan      = column{[]string{"起止日期", "起止时间", "培训日期", "培训时间", "学习时间", "学习日期"}, "必填。例如 2026-03-02至2026-03-06；也可以分成“开始日期”“结束日期”两列"}
	colDays      = column{[]string{"天数", "培训天数", "参训天数"}, "脱产培训填，半天写 0.5；按天折算学时"}
	colHours     = column{[]string{"学时", "学时数", "培训学时", "认定学时", "获得学时", "完成学时", "总学时"}, "网络培训必填；脱产培训没有天数的填"}
	colKind      = column{[]string{"类型", "培训类型", "培训方式", "班次类型"}, "脱产 或 网络；空着时，填了天数的算脱产，名称或主办单位带“网络”“在线”的算网络"}
	colSubject   = column{[]string{"主题", "学习主题", "内容类别"}, "可空。理论、政策、法律、科技、乡村振兴 之一"}
	colAway      = column{[]string{"请假学时", "请假", "缺勤学时"}, "可空，脱产培训才填。超过总学时七分之一的不认定"}
	colReason    = column{[]string{"请假原因", "原因"}, "有请假学时的要填"}
	colLater     = column{[]string{"其中次年", "次年天数", "次年学时"}, "跨年度的班：其中多少天（没有天数的，多少学时）在次年。每天都上课的可空"}
	colPlace     = column{[]string{"地点", "培训地点"}, "可空"}
	colDocNumber = column{[]string{"文号", "通知文号", "办班文号"}, "可空。办班通知的文号"}
	colFrom      = column{[]string{"开始日期", "开始时间", "起始日期", "开班日期", "报到日期"}, ""}
	colTo        = column{[]string{"结束日期", "结束时间", "结业日期", "截止日期"}, ""}
)

// templateColumns are the columns of the template in their order.
func templateColumns() []column {
	return []column{colStaffNo, colName, colTitle, colOrganiser, colSpan, colDays, colHours, colKind, colSubject, colAway, colReason, colLater, colPlace, colDocNumber}
}
