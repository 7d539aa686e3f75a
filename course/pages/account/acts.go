package account

import "slices"

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
		{"installation", "系统"},
		{"plan", "学习计划"},
		{"training_class", "培训班"},
		{"declaration", "自学申报"},
		{"bank", "题库"},
		{"bank_question", "题目"},
		{"exam", "测验"},
		{"outage", "停机"},
		{"enquiry", "群众问题"},
		{"doubt_answer", "疑点答复"},
		{"sample", "抽样"},
		{"objection", "更正异议"},
	}
}

// acts are the acts that the trail's filter offers. One that is missing here is shown by its code.
func acts() []named {
	return slices.Concat(accountActs(), planActs(), studyActs(), examActs(), libraryActs())
}

// accountActs are acts about accounts and the roster.
func accountActs() []named {
	return []named{
		{"account.sign_in", "登录"},
		{"account.sign_in.refuse", "登录被拒"},
		{"account.sign_out", "退出"},
		{"account.sign_out_everywhere", "退出所有设备"},
		{"account.sessions.end_all", "恢复备份后结束所有登录"},
		{"account.first_password", "发放首次密码"},
		{"account.password.change", "修改密码"},
		{"account.password.set", "命令行设置密码"},
		{"calendar.make", "生成日程订阅地址"},
		{"calendar.revoke", "停止日程订阅"},
		{"account.lock", "锁定账户"},
		{"account.unlock", "解锁账户"},
		{"roster.import", "导入花名册"},
		{"demo.fill", "装入演示数据"},
	}
}

// planActs are acts about the plan, meetings and classes.
func planActs() []named {
	return []named{
		{"plan.draft", "起草计划"},
		{"plan.save", "保存计划草稿"},
		{"plan.discard", "放弃计划草稿"},
		{"plan.submit", "提交计划审批"},
		{"plan.approve", "批准计划"},
		{"plan.return", "退回计划"},
		{"plan.explain", "说明计划执行"},
		{"meeting.open", "安排学习会"},
		{"meeting.change", "修改学习会安排"},
		{"meeting.cancel", "取消学习会"},
		{"meeting.proceedings", "填写会议记录"},
		{"meeting.roll.confirm", "确认点名"},
		{"meeting.kit.merge", "收进会议包的结果"},
		{"meeting.roll.correct", "提出点名更正"},
		{"meeting.roll.decide", "审批点名更正"},
		{"leave.ask", "申请请假"},
		{"leave.decide", "审批请假"},
		{"training.class.announce", "安排培训班"},
		{"training.class.change", "修改培训班"},
		{"training.class.cancel", "取消培训班"},
		{"training.roll.confirm", "确认培训名单"},
		{"training.roll.import", "导入培训学时"},
	}
}

// studyActs are acts about study and the hours that come of it.
func studyActs() []named {
	return []named{
		{"make_up.close", "完成补学"},
		{"assignment.make", "布置学习任务"},
		{"assignment.withdraw", "撤回学习任务"},
		{"reading.mark", "标为已读"},
		{"reading.finish", "完成必读"},
		{"course.publish", "发布课程"},
		{"course.retire", "下架课程"},
		{"course.finish", "学完课程"},
		{"course.citation.confirm", "核对引用"},
		{"quiz.questions.store", "入库题目"},
		{"quiz.check.pass", "通过理解题"},
		{"declaration.declare", "申报自学"},
		{"declaration.withdraw", "撤回自学申报"},
		{"declaration.decide", "审批自学申报"},
		{"entry.reversal.propose", "提出学时冲正"},
		{"entry.reversal.decide", "审批学时冲正"},
		{"objection.raise", "对更正提出异议"},
		{"objection.answer", "答复异议"},
	}
}

// examActs are acts about banks of questions and quizzes.
func examActs() []named {
	return []named{
		{"bank.open", "新建题库"},
		{"bank.import", "导入题库"},
		{"bank.question.add", "新增题目"},
		{"bank.question.revise", "修改题目"},
		{"bank.question.reviewed", "审核题目"},
		{"bank.question.published", "发布题目"},
		{"bank.question.suspended", "停用题目"},
		{"exam.draft", "起草测验"},
		{"exam.revise", "修改测验"},
		{"exam.publish", "发布测验"},
		{"exam.withdraw", "撤回测验"},
		{"exam.grade", "评阅作答"},
		{"exam.pass", "测验合格入账"},
		{"exam.unpass", "更正后测验不合格"},
		{"exam.key.correct", "提出答案更正"},
		{"exam.key.decide", "审批答案更正"},
		{"exam.outage", "停机顺延作答"},
		{"exam.export", "导出测验成绩"},
	}
}

// libraryActs are acts about the library, villagers' questions and inspection.
func libraryActs() []named {
	return []named{
		{"library.import", "导入政策文件"},
		{"library.status.check", "核实效力"},
		{"enquiry.note", "记下群众问题"},
		{"enquiry.send", "发出群众问题"},
		{"enquiry.discard", "删除群众问题草稿"},
		{"doubt.answer", "答复疑点"},
		{"sample.draw", "抽样检查"},
		{"sample.export", "导出抽样"},
		{"report.export", "导出报表"},
		{"bundle.export", "下载核验包"},
		{"dossier.export", "下载督查包"},
		{"log.cosign", "收下外部见证"},
	}
}
