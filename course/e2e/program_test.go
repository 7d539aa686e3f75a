package e2e

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// binary is the program under test, built once by TestMain.
var binary string

func TestMain(m *testing.M) {
	os.Exit(build(m))
}

func build(m *testing.M) int {
	dir, err := os.MkdirTemp("", "xiangxue-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "xiangxue")
	out, err := exec.Command("go", "build", "-o", binary, "xiangxue").CombinedOutput()
	if err != nil {
		fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// run runs a command of the program on a data directory and returns what it printed.
func run(t testing.TB, data string, args ...string) string {
	t.Helper()
	out, err := tryRun(t.Context(), data, args...)
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

func tryRun(ctx context.Context, data string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, binary, append(args, "-data", data)...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// server is a running program.
type server struct {
	t    testing.TB
	cmd  *exec.Cmd
	url  string
	data string
	log  *lockedBuffer
}

// start serves the data directory on a free port and waits until it is ready.
func start(t testing.TB, data string, args ...string) *server {
	t.Helper()
	addr := freeAddress(t)
	s := &server{t: t, url: "http://" + addr, data: data, log: &lockedBuffer{}}
	s.cmd = exec.Command(binary, append([]string{"serve", "-addr", addr, "-data", data}, args...)...)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	s.waitReady()
	return s
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func (s *server) waitReady() {
	s.t.Helper()
	deadline := time.Now().Add(2 * time.Minute)
	for time.Now().Before(deadline) {
		if status, _, err := get(s.t.Context(), s.url+"/readyz"); err == nil && status == http.StatusOK {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatalf("the program did not become ready:\n%s", s.log)
}

// stop ends the program as an operator does; it must end cleanly.
func (s *server) stop() {
	if s.cmd.ProcessState != nil {
		return
	}
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("the program ended with %v:\n%s", err, s.log)
	}
}

// kill ends the program as a power failure does.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

func get(ctx context.Context, url string) (int, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), errors.Join(err, resp.Body.Close())
}

// lockedBuffer collects what the program prints while tests read it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
