package storagetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"xiangxue/course/storage"
)

// errNotInstalled says that there is no PostgreSQL server on this machine.
var errNotInstalled = errors.New("PostgreSQL is not installed; on Debian: apt-get install postgresql")

// migrated is the database that new ones are copied from.
const migrated = "migrated"

// A test process starts at most these two servers, each when it is first asked for. The durable one waits for the disk.
var (
	quick   = sync.OnceValues(func() (*cluster, error) { return startCluster("-c", "fsync=off") })
	durable = sync.OnceValues(func() (*cluster, error) { return startCluster() })
)

// cluster is a PostgreSQL server of this process, reached by a socket in its own directory.
type cluster struct {
	dir   string // holds the socket, the data and the log; belongs to the user that the server runs as
	bin   string
	admin *sql.DB
	end   io.Closer // the watcher stops the server when this is closed, which the kernel does when the process ends

	mu   sync.Mutex
	made int
}

// newDatabase copies a database of the server and returns the address of the copy, which is dropped after the test.
func newDatabase(t testing.TB, server func() (*cluster, error), template string) string {
	t.Helper()
	c, err := server()
	if errors.Is(err, errNotInstalled) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
	c.mu.Lock()
	c.made++
	name := "test_" + strconv.Itoa(c.made)
	c.mu.Unlock()
	if _, err := c.admin.ExecContext(t.Context(), "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		t.Fatalf("make a database: %v", err)
	}
	t.Cleanup(func() {
		if _, err := c.admin.ExecContext(context.WithoutCancel(t.Context()), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the database: %v", err)
		}
	})
	return c.dsn(name)
}

func (c *cluster) dsn(database string) string {
	u := url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/" + database, RawQuery: url.Values{"host": {c.dir}}.Encode()}
	return u.String()
}

func startCluster(settings ...string) (*cluster, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return nil, errNotInstalled
	}
	c := &cluster{bin: filepath.Dir(found[len(found)-1])}
	if c.dir, err = os.MkdirTemp("", "xiangxue-pg-"); err != nil {
		return nil, err
	}
	if err := c.start(settings); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.dir))
	}
	return c, nil
}

func (c *cluster) start(settings []string) error {
	if err := handOver(c.dir); err != nil {
		return err
	}
	data := filepath.Join(c.dir, "data")
	if out, err := c.command("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N").CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	options := strings.Join(append(settings, "-c", "listen_addresses=", "-c", "max_connections=300", "-k", c.dir), " ")
	start := c.command("pg_ctl", "start", "-w", "-s", "-D", data, "-l", filepath.Join(c.dir, "log"), "-o", options)
	if err := start.Run(); err != nil {
		log, _ := os.ReadFile(filepath.Join(c.dir, "log"))
		return fmt.Errorf("pg_ctl start: %w\n%s", err, log)
	}
	if err := c.watch(data); err != nil {
		return errors.Join(err, c.command("pg_ctl", "stop", "-m", "immediate", "-D", data).Run())
	}
	return c.prepare()
}

// watch leaves a small process that stops the server and removes its directory when this process ends, however it ends.
func (c *cluster) watch(data string) error {
	stop := c.command("pg_ctl", "stop", "-s", "-m", "immediate", "-D", data)
	script := `cat >/dev/null; dir=$1; shift; "$@"; rm -rf "$dir"`
	watcher := exec.Command("sh", append([]string{"-c", script, "watcher", c.dir}, stop.Args...)...)
	watcher.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // an interrupt from the keyboard is not for it
	end, err := watcher.StdinPipe()
	if err != nil {
		return err
	}
	c.end = end
	return watcher.Start()
}

// prepare makes the database that the others are copied from.
func (c *cluster) prepare() (err error) {
	if c.admin, err = sql.Open("pgx", c.dsn("postgres")); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if _, err := c.admin.ExecContext(ctx, "CREATE DATABASE "+migrated); err != nil {
		return fmt.Errorf("make the first database: %w", err)
	}
	db, err := storage.Open(ctx, storage.Config{DSN: c.dsn(migrated)})
	if err != nil {
		return err
	}
	return db.Close()
}

// command returns a command of the server. Its programs refuse to run as root, so root runs them as postgres.
func (c *cluster) command(name string, args ...string) *exec.Cmd {
	args = append([]string{filepath.Join(c.bin, name)}, args...)
	if os.Geteuid() == 0 {
		args = append([]string{"runuser", "-u", "postgres", "--"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = "/"
	return cmd
}

// handOver gives a directory to the user that the server will run as.
func handOver(dir string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	return os.Chown(dir, uid, -1)
}
