package roster

import (
	"strings"
	"testing"
)

// FuzzReadRoster reads CSV files of people and expects what is taken to keep the rules, whatever stands in the file.
func FuzzReadRoster(f *testing.F) {
	const header = "工号,姓名,单位代码,职务,手机号,类别,角色,起始日期,离任日期\n"
	f.Add([]byte(header + "YX01,何秀兰,YX-1,主任,13800000001,党员、驻村干部,学习秘书@YX,2026-01-01,\n"))
	f.Add([]byte(header + "YX01,何秀兰,YX-1,,+86 138-0000-0001,，,@,2026/1/1,2025.1.1\nYX01,,,,,,,,\n"))
	f.Add([]byte(header + "=1+1,\"a\nb\",@,,１３８０００００００１,;;,督学@@,20260230,x\n"))
	f.Add([]byte("\xef\xbb\xbf工号;姓名\nYX;A\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, _, err := ReadRoster("人员.csv", b)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, p := range r.people {
			if p.staffNo == "" || !isCode(p.staffNo) || seen[p.staffNo] || p.name == "" || strings.ContainsAny(p.name, " \n") {
				t.Errorf("took %q, %q", p.staffNo, p.name)
			}
			if p.phone != nil && *p.phone != "" && !isMobile(string(*p.phone)) {
				t.Errorf("took the telephone number %q", string(*p.phone))
			}
			if p.from != 0 && p.until != 0 && p.until < p.from {
				t.Errorf("took %s to %s", p.from, p.until)
			}
			for _, role := range p.roles {
				if role.role.Name() == "" || role.role == GroupLeader {
					t.Errorf("took the role %q", role.role)
				}
			}
			seen[p.staffNo] = true
		}
	})
}
