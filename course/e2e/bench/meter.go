package main

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// meter measures the subjects of one running program.
type meter struct {
	options
	hello, server *process
	table         *table
}

// openLimit is how long the open loop asks.
const openLimit = 3 * time.Second

// openShare is the rate of the open loop, as a share of hello's.
const openShare = 0.02

// yardstick prints what hello itself does. What its answers cost, noise changes less than how many there are.
func (m *meter) yardstick() error {
	used, err := m.hello.cpu()
	if err != nil {
		return err
	}
	t, err := closedLoop(m.hello.address, always("hello", pageConnections, 200, get("/", "")), m.options.block)
	if err != nil {
		return err
	}
	total, err := m.hello.cpu()
	if err != nil {
		return err
	}
	b := block{before: t.rate(), after: t.rate(), subject: t, cpu: total - used}
	m.table.row(row{what: "hello", figure: perSecond(t.rate()), ratio: "1", cost: brief(b.cost())})
	return nil
}

// page measures one page in both loops.
func (m *meter) page(s subject) error {
	if !strings.Contains(s.name, m.only) {
		return nil
	}
	ask := func() (tally, error) { return closedLoop(m.server.address, s.load, m.options.block) }
	b, steady, err := m.block(s.connections, m.always(ask))
	if err != nil {
		return err
	}
	rate := openShare * b.hello()
	if s.p99 == 0 {
		rate = min(rate, b.subject.rate()/2)
	}
	t, err := openLoop(m.server.address, s.load, rate, openLimit)
	if err != nil {
		return err
	}
	wrong := b.subject.wrong + t.wrong
	if wrong > 0 {
		err = fmt.Errorf("%d answers had not the status %d", wrong, s.status)
	}
	p99 := t.percentile(0.99)
	met := (s.ratio == 0 || b.ratio() >= s.ratio) && (s.rate == 0 || b.subject.rate() >= s.rate) && (s.p99 == 0 || p99 <= s.p99) && wrong == 0
	m.table.row(row{
		what: s.name, goal: goal(s), figure: perSecond(b.subject.rate()), ratio: fmt.Sprintf("%.3f", b.ratio()), cost: brief(b.cost()),
		p50: brief(t.percentile(0.5)), p99: brief(p99), met: mark(met) + note(steady, m.blocks),
	})
	return err
}

func goal(s subject) string {
	if s.ratio == 0 {
		return ""
	}
	return fmt.Sprintf("≥ %.2f", s.ratio)
}

// note says how many blocks a figure rests on, when it is fewer than there should be.
func note(steady, wanted int) string {
	if steady >= wanted {
		return ""
	}
	return fmt.Sprintf(" (%d steady blocks)", steady)
}

func perSecond(rate float64) string { return fmt.Sprintf("%.0f/s", rate) }

func brief(d time.Duration) string {
	if d < 10*time.Millisecond {
		return fmt.Sprintf("%d µs", d.Microseconds())
	}
	return fmt.Sprintf("%d ms", d.Milliseconds())
}

// again returns what to ask in the next block, nil when there are enough. It may prepare requests: that is not measured.
type again func(tried, steady int) (func() (tally, error), error)

// always asks the same until enough blocks are steady, but not for ever.
func (m *meter) always(subject func() (tally, error)) again {
	return func(tried, steady int) (func() (tally, error), error) {
		if steady >= m.blocks || tried >= 3*m.blocks {
			return nil, nil
		}
		return subject, nil
	}
}

// block measures hello, subject, hello again and again, and returns the median of the steady blocks and how many there
// were. Where the machine is never steady, it is the median of all.
func (m *meter) block(connections int, next again) (block, int, error) {
	var all, steady []block
	for {
		subject, err := next(len(all), len(steady))
		if err != nil {
			return block{}, 0, err
		}
		if subject == nil {
			break
		}
		b, err := m.measure(connections, subject)
		if err != nil {
			return block{}, 0, err
		}
		if all = append(all, b); b.isSteady() {
			steady = append(steady, b)
		}
	}
	switch {
	case len(all) == 0:
		return block{}, 0, errors.New("no block was measured")
	case len(steady) == 0:
		return middle(all), 0, nil
	}
	return middle(steady), len(steady), nil
}

func (m *meter) measure(connections int, subject func() (tally, error)) (b block, err error) {
	if b.before, err = m.askHello(connections); err != nil {
		return block{}, err
	}
	used, err := m.server.cpu()
	if err != nil {
		return block{}, err
	}
	if b.subject, err = subject(); err != nil {
		return block{}, err
	}
	total, err := m.server.cpu()
	if err != nil {
		return block{}, err
	}
	b.cpu = total - used
	b.after, err = m.askHello(connections)
	return b, err
}

func (m *meter) askHello(connections int) (float64, error) {
	t, err := closedLoop(m.hello.address, always("hello", connections, 200, get("/", "")), m.options.block/2)
	if err != nil {
		return 0, fmt.Errorf("ask the hello server: %w", err)
	}
	if t.wrong > 0 {
		return 0, fmt.Errorf("the hello server gave %d other answers", t.wrong)
	}
	return t.rate(), nil
}
