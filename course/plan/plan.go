// Package plan keeps the annual study plan (年度学习计划) and what follows from it: the meetings, their proceedings and
// what is assigned to whom.
//
// A plan lives in versions. A version is drafted, submitted and, by a second person from the committee, approved; then
// it never changes again and is sealed. Requirements count only from an approved version, and a new one never touches
// hours that are already booked.
package plan

import (
	"time"

	"xiangxue/course/roster"
)

// ID identifies a study plan.
type ID int64

// VersionID identifies a version of a plan.
type VersionID int64

// StudyPlan is the plan of a unit for a year. What it asks for stands in its versions.
type StudyPlan struct {
	ID   ID
	Unit roster.UnitID
	Year int
}

// State says where a version is on its way.
type State string

// The states of a version.
const (
	StateDraft      State = "draft"      // 草稿
	StateSubmitted  State = "submitted"  // 审批中
	StateApproved   State = "approved"   // 现行
	StateSuperseded State = "superseded" // 已替代: approved, but a later version is approved as well
)

// Version is one version of a study plan.
type Version struct {
	ID       VersionID
	Plan     StudyPlan
	Number   int // from 1
	State    State
	Revision int // what Save, Submit and the decision compare, so that nobody overwrites what he has not seen
	Content  Content
	Change   string // one sentence on what changed and why

	DraftedBy   roster.CadreID
	DraftedAt   time.Time
	SavedBy     roster.CadreID
	SavedAt     time.Time
	SubmittedBy roster.CadreID
	SubmittedAt time.Time
	DecidedBy   roster.CadreID // who approved the version or, while it is a draft, who returned it; 0: nobody yet
	DecidedAt   time.Time
	Decision    string
}

// WasReturned reports whether the version is a draft that the committee sent back; Decision says why.
func (v Version) WasReturned() bool { return v.State == StateDraft && v.DecidedBy != 0 }

// WrittenBy reports whether the person had a hand in the version, which somebody else then has to approve.
func (v Version) WrittenBy(cadre roster.CadreID) bool {
	return cadre == v.DraftedBy || cadre == v.SavedBy || cadre == v.SubmittedBy
}
