package access

import (
	"errors"
	"slices"
	"testing"

	"xiangxue/course/fault"
	"xiangxue/course/roster"
)

// business are the permissions of study itself; administration are those of the three administrators.
var (
	business = []Permission{
		SearchPolicies, DraftPlan, ApprovePlan, SeeGroup, AssignStudy, RunMeetings, RecordTraining, DecideDeclared, ProposeReversal,
		ApproveReversal, Audit, ExportReports, AuthorContent, ReadPlan, Learn,
	}
	administration = []Permission{ManageAccounts, ImportRoster, ReadTrail}
)

func TestThreeAdministratorsAreSeparated(t *testing.T) {
	t.Parallel()
	seen := map[Permission]Role{}
	for _, r := range precedence {
		for _, p := range permissionsOf(r) {
			if r.IsAdministrator() && slices.Contains(business, p) {
				t.Errorf("%s has the business permission %s", r, p)
			}
			if !r.IsAdministrator() && slices.Contains(administration, p) {
				t.Errorf("%s has the permission %s of an administrator", r, p)
			}
			if first, taken := seen[p]; taken && r.IsAdministrator() {
				t.Errorf("%s and %s share %s", first, r, p)
			}
			seen[p] = r
		}
	}
	for _, p := range append(slices.Clone(business), administration...) {
		if seen[p] == "" {
			t.Errorf("nobody has %s", p)
		}
	}
}

func TestPermissionsByRole(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	tests := []struct {
		who    roster.Cadre
		acting Role
		may    []Permission
		over   map[Permission]string // whose data
	}{
		{h.cadre, Cadre, nil, map[Permission]string{Learn: "何秀兰", SeeGroup: ""}},
		{h.leader, GroupLeader, []Permission{SeeGroup, AssignStudy, RunMeetings, DecideDeclared, ProposeReversal},
			map[Permission]string{SeeGroup: "何秀兰", Learn: "周明"}},
		{h.secretary, StudySecretary, []Permission{SeeGroup, AssignStudy, RunMeetings, RecordTraining, DecideDeclared, ProposeReversal, DraftPlan},
			map[Permission]string{SeeGroup: "李安 孙安 何秀兰 单雄 周明"}},
		{h.committee, CommitteeMember, []Permission{SeeGroup, ApprovePlan, ApproveReversal}, map[Permission]string{AssignStudy: ""}},
		{h.auditor, Auditor, []Permission{Audit, ExportReports},
			map[Permission]string{Audit: "钱管 王正 赵文 郑审 李清 李安 孙安 何秀兰 单雄 周明", SeeGroup: ""}},
		{h.author, Author, []Permission{AuthorContent}, nil},
		{h.system, SystemAdmin, []Permission{ImportRoster}, nil},
		{h.security, SecurityAdmin, []Permission{ManageAccounts}, map[Permission]string{ManageAccounts: "李安 孙安 何秀兰 单雄 周明"}},
		{h.trail, AuditAdmin, []Permission{ReadTrail}, nil},
	}
	for _, tt := range tests {
		t.Run(string(tt.acting), func(t *testing.T) {
			_, actor := h.enter(tt.who)
			if actor.Acting != tt.acting || actor.ID() != tt.who.ID {
				t.Errorf("acts as %s, want %s", actor.Acting, tt.acting)
			}
			everyone := []Permission{Public, OwnPassword, SignedIn, Learn, SearchPolicies, ReadPlan}
			for _, p := range append(append(slices.Clone(business), administration...), everyone...) {
				want := slices.Contains(tt.may, p) || slices.Contains(everyone, p)
				if actor.May(p) != want {
					t.Errorf("may %s: %v, want %v", p, !want, want)
				}
				if err := Require(actor, p); (err == nil) != want || err != nil && !fault.Is(err, fault.Forbidden) {
					t.Errorf("require %s: %v", p, err)
				}
			}
			for p, want := range tt.over {
				if got := h.people(actor.Scope(p)); !sameNames(got, want) {
					t.Errorf("%s over %q, want %q", p, got, want)
				}
			}
		})
	}
}

func sameNames(a, b string) bool {
	x, y := []rune(a), []rune(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func TestWhoHasNotSignedIn(t *testing.T) {
	t.Parallel()
	var nobody Actor
	for _, p := range append(append(slices.Clone(business), administration...), OwnPassword, SignedIn) {
		if nobody.May(p) || !nobody.Scope(p).IsNobody() {
			t.Errorf("nobody may %s", p)
		}
		if err := Require(nobody, p); !errors.Is(err, ErrNotSignedIn) {
			t.Errorf("require %s: %v", p, err)
		}
	}
	if !nobody.May(Public) {
		t.Error("nobody may not see what is public")
	}
}

func TestConsoleHasNoPerson(t *testing.T) {
	t.Parallel()
	c := Console()
	if c.ID() != 0 || c.IsSignedIn() || c.May(SignedIn) || c.May(ApprovePlan) || c.May(Audit) || c.May(ReadTrail) {
		t.Error("the console may act as a person")
	}
	if !c.May(ManageAccounts) || !c.May(ImportRoster) || c.Scope(ManageAccounts).IsNobody() {
		t.Error("the console cannot prepare an installation")
	}
}

func TestActorHidesTheTelephoneNumber(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	token, actor := h.enter(h.cadre)
	mustNotShow(t, actor, string(h.cadre.Phone), string(token))
}
