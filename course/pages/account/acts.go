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
		{"plan", "计划"},
		{"meeting", "学习会"},
		{"assignment", "布置"},
		{"entry", "学时条目"},
		{"report", "报表"},
	}
}

// acts are the acts that the trail's filter offers. One that is missing here is shown by its code.
func acts() []named {
	return []named{
		{"account.sign_in", "登录"},
		{"account.sign_in.refuse", "登录被拒"},
		{"account.sign_out", "退出"},
		{"account.sign_out_everywhere", "退出所有设备"},
		{"account.first_password", "发放首次密码"},
		{"account.password.change", "修改密码"},
		{"account.password.set", "命令行设置密码"},
		{"account.lock", "锁定账户"},
		{"account.unlock", "解锁账户"},
		{"roster.import", "导入花名册"},
	}
}
