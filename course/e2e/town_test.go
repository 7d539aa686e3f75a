package e2e

import (
	"testing"
	"time"
)

// town is the township that the thread leaves behind: its people have passwords, a plan is in force, a course is finished
// and a meeting booked. Each person sits at a window of the same Chromium.
type town struct {
	first   *browser
	data    string
	windows map[string]*browser
}

// walk walks the journeys in their order; a later one builds on what an earlier one did.
func (w *town) walk(t *testing.T) {
	run(t, w.data, "import", "policies", "../demo/documents")
	for _, journey := range []struct {
		name string
		walk func(*testing.T)
	}{
		{"the search leads to the article", w.findArticle},
		{"a leader assigns a reading", w.assignReading},
		{"required reading", w.readDuty},
		{"a missed meeting is made up", w.makeUp},
		{"a meeting without network", w.meetWithoutNetwork},
		{"a declaration is approved", w.declare},
		{"a training class is booked", w.train},
		{"the plan is revised", w.revisePlan},
		{"a draft is discarded", w.discardDraft},
		{"an auditor follows hours to their evidence", w.audit},
		{"a forgotten password", w.resetPassword},
		{"answers survive until they are sent", w.keepAnswers},
	} {
		if !t.Run(journey.name, journey.walk) {
			return
		}
	}
}

// window returns the window of a person, who signs in when it is opened.
func (w *town) window(t *testing.T, login string) *browser {
	t.Helper()
	if w.windows[login] != nil {
		return w.windows[login].in(t)
	}
	w.windows[login] = w.first.beside()
	b := w.windows[login].in(t)
	signIn(b, login, password)
	return b
}

// chinaToday returns the present day in China.
func chinaToday() time.Time {
	return time.Now().In(time.FixedZone("Asia/Shanghai", 8*60*60))
}

// iso writes a day as a date field takes it.
func iso(day time.Time) string { return day.Format("2006-01-02") }
