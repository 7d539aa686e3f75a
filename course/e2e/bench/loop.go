package main

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// load is what the connections of a run ask for. Its function returns the next request of the i-th connection, nil
// when there is none left.
type load struct {
	name        string
	connections int
	status      int // of a right answer
	next        func(connection int) []byte
}

// always returns a load that asks for the same page on every connection, or for one of several in turn.
func always(name string, connections, status int, requests ...[]byte) load {
	return load{name, connections, status, func(i int) []byte { return requests[i%len(requests)] }}
}

// tally is what came of a run.
type tally struct {
	answers int
	wrong   int // answers with another status
	took    time.Duration
}

func (t tally) rate() float64 { return float64(t.answers) / t.took.Seconds() }

// closedLoop lets every connection ask again as soon as it is answered, until the time is over or there is nothing
// left to ask.
func closedLoop(address string, l load, limit time.Duration) (tally, error) {
	wires, err := dialAll(address, l.connections)
	if err != nil {
		return tally{}, err
	}
	defer closeAll(wires)
	var answers, wrong atomic.Int64
	errs := make([]error, len(wires))
	start := time.Now()
	var group sync.WaitGroup
	for i, w := range wires {
		group.Go(func() {
			for time.Since(start) < limit {
				request := l.next(i)
				if request == nil {
					return
				}
				a, err := w.exchange(request, false)
				if err != nil {
					errs[i] = err
					return
				}
				answers.Add(1)
				if a.status != l.status {
					wrong.Add(1)
				}
			}
		})
	}
	group.Wait()
	return tally{int(answers.Load()), int(wrong.Load()), time.Since(start)}, errors.Join(errs...)
}

func dialAll(address string, n int) ([]*wire, error) {
	wires := make([]*wire, 0, n)
	for range n {
		w, err := dial(address)
		if err != nil {
			closeAll(wires)
			return nil, fmt.Errorf("connect to %s: %w", address, err)
		}
		wires = append(wires, w)
	}
	return wires, nil
}

func closeAll(wires []*wire) {
	for _, w := range wires {
		w.close()
	}
}

// openLoop sends requests at a fixed rate whether or not earlier ones are answered, and returns how long each took from
// the time at which it was to be sent. A request waits for a free connection on its own account.
func openLoop(address string, l load, rate float64, limit time.Duration) (latencies, error) {
	wires, err := dialAll(address, l.connections)
	if err != nil {
		return latencies{}, err
	}
	defer closeAll(wires)
	due := make(chan time.Time, int(rate*limit.Seconds())+1)
	taken := make([]latencies, len(wires))
	errs := make([]error, len(wires))
	var group sync.WaitGroup
	for i, w := range wires {
		group.Go(func() { errs[i] = taken[i].follow(w, l, i, due) })
	}
	pace(due, rate, limit)
	group.Wait()
	return merge(taken), errors.Join(errs...)
}

// follow sends a request for each time that is due.
func (t *latencies) follow(w *wire, l load, i int, due <-chan time.Time) error {
	for at := range due {
		request := l.next(i)
		if request == nil {
			return nil
		}
		a, err := w.exchange(request, false)
		if err != nil {
			return err
		}
		t.took = append(t.took, time.Since(at))
		if a.status != l.status {
			t.wrong++
		}
	}
	return nil
}

// pace hands out the times when they come. It sleeps in the kernel, whose timers are finer than the runtime's.
func pace(due chan<- time.Time, rate float64, limit time.Duration) {
	defer close(due)
	start, gap := time.Now(), float64(time.Second)/rate
	for i := 0; ; i++ {
		at := time.Duration(float64(i) * gap)
		if at >= limit {
			return
		}
		if wait := at - time.Since(start); wait > 0 {
			rest := syscall.NsecToTimespec(int64(wait))
			_ = syscall.Nanosleep(&rest, nil) // woken early, it sends early by less than a request takes
		}
		due <- start.Add(at)
	}
}
