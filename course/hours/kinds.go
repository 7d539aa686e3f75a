package hours

import (
	"slices"
	"strings"
)

// Mode is the way of studying that an entry counts as (学习方式).
type Mode string

// The modes: the plan's three, with self-study split into what is done in this system and what is not.
const (
	Collective Mode = "collective" // 集中学
	Group      Mode = "group"      // 分组学
	Online     Mode = "online"     // 网络学: courses and quizzes
	Self       Mode = "self"       // 自主学: readings and declarations
)

// Modes returns all modes in their official order.
func Modes() []Mode { return []Mode{Collective, Group, Online, Self} }

// Label returns what a mode is called, in Chinese; the text is a key of the message catalogue.
func (m Mode) Label() string {
	switch m {
	case Collective:
		return "集中学"
	case Group:
		return "分组学"
	case Online:
		return "网络学"
	default:
		return "自主学"
	}
}

// Bucket is what an entry counts towards: the plan's own total, or one of the regulations' (学时类别).
type Bucket string

// The buckets.
const (
	Plan                 Bucket = "plan"                  // 年度学习计划
	ConcentratedTraining Bucket = "concentrated_training" // 集中培训
	OnlineSelfStudy      Bucket = "online_self_study"     // 网络自学
	PartyStudy           Bucket = "party_study"           // 党员集中学习
)

// AllBuckets returns all buckets.
func AllBuckets() []Bucket {
	return []Bucket{Plan, ConcentratedTraining, OnlineSelfStudy, PartyStudy}
}

// Activity is a kind of event that the rules give hours for (学习活动).
type Activity string

// The activities.
const (
	ActivityCourse              Activity = "course"                // all checks of a course passed
	ActivityQuiz                Activity = "quiz"                  // a quiz passed
	ActivityReading             Activity = "reading"               // the check of a required reading passed
	ActivityDeclaration         Activity = "declaration"           // self-study that a leader approved
	ActivityCollectiveMeeting   Activity = "collective_meeting"    // present at a collective meeting
	ActivityGroupMeeting        Activity = "group_meeting"         // present at a group meeting
	ActivityCentralGroupMeeting Activity = "central_group_meeting" // present at a central group discussion
	ActivityTrainingClass       Activity = "training_class"        // attended a class off the job
	ActivityOnlineClass         Activity = "online_class"          // finished a class of an on-line academy elsewhere
	ActivityMakeUp              Activity = "make_up"               // the check of a missed meeting passed
)

// Activities returns all activities in their usual order.
func Activities() []Activity {
	return []Activity{
		ActivityCourse, ActivityQuiz, ActivityReading, ActivityDeclaration, ActivityCollectiveMeeting,
		ActivityGroupMeeting, ActivityCentralGroupMeeting, ActivityTrainingClass, ActivityOnlineClass, ActivityMakeUp,
	}
}

// Source says which table of events an entry's Ref points into.
type Source string

// The sources.
const (
	SourceCourse        Source = "course"
	SourceQuiz          Source = "quiz"
	SourceReading       Source = "reading"
	SourceDeclaration   Source = "declaration"
	SourceMeeting       Source = "meeting"
	SourceTrainingClass Source = "training_class"
	SourceMakeUp        Source = "make_up"
)

// Sources returns all sources.
func Sources() []Source {
	return []Source{
		SourceCourse, SourceQuiz, SourceReading, SourceDeclaration, SourceMeeting, SourceTrainingClass, SourceMakeUp,
	}
}

// joinBuckets returns the stored form of buckets: each once, sorted, separated by commas.
func joinBuckets(buckets []Bucket) string {
	sorted := slices.Clone(buckets)
	slices.Sort(sorted)
	texts := make([]string, 0, len(sorted))
	for _, b := range slices.Compact(sorted) {
		texts = append(texts, string(b))
	}
	return strings.Join(texts, ",")
}

func splitBuckets(stored string) []Bucket {
	if stored == "" {
		return nil
	}
	var buckets []Bucket
	for text := range strings.SplitSeq(stored, ",") {
		buckets = append(buckets, Bucket(text))
	}
	return buckets
}
