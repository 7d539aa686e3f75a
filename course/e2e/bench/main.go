// Command bench measures the built program against a server that only says hello (性能测量), as its own process on a
// free port, on an installation of 1,000 cadres that it fills through the commands and the pages.
//
// Each figure is the median of blocks, hello, subject, hello, of which those are thrown away whose two hellos differ by
// more than a tenth: a ratio holds on any machine, an absolute figure only on this one. Throughput is measured in a
// closed loop, latency in an open one from the time at which a request was to be sent. After the writes the program is
// killed, started again, and everything that it acknowledged is looked for. It imports no package of the product.
//
// The exit status says whether every answer was right and nothing was lost; it is no verdict on the speed.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

// options are what can be chosen on the command line.
type options struct {
	binary string        // the built program
	dir    string        // where the installation is made; it must not exist
	block  time.Duration // how long a subject is asked in one block
	blocks int           // steady blocks for one figure
	only   string        // a part of the name of the subjects to measure; empty: all
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == helloArgument {
		fatal(serveHello())
		return
	}
	var o options
	flag.StringVar(&o.binary, "binary", "", "the built program")
	flag.StringVar(&o.dir, "dir", "", "the directory for the installation; kept when given")
	flag.DurationVar(&o.block, "block", time.Second, "how long a subject is asked in one block")
	flag.IntVar(&o.blocks, "blocks", 5, "steady blocks for one figure")
	flag.StringVar(&o.only, "only", "", "measure only the subjects with this in their name")
	flag.Parse()
	if o.binary == "" {
		flag.Usage()
		os.Exit(2)
	}
	fatal(run(o))
}

func fatal(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run makes the installation, measures and prints.
func run(o options) error {
	if o.dir == "" {
		dir, err := os.MkdirTemp("", "xiangxue-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.dir = dir
	}
	site, err := prepare(o.binary, o.dir)
	if err != nil {
		return fmt.Errorf("make the installation: %w", err)
	}
	hello, err := startHello()
	if err != nil {
		return err
	}
	defer hello.kill()
	return measure(o, site, hello)
}

// measure takes all figures and prints them as they come.
func measure(o options, site *site, hello *process) error {
	t := newTable(os.Stdout)
	if err := measureStart(t, site); err != nil {
		return fmt.Errorf("measure the start: %w", err)
	}
	server, err := site.start()
	if err != nil {
		return err
	}
	defer func() { server.kill() }()
	if err := measureWeight(t, site, server); err != nil {
		return fmt.Errorf("weigh the pages: %w", err)
	}
	m := &meter{options: o, hello: hello, server: server, table: t}
	subjects, err := site.subjects(server)
	if err != nil {
		return fmt.Errorf("find the pages: %w", err)
	}
	t.heading("throughput and latency")
	if err := m.yardstick(); err != nil {
		return err
	}
	for _, s := range subjects {
		if err := m.page(s); err != nil {
			return fmt.Errorf("measure %s: %w", s.name, err)
		}
	}
	written, sat, err := m.loads(site)
	if err != nil {
		return err
	}
	server.kill()
	return site.recount(t, written, sat)
}

// loads measures what writes, then what that took of memory, and last the rush.
func (m *meter) loads(site *site) (written, []*seat, error) {
	done, err := m.writes(site)
	if err != nil {
		return nil, nil, fmt.Errorf("measure the writes: %w", err)
	}
	sat, err := m.attempts(site)
	if err != nil {
		return nil, nil, fmt.Errorf("measure attempts at quizzes: %w", err)
	}
	peak, err := m.server.memory("VmHWM")
	if err != nil {
		return nil, nil, err
	}
	m.table.row(row{what: "memory at load", goal: "< 150 MB", figure: fmt.Sprintf("%d MB", peak>>20), met: mark(peak < 150<<20)})
	rushed, err := m.rush(site)
	if err != nil {
		return nil, nil, fmt.Errorf("measure the rush: %w", err)
	}
	return done, append(sat, rushed...), nil
}
