package main

import (
	"testing"
	"time"
)

func TestPercentileIsANearestRank(t *testing.T) {
	t.Parallel()
	var hundred latencies
	for i := 100; i > 0; i-- {
		hundred.took = append(hundred.took, time.Duration(i))
	}
	for _, c := range []struct {
		name string
		of   latencies
		p    float64
		want time.Duration
	}{
		{"half of a hundred", hundred, 0.5, 50},
		{"nearly all", hundred, 0.99, 99},
		{"all", hundred, 1, 100},
		{"of one", latencies{took: []time.Duration{7}}, 0.99, 7},
		{"of none", latencies{}, 0.99, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := c.of.percentile(c.p); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestBlockIsThrownAwayWhenHelloDrifts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		before, after float64
		steady        bool
	}{
		{"the same", 1000, 1000, true},
		{"a tenth slower", 1000, 900, true},
		{"more than a tenth slower", 1000, 899, false},
		{"more than a tenth faster", 899, 1000, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := (block{before: c.before, after: c.after}).isSteady(); got != c.steady {
				t.Errorf("steady is %v", got)
			}
		})
	}
}

func TestMiddleIsTheMedianRatio(t *testing.T) {
	t.Parallel()
	of := func(answers int) block {
		return block{before: 100, after: 100, subject: tally{answers: answers, took: time.Second}, cpu: time.Second}
	}
	b := middle([]block{of(50), of(10), of(20), of(40), of(30)})
	if b.ratio() != 0.3 || b.cost() != time.Second/30 {
		t.Errorf("the middle has ratio %v and cost %v", b.ratio(), b.cost())
	}
	if b := middle([]block{of(20), of(10)}); b.ratio() != 0.1 {
		t.Errorf("of two, the middle has ratio %v", b.ratio())
	}
	if c := (block{}).cost(); c != 0 {
		t.Errorf("no answer costs %v", c)
	}
}

func TestMeterAsksUntilBlocksAreSteady(t *testing.T) {
	t.Parallel()
	m := meter{options: options{blocks: 5}}
	next := m.always(func() (tally, error) { return tally{}, nil })
	for _, c := range []struct {
		name          string
		tried, steady int
		more          bool
	}{{"at first", 0, 0, true}, {"one is missing", 9, 4, true}, {"enough", 5, 5, false}, {"never steady", 15, 0, false}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			subject, err := next(c.tried, c.steady)
			if err != nil || (subject != nil) != c.more {
				t.Errorf("asks again: %v, %v", subject != nil, err)
			}
		})
	}
}
