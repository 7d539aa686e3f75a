// Package inspection keeps what an inspection (督查) leaves behind: what units answered to the doubts about their records
// (疑点答复), and the samples of people that auditors drew (抽样).
//
// Both are append-only, and change no hour and no verdict. A later answer is a further version beside the earlier ones; a
// sample is kept with the signed checkpoint, the seed and everybody who could be drawn, so that anybody can draw it again,
// and so that nobody can draw until they like the result without its being seen.
package inspection

import (
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/report"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Desk takes answers and draws samples. It is safe for concurrent use.
type Desk struct {
	db       *storage.DB
	reporter *report.Reporter
	log      *seal.Log
	clock    calendar.Clock
}

// NewDesk returns a desk that asks the reporter for the doubts and draws from the checkpoints of the log.
func NewDesk(db *storage.DB, reporter *report.Reporter, log *seal.Log, clock calendar.Clock) *Desk {
	return &Desk{db: db, reporter: reporter, log: log, clock: clock}
}

// now returns the instant as it is stored.
func (d *Desk) now() time.Time { return calendar.FromMillis(calendar.Millis(d.clock())) }
