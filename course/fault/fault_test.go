package fault

import (
	"errors"
	"fmt"
	"testing"
)

func TestKindSurvivesWrapping(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("close meeting 7: %w", New(Conflict, "这次会已经入账"))
	if !Is(err, Conflict) {
		t.Errorf("KindOf(%v) = %v, want conflict", err, KindOf(err))
	}
	if Is(nil, Internal) {
		t.Error("a nil error is of no kind")
	}
	if got := KindOf(errors.New("disk full")); got != Internal {
		t.Errorf("KindOf(other) = %v, want internal", got)
	}
}

func TestErrorNamesFields(t *testing.T) {
	t.Parallel()
	var f Fields
	f.Check(true, "title", "不能为空")
	if err := f.Err(); err != nil {
		t.Fatalf("no problem noted, got %v", err)
	}
	f.Check(false, "title", "不能超过 %d 个字", 80)
	want := "invalid: 有几处填得不对，请改好再提交; title: 不能超过 80 个字"
	if got := f.Err().Error(); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestKindString(t *testing.T) {
	t.Parallel()
	if Busy.String() != "busy" || Kind(99).String() != "kind 99" {
		t.Errorf("got %q, %q", Busy, Kind(99))
	}
}
