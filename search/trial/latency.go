package trial

import (
	"slices"
	"time"
)

// Latencies collects how long searches took.
type Latencies []time.Duration

// Share returns the time within which a share of the searches, from 0 to 1, was answered; 0 when there were none.
func (l Latencies) Share(share float64) time.Duration {
	if len(l) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(l))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}
