package program

import (
	"math"
	"runtime/debug"
	"testing"
)

// TestMemoryIsTunedUnlessTheOperatorHas changes settings of the whole process, so it is not parallel.
func TestMemoryIsTunedUnlessTheOperatorHas(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
	t.Setenv("GOGC", "100")
	t.Setenv("GOMEMLIMIT", "1GiB")
	tuneMemory()
	if got := debug.SetMemoryLimit(-1); got != math.MaxInt64 {
		t.Errorf("the operator's limit became %d", got)
	}
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	tuneMemory()
	if got := debug.SetMemoryLimit(-1); got != memoryLimit {
		t.Errorf("the limit is %d", got)
	}
	if got := debug.SetGCPercent(100); got != garbagePercent {
		t.Errorf("the collector waits for %d %%", got)
	}
}
