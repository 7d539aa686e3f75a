package main

import (
	"slices"
	"time"
)

// latencies are the times that requests took.
type latencies struct {
	took  []time.Duration
	wrong int // answers with another status
}

// percentile returns the time within which the share p of the requests was answered, by nearest rank; 0 without any.
func (t latencies) percentile(p float64) time.Duration {
	if len(t.took) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t.took))
	rank := int(p*float64(len(sorted))+0.999999) - 1
	return sorted[min(max(rank, 0), len(sorted)-1)]
}

func merge(parts []latencies) latencies {
	var all latencies
	for _, p := range parts {
		all.took, all.wrong = append(all.took, p.took...), all.wrong+p.wrong
	}
	return all
}

// block is one measurement of a subject between two of hello.
type block struct {
	before, after float64 // hello's rate
	subject       tally
	cpu           time.Duration // of the server, during the subject
}

// mostDrift is how far the two hellos of a block may be apart, as a share of the faster one.
const mostDrift = 0.1

// isSteady reports whether the machine was as fast after the subject as before.
func (b block) isSteady() bool {
	return max(b.before, b.after)-min(b.before, b.after) <= mostDrift*max(b.before, b.after)
}

func (b block) hello() float64 { return (b.before + b.after) / 2 }

func (b block) ratio() float64 { return b.subject.rate() / b.hello() }

// middle returns the block with the median ratio; of an even number, the lower one.
func middle(blocks []block) block {
	sorted := slices.SortedFunc(slices.Values(blocks), func(a, b block) int {
		switch {
		case a.ratio() < b.ratio():
			return -1
		case a.ratio() > b.ratio():
			return 1
		}
		return 0
	})
	return sorted[(len(sorted)-1)/2]
}

// cost returns the processor time of one answer.
func (b block) cost() time.Duration {
	if b.subject.answers == 0 {
		return 0
	}
	return b.cpu / time.Duration(b.subject.answers)
}
