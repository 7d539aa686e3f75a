package plan

import "time"

// Unanswered is a question of villagers that nobody has answered yet: what the topics of the next quarter may cover.
type Unanswered struct {
	Ref         int64 // of the question
	Subject     string
	SubjectName string
	Question    string
	NotedAt     time.Time
}
