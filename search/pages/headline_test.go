package pages

import "testing"

func TestHeadline(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]string{
		"去年把地租出去了。今年的补贴给谁？能改吗？": "今年的补贴给谁",
		"补贴可以发现金吗?":             "补贴可以发现金吗",
		"只说了一件事。又说了一件。":         "只说了一件事",
		"":  "",
		"。": "。",
		"一句很长很长很长很长很长很长很长很长很长很长很长的话，没有问号": "一句很长很长很长很长很长很长很长很长很长很长很长的…",
	} {
		if got := headline(question); got != want {
			t.Errorf("%s is called %s", question, got)
		}
	}
}
