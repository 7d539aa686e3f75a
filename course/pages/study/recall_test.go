package study_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestHomeOffersToRecallWhatIsDue: a line of one's own, only when something is due, and nothing that counts.
func TestHomeOffersToRecallWhatIsDue(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	published := f.offer("tian", "田里的数据")
	c := f.window(f.xiulan)
	const line = "道题，可以不做"
	if page := c.Get("/home"); strings.Contains(page.Body, line) {
		t.Error("home offers to recall before anything was answered")
	}
	lesson := fmt.Sprintf("/lessons/%d", published.Lessons[0])
	c.Post(lesson+"/check", answers(t, c.Get(lesson), 1))
	if page := c.Get("/home"); strings.Contains(page.Body, line) {
		t.Error("home offers to recall on the day of the answer")
	}
	f.now = f.now.Add(24 * time.Hour)
	if page := f.window(f.xiulan).Get("/home"); !strings.Contains(page.Body, "今天可以回想 1 道题，可以不做。") || !strings.Contains(page.Body, `href="/notebook"`) {
		t.Errorf("home on the day after:\n%s", page.Body)
	}
	if page := f.window(f.secretary).Get("/home"); strings.Contains(page.Body, line) {
		t.Error("the secretary's home offers what somebody else answered wrong")
	}
}
