package scenariotest

import (
	"reflect"
	"testing"
)

func TestRead(t *testing.T) {
	t.Parallel()
	want := []Line{{2, []string{"2026-03-05", "何秀兰", "专题一"}}, {5, []string{"2026-12-31"}}}
	if got := read("# 一年\n2026-03-05 何秀兰  专题一\n\n \n2026-12-31"); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
