package access

import "xiangxue/course/roster"

// Role is what a person acts as. All but Cadre are appointments in the roster; Cadre comes with belonging to a unit.
type Role = roster.Role

// The roles.
const (
	Cadre           Role = "cadre" // 学员
	GroupLeader          = roster.GroupLeader
	StudySecretary       = roster.StudySecretary
	CommitteeMember      = roster.CommitteeMember
	Auditor              = roster.Auditor
	Author               = roster.Author
	SystemAdmin          = roster.SystemAdmin
	SecurityAdmin        = roster.SecurityAdmin
	AuditAdmin           = roster.AuditAdmin
)

// RoleName returns the role in Chinese, and "" for one that does not exist.
func RoleName(r Role) string {
	if r == Cadre {
		return "学员"
	}
	return r.Name()
}

// precedence is the order in which the roles of a person are listed; a person who signs in acts in the first of them.
var precedence = [...]Role{
	SystemAdmin, SecurityAdmin, AuditAdmin, Auditor, CommitteeMember, StudySecretary, GroupLeader, Author, Cadre,
}
