package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a server that this program started, at the address that it printed itself.
type process struct {
	cmd     *exec.Cmd
	address string // host:port
	errors  *os.File
}

var printedAddress = regexp.MustCompile(`http://(127\.0\.0\.1:\d+)`)

// launch starts a server and waits until it prints its address. What it writes to standard error goes to a file, as
// the log of an installation does.
func launch(binary string, args ...string) (*process, error) {
	log, err := os.CreateTemp("", "xiangxue-bench-log-")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(binary, args...)
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, errors.Join(err, log.Close(), os.Remove(log.Name()))
	}
	p := &process{cmd: cmd, errors: log}
	lines := bufio.NewScanner(out)
	for p.address == "" && lines.Scan() {
		if found := printedAddress.FindStringSubmatch(lines.Text()); found != nil {
			p.address = found[1]
		}
	}
	if p.address == "" {
		text, _ := os.ReadFile(log.Name())
		p.kill()
		return nil, fmt.Errorf("%s %s printed no address\n%s", binary, strings.Join(args, " "), text)
	}
	go io.Copy(io.Discard, out) // ends with the process
	return p, nil
}

// answers fails unless the server gives the page with the text, which only the process that was started can know.
func (p *process) answers(path, text string) error {
	c, err := dial(p.address)
	if err != nil {
		return err
	}
	defer c.close()
	a, err := c.ask(get(path, ""))
	if err != nil {
		return err
	}
	if !bytes.Contains(a.body, []byte(text)) {
		return fmt.Errorf("another program answers at %s: status %d, %d bytes without %q", p.address, a.status, len(a.body), text)
	}
	return nil
}

// stop ends the server as an operator does.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return errors.Join(p.cmd.Wait(), p.errors.Close(), os.Remove(p.errors.Name()))
}

// kill ends the server as a power failure does; one that has ended stays so.
func (p *process) kill() {
	if p.cmd.ProcessState != nil {
		return
	}
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait() // says that it was killed
	_ = p.errors.Close()
	_ = os.Remove(p.errors.Name())
}

// tick is the unit in which the kernel counts a process's time.
const tick = 10 * time.Millisecond

// cpu returns how much processor time the process has used.
func (p *process) cpu() (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		return 0, err
	}
	system, err := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick, err
}

// memory returns a figure of the process in bytes: VmRSS, what is resident now, or VmHWM, the most that ever was.
func (p *process) memory(name string) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if rest, found := strings.CutPrefix(line, name+":"); found {
			kilobytes, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kilobytes << 10, err
		}
	}
	return 0, fmt.Errorf("the kernel does not say %s", name)
}
