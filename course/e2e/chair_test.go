package e2e

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// chair is the leader of the study group, who holds one meeting after the other and confirms the rolls. At each of them
// one of the members is on leave.
type chair struct {
	visitor
	audience string // the option that stands for the group
	members  []*student
	meetings []*held
}

// held is a meeting, and what the program acknowledged about it.
type held struct {
	title  string
	path   string // /group-meetings/7; empty until the meeting was found
	absent int    // index of the member who is on leave
	opened bool   // acknowledged
	asked  bool   // the roll was sent; perhaps without an answer
	booked bool   // acknowledged
	final  bool   // looked at since: nothing more can happen to it
}

// groupNames are the members of the group in the order of newChair.
var groupNames = []string{"陈立群", "何秀兰", "宋国强"}

func newChair(t *testing.T, people []*student) *chair {
	c := &chair{visitor: newVisitor(t, leader)}
	for _, login := range []string{leader, cadre, absentee} {
		for _, p := range people {
			if p.login == login {
				c.members = append(c.members, p)
			}
		}
	}
	return c
}

func (c *chair) settled() (n int) {
	for _, m := range c.meetings {
		if m.booked {
			n++
		}
	}
	return n
}

// work holds meetings until the program is gone.
func (c *chair) work(context.Context) {
	for c.hold() {
	}
}

var groupOption = regexp.MustCompile(`<option value="([^"]+)"[^>]*>第一学习小组`)

// hold opens a meeting that was this morning and confirms its roll. It reports whether the program is still there.
func (c *chair) hold() bool {
	if c.audience == "" {
		_, page, err := c.get("/group-meetings/new")
		found := groupOption.FindStringSubmatch(page)
		if err != nil || found == nil {
			return false
		}
		c.audience = found[1]
	}
	m := &held{title: fmt.Sprintf("防汛例会第%03d次", len(c.meetings)+1), absent: len(c.meetings) % len(c.members)}
	c.meetings = append(c.meetings, m)
	status, location, err := c.post("/group-meetings", map[string]string{
		"title": m.title, "audience": c.audience, "mode": "group", "subject": "technology", "on": today(),
		"starts_at": "00:00", "ends_at": "00:02", "place": "三楼会议室", "hours": "1",
	})
	if err != nil {
		return false
	}
	if status != http.StatusSeeOther {
		c.t.Errorf("%s is answered with %d", m.title, status)
		return false
	}
	m.opened, m.path = true, location
	return c.confirm(m)
}

func today() string {
	return time.Now().In(time.FixedZone("Asia/Shanghai", 8*60*60)).Format("2006-01-02")
}

// confirm sends the roll of a meeting.
func (c *chair) confirm(m *held) bool {
	_, page, err := c.get(m.path)
	if err != nil {
		return false
	}
	fields := map[string]string{}
	for i, name := range groupNames {
		found := regexp.MustCompile(`id="n-(\d+)">` + name + `</b>`).FindStringSubmatch(page)
		if found == nil {
			c.t.Errorf("%s is not on the roll of %s", name, m.title)
			return false
		}
		fields["presence-"+found[1]] = "present"
		if i == m.absent {
			fields["presence-"+found[1]], fields["reason-"+found[1]] = "leave", "防汛值守"
		}
	}
	m.asked = true
	status, _, err := c.post(m.path+"/roll", fields)
	if err != nil {
		return false
	}
	if status != http.StatusSeeOther {
		c.t.Errorf("the roll of %s is answered with %d", m.title, status)
		return false
	}
	m.booked = true
	return true
}

// check looks for every meeting and for the entries of all members: a roll is booked for everybody on it or for nobody.
func (c *chair) check() {
	c.t.Helper()
	list := c.mustGet("/group-meetings")
	records := make([]string, len(c.members))
	for i, member := range c.members {
		records[i] = member.mustGet("/record")
	}
	for _, m := range c.meetings {
		if !m.final {
			c.find(m, list)
		}
		for i, record := range records {
			want := 0
			if m.booked && i != m.absent {
				want = 1
			}
			if got := countEntries(record, m.title); got != want {
				c.t.Errorf("%s has %d entries for %s, want %d", groupNames[i], got, m.title, want)
			}
		}
	}
}

// find looks for one meeting and finds out what became of what was sent without an answer.
func (c *chair) find(m *held, list string) {
	c.t.Helper()
	links := regexp.MustCompile(`href="(/group-meetings/\d+)"><b>`+m.title+`</b>`).FindAllStringSubmatch(list, -1)
	if len(links) > 1 || m.opened && len(links) == 0 {
		c.t.Errorf("%s is listed %d times", m.title, len(links))
	}
	m.final = true
	if len(links) == 0 {
		return
	}
	m.path = links[0][1]
	booked := strings.Contains(c.mustGet(m.path), `<span class="tag ok">到 2</span>`)
	if m.booked && !booked || booked && !m.asked {
		c.t.Errorf("%s: roll sent %t, acknowledged %t, but booked %t", m.title, m.asked, m.booked, booked)
	}
	m.booked = booked
}
