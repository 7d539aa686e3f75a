package audit

import (
	"fmt"
	"time"

	"xiangxue/course/report"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// overviewView is how the units stand.
type overviewView struct {
	when
	Lookback   lookback
	Report     report.Overview
	Rows       []unitRow
	Share      string // of those measured who have reached what is due next
	Arc        string // of the ring
	Quarter    string // the next due date belongs to
	Checkpoint checkpointView
	Grounds    []groundView
	Export     exportForm
}

// unitRow is a unit with figures ready to print.
type unitRow struct {
	report.UnitRow
	Level    int // of indentation, at most 2
	Reached  share
	Subjects []share
}

// share is a part of people in percent. Heat grows as it falls.
type share struct {
	Name    string
	Percent string // empty when nothing is asked of anybody
	Heat    int
}

// checkpointView is the latest checkpoint of the log.
type checkpointView struct {
	Signed bool
	Size   int64
	Root   string
	Code   string // short
	At     time.Time
	Old    bool // signed more than a day ago
	Key    string
}

func (a *Area) showOverview(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	view := overviewView{when: readWhen(form)}
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		view.Report, err = a.Reporter.Units(r.Ctx(), tx, r.Actor, 0, view.at)
		return err
	})
	if err != nil {
		return err
	}
	view.Lookback = view.lookback(r, view.Report.Stamp)
	view.Checkpoint = a.checkpoint(r, view.Report.Stamp)
	view.Export = exportOf(complianceFile, 0, view.Report.Stamp)
	view.fill(r)
	return show(r, a.overviewPage, view, form)
}

// fill prints the figures.
func (v *overviewView) fill(r *web.Request) {
	tally := v.Report.Tally
	v.Share = tenths(tally.Permille())
	v.Arc = arc(int64(tally.Reached), int64(tally.Measured()))
	v.Quarter = r.T(quarterName(v.Report.On.Quarter()))
	for _, row := range v.Report.Rows {
		unit := unitRow{UnitRow: row, Level: min(row.Depth, 2), Reached: shareOf("", row.Tally.Measured(), row.Tally.Permille(), tenths)}
		for n, s := range row.Subjects {
			unit.Subjects = append(unit.Subjects, shareOf(v.Report.Subjects[n].Name, s.Asked, s.Permille(), whole))
		}
		v.Rows = append(v.Rows, unit)
	}
	v.Grounds = byGround(v.Report.Doubts, nil)
}

// dayOld is after how long a checkpoint is called old.
const dayOld = 24 * time.Hour

func (a *Area) checkpoint(r *web.Request, stamp report.Stamp) checkpointView {
	cp := stamp.Checkpoint
	return checkpointView{
		Signed: cp.Size > 0, Size: cp.Size, Root: cp.Root.String(), Code: cp.Code(), At: cp.SignedAt,
		Old: cp.Size > 0 && r.Now().Sub(cp.SignedAt) > dayOld, Key: a.Log.VerifierKey(),
	}
}

func shareOf(name string, asked, permille int, print func(int) string) share {
	if asked == 0 {
		return share{Name: name}
	}
	return share{Name: name, Percent: print(permille), Heat: heat(permille)}
}

// heat returns the shade of a share: lighter from 90, 80 and 70 percent on.
func heat(permille int) int {
	switch {
	case permille >= 900:
		return 0
	case permille >= 800:
		return 1
	case permille >= 700:
		return 2
	}
	return 3
}

func tenths(permille int) string { return fmt.Sprintf("%d.%d%%", permille/10, permille%10) }

func whole(permille int) string { return fmt.Sprintf("%d%%", permille/10) }

// circumference is the length of the ring's circle, which has a radius of 52.
const circumference = 326.7

// arc returns the dash that draws part of whole on the ring.
func arc(part, whole int64) string {
	if whole <= 0 {
		return fmt.Sprintf("0 %.1f", circumference)
	}
	return fmt.Sprintf("%.1f %.1f", circumference*float64(min(max(part, 0), whole))/float64(whole), circumference)
}
