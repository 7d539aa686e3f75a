package office

import (
	"errors"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestReadText(t *testing.T) {
	t.Parallel()
	const want = "# 防汛预案\n第一条 汛期"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(want)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"UTF-8": want, "with mark": "\ufeff" + want, "GBK": gbk} {
		got, err := ReadText("预案.txt", []byte(content), Limits{})
		if err != nil || got != want {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	var limit *LimitError
	if _, err := ReadText("预案.txt", []byte(want), Limits{FileBytes: 3}); !errors.As(err, &limit) || limit.File != "预案.txt" {
		t.Errorf("got %v, want a LimitError that names the file", err)
	}
}
