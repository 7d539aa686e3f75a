package access

// Permission names what a route or an operation needs.
type Permission string

// The permissions.
const (
	Public           Permission = "public"            // nothing: also for those who have not signed in
	OwnPassword      Permission = "own_password"      // to have signed in, even with a first password that must be changed
	SignedIn         Permission = "signed_in"         // to have signed in
	Learn            Permission = "learn"             // take courses and answer checks
	SearchPolicies   Permission = "search_policies"   // use the policy library
	ReadPlan         Permission = "read_plan"         // read the study plan
	DraftPlan        Permission = "draft_plan"        // draft the study plan and submit it
	ApprovePlan      Permission = "approve_plan"      // approve or return a study plan
	ReadExecution    Permission = "read_execution"    // read what became of the study plan
	SeeGroup         Permission = "see_group"         // see who is behind and on what
	AssignStudy      Permission = "assign_study"      // assign courses and readings
	RunMeetings      Permission = "run_meetings"      // open meetings and confirm rolls
	RecordTraining   Permission = "record_training"   // record training classes and import hours from elsewhere
	DecideDeclared   Permission = "decide_declared"   // decide on declared self-study
	ProposeReversal  Permission = "propose_reversal"  // propose the correction of an entry
	ApproveReversal  Permission = "approve_reversal"  // decide on a proposed correction
	AnswerDoubts     Permission = "answer_doubts"     // answer what somebody should look at in a unit's records
	AnswerObjections Permission = "answer_objections" // answer what cadres object to corrections of their hours
	Audit            Permission = "audit"             // read every record down to its evidence
	ExportReports    Permission = "export_reports"    // export reports
	AuthorContent    Permission = "author_content"    // write courses, questions and the policy library
	ManageAccounts   Permission = "manage_accounts"   // hand out first passwords, lock and unlock accounts
	ImportRoster     Permission = "import_roster"     // import the roster
	ReadTrail        Permission = "read_trail"        // read the trail of who did what
)

// permissionsOf returns what a role may do. The three administrators have no permission in the business of study, and
// the business has none of theirs.
func permissionsOf(r Role) []Permission {
	switch r {
	case Cadre:
		return []Permission{Learn, SearchPolicies, ReadPlan}
	case GroupLeader:
		return []Permission{SeeGroup, AssignStudy, RunMeetings, DecideDeclared, ProposeReversal, ReadPlan}
	case StudySecretary:
		return []Permission{SeeGroup, AssignStudy, RunMeetings, RecordTraining, DecideDeclared, ProposeReversal, ReadPlan, DraftPlan, ReadExecution, AnswerDoubts, AnswerObjections}
	case CommitteeMember:
		return []Permission{SeeGroup, ReadPlan, ReadExecution, ApprovePlan, ApproveReversal, AnswerObjections}
	case Auditor:
		return []Permission{Audit, ExportReports, ReadPlan, ReadExecution}
	case Author:
		return []Permission{AuthorContent}
	case SystemAdmin:
		return []Permission{ImportRoster}
	case SecurityAdmin:
		return []Permission{ManageAccounts}
	case AuditAdmin:
		return []Permission{ReadTrail}
	}
	return nil
}
