package account

// named is a code of the trail with what it is called in Chinese.
type named struct{ code, name string }

// nameOf returns what a code is called, and the code itself for one that is not listed.
func nameOf(list []named, code string) string {
	for _, n := range list {
		if n.code == code {
			return n.name
		}
	}
	return code
}

// kinds are the kinds of things that records of the trail are about.
func kinds() []named {
	return []named{
		{"account", "账户"},
		{"roster", "花名册"},
		{"course", "课程"},
		{"lesson", "课文"},
		{"document", "政策文件"},
		{"citation", "引用"},
		{"attempt", "作答"},
		{"plan_version", "计划版本"},
		{"meeting", "学习会"},
		{"assignment", "学习任务"},
		{"leave_request", "请假申请"},
		{"make_up", "补学任务"},
		{"entry", "学时条目"},
		{"report", "报表"},
		{"unit", "单位"},
	}
}

// acts are the acts that the trail's filter offers. One that is missing here is shown by its code.
func acts() []named {
	return []named{
		{"account.sign_in", "登录"},
		{"account.sign_in.refuse", "登录被拒"},
		{"account.sign_out", "退出"},
		{"account.sign_out_everywhere", "退出所有设备"},
		{"account.sessions.end_all", "恢复备份后结束所有登录"},
		{"account.first_password", "发放首次密码"},
		{"account.password.change", "修改密码"},
		{"account.password.set", "命令行设置密码"},
		{"account.lock", "锁定账户"},
		{"account.unlock", "解锁账户"},
		{"roster.import", "导入花名册"},
		{"plan.draft", "起草计划"},
		{"plan.save", "保存计划草稿"},
		{"plan.discard", "放弃计划草稿"},
		{"plan.submit", "提交计划审批"},
		{"plan.approve", "批准计划"},
		{"plan.return", "退回计划"},
		{"meeting.open", "安排学习会"},
		{"meeting.change", "修改学习会安排"},
		{"meeting.cancel", "取消学习会"},
		{"meeting.proceedings", "填写会议记录"},
		{"meeting.roll.confirm", "确认点名"},
		{"meeting.roll.correct", "提出点名更正"},
		{"meeting.roll.decide", "审批点名更正"},
		{"entry.reversal.propose", "提出学时冲正"},
		{"entry.reversal.decide", "审批学时冲正"},
		{"leave.ask", "申请请假"},
		{"leave.decide", "审批请假"},
		{"make_up.close", "完成补学"},
		{"assignment.make", "布置学习任务"},
		{"assignment.withdraw", "撤回学习任务"},
		{"reading.mark", "标为已读"},
		{"reading.finish", "完成必读"},
		{"demo.fill", "装入演示数据"},
		{"course.publish", "发布课程"},
		{"course.retire", "下架课程"},
		{"course.finish", "学完课程"},
		{"course.citation.confirm", "核对引用"},
		{"quiz.questions.store", "入库题目"},
		{"quiz.check.pass", "通过理解题"},
		{"report.export", "导出报表"},
		{"library.import", "导入政策文件"},
		{"library.status.check", "核实效力"},
	}
}
