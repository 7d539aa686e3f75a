package roster

// Role is a duty to which a person is appointed over a unit with its sub-units or over a study group. What a role may do
// is the business of package access.
type Role string

// The roles. The three administrators (三员) are separated: none of them may hold another role of this list.
const (
	GroupLeader     Role = "group_leader"     // 学习小组长
	StudySecretary  Role = "study_secretary"  // 学习秘书
	CommitteeMember Role = "committee_member" // 党委委员
	Auditor         Role = "auditor"          // 督学
	Author          Role = "author"           // 作者
	SystemAdmin     Role = "system_admin"     // 系统管理员
	SecurityAdmin   Role = "security_admin"   // 安全管理员
	AuditAdmin      Role = "audit_admin"      // 审计管理员
)

// roleNames are the roles in the order in which they are listed for people, with what they are called.
var roleNames = [...]struct {
	role Role
	name string
}{
	{GroupLeader, "学习小组长"},
	{StudySecretary, "学习秘书"},
	{CommitteeMember, "党委委员"},
	{Auditor, "督学"},
	{Author, "作者"},
	{SystemAdmin, "系统管理员"},
	{SecurityAdmin, "安全管理员"},
	{AuditAdmin, "审计管理员"},
}

// Name returns the role in Chinese, and "" for one that does not exist.
func (r Role) Name() string {
	for _, n := range roleNames {
		if n.role == r {
			return n.name
		}
	}
	return ""
}

// IsAdministrator reports whether the role is one of the three administrators.
func (r Role) IsAdministrator() bool {
	return r == SystemAdmin || r == SecurityAdmin || r == AuditAdmin
}

// CompatibleWith reports whether one person may hold both roles: an administrator holds no other role.
func (r Role) CompatibleWith(o Role) bool {
	return r == o || !r.IsAdministrator() && !o.IsAdministrator()
}
