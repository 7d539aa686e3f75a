package group_test

import (
	"strings"
	"testing"

	"xiangxue/course/document"
	"xiangxue/course/office"
)

// TestPapersOfAMeetingCanBeTakenAway takes the papers before and after the roll.
func TestPapersOfAMeetingCanBeTakenAway(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	c := f.as("吴晓梅")
	path := f.announced(c)
	want(t, c.Get(path), 200, "公文", "会议通知", "签到册", "会议记录")
	for name, says := range map[string][]string{
		"notice":  {"关于开展“防灾减灾与基层应急”集中学习的通知", "1.学习防汛应急预案", "镇政府三楼会议室"},
		"roll":    {"防灾减灾与基层应急签到册", "何秀兰", "签名"},
		"minutes": {"防灾减灾与基层应急会议记录", "（名单未确认）"},
	} {
		page := c.Get(path + "/papers/" + name + ".docx")
		paragraphs, err := office.ReadDOCX(name, []byte(page.Body), office.Limits{})
		if err != nil || page.Status != 200 {
			t.Fatalf("%s: status %d, %v", name, page.Status, err)
		}
		var text strings.Builder
		for _, p := range paragraphs {
			text.WriteString(p.Text + "\n")
		}
		for _, s := range says {
			if !strings.Contains(text.String(), s) {
				t.Errorf("%s does not say %q:\n%s", name, s, text.String())
			}
		}
	}
	page := c.Get(path + "/papers/roll.pdf")
	if document.NewPress("").Ready() != nil {
		want(t, page, 409, "fonts-lxgw-wenkai")
	} else if !strings.HasPrefix(page.Body, "%PDF") {
		t.Errorf("roll.pdf: status %d", page.Status)
	}
	for _, none := range []string{"/papers/roll.odt", "/papers/other.docx", "/papers/roll"} {
		want(t, c.Get(path+none), 404)
	}
	want(t, f.as("秦川").Get(path+"/papers/roll.docx"), 404)
}
