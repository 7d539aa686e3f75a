package program

import (
	"os"
	"runtime/debug"
)

// What a server may hold before garbage is collected. A page leaves some ten times as much garbage as it keeps, so
// letting more of it gather saves a tenth of the work; the limit keeps the whole far below 150 MB.
const (
	garbagePercent = 300
	memoryLimit    = 70 << 20
)

// tuneMemory sets how the garbage collector works, unless the operator has by GOGC or GOMEMLIMIT: a large installation,
// whose reports need more at a time, is given more by GOMEMLIMIT.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
