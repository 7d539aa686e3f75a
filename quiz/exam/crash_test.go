package exam_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/quiz"
	"xiangxue/quiz/exam"
)

// The environment of a process that sits exams until it is killed, and how often one is.
const (
	sitterVariable = "EXAM_SITTER" // the data directory
	killsVariable  = "CRASH_ROUNDS"
	usualKills     = 4
	sitters        = 24
)

// acknowledged is what the killed processes had said was saved.
type acknowledged struct {
	answers   map[exam.AttemptID]map[int]answer
	submitted map[exam.AttemptID]bool
}

type answer struct {
	revision int
	value    string
}

// TestAKilledServerLosesNothingAcknowledged kills a process that answers for many people, again and again. What it had
// acknowledged is there, and in the end nobody is counted twice.
func TestAKilledServerLosesNothingAcknowledged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := newWorldIn(t, storagetest.OpenIn(t, dir))
	w.clock.Store(time.Now().UnixMilli())
	terms := usual(fixed(w.stock(choices(12, "土地")...)...))
	terms.From, terms.Until, terms.PassMark = w.now().Add(-time.Hour), w.now().Add(time.Hour), 200
	w.crowd(sitters)
	w.publish(terms)
	if err := w.db.Close(); err != nil {
		t.Fatal(err)
	}
	kills, err := strconv.Atoi(os.Getenv(killsVariable))
	if err != nil {
		kills = usualKills
	}
	seen := acknowledged{answers: map[exam.AttemptID]map[int]answer{}, submitted: map[exam.AttemptID]bool{}}
	for range kills {
		seen.killed(t, dir)
		w.db = storagetest.OpenIn(t, dir)
		w.wire(t.TempDir())
		seen.check(w)
		if err := w.db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	w.db = storagetest.OpenIn(t, dir)
	w.wire(t.TempDir())
	w.pass(3 * time.Hour)
	w.countedOnce()
}

// killed runs a process and kills it after a while.
func (seen acknowledged) killed(t *testing.T, dir string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestSitter$")
	cmd.Env = append(os.Environ(), sitterVariable+"="+dir, storagetest.DialectVariable+"=")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines, enough := bufio.NewScanner(out), 20+rand.IntN(120)
	for n := 0; lines.Scan(); n++ {
		seen.note(lines.Text())
		if n == enough {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	var ended *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
}

// note reads a line of the process; the last one may be cut off.
func (seen acknowledged) note(line string) {
	var id exam.AttemptID
	var item int
	var a answer
	if n, _ := fmt.Sscanf(line, "saved %d %d %d %s .", &id, &item, &a.revision, &a.value); n == 4 {
		if seen.answers[id] == nil {
			seen.answers[id] = map[int]answer{}
		}
		seen.answers[id][item] = a
	} else if n, _ := fmt.Sscanf(line, "submitted %d .", &id); n == 1 {
		seen.submitted[id] = true
	}
}

// check holds what was acknowledged against what is there; something later may be there, too.
func (seen acknowledged) check(w *world) {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		for id, items := range seen.answers {
			for item, a := range items {
				type row struct {
					Revision int
					Answer   string
				}
				got, found, err := storage.First[row](ctx, tx, "SELECT revision, answer FROM exam_answers WHERE attempt_id = ? AND position = ?", id, item)
				if err != nil {
					return err
				}
				if !found || got.Revision < a.revision || got.Revision == a.revision && got.Answer != `["`+a.value+`"]` {
					w.Errorf("attempt %d, item %d: acknowledged %+v, there is %+v", id, item, a, got)
				}
			}
		}
		for id := range seen.submitted {
			if n, _, err := storage.First[int64](ctx, tx, "SELECT COUNT(*) FROM exam_results WHERE attempt_id = ?", id); err != nil || n != 1 {
				w.Errorf("attempt %d was submitted and has %d results, %v", id, n, err)
			}
		}
		return nil
	})
}

// countedOnce submits what still runs and looks that nobody has two attempts, results or entries.
func (w *world) countedOnce() {
	w.Helper()
	if _, err := w.office.Sweep(w.Context()); err != nil {
		w.Fatal(err)
	}
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		for name, query := range map[string]string{
			"attempts":  "SELECT COUNT(*) FROM exam_attempts GROUP BY cadre_id HAVING COUNT(*) > 1",
			"results":   "SELECT COUNT(*) FROM exam_results GROUP BY attempt_id HAVING COUNT(*) > 1",
			"running":   "SELECT COUNT(*) FROM exam_attempts WHERE state = 'running' GROUP BY state",
			"unmarked":  "SELECT id FROM exam_attempts WHERE id NOT IN (SELECT attempt_id FROM exam_results)",
			"entries":   "SELECT COUNT(*) FROM entries GROUP BY cadre_id HAVING COUNT(*) > 1",
			"not right": "SELECT attempt_id FROM exam_results r WHERE r.passed AND r.cadre_id NOT IN (SELECT cadre_id FROM entries)",
		} {
			if wrong, err := storage.Select[int64](ctx, tx, query); err != nil || len(wrong) > 0 {
				w.Errorf("%s: %v, %v", name, wrong, err)
			}
		}
		return nil
	})
	w.mustBeSound()
}

// TestSitter is the process that is killed: its people answer one exam, changing answers now and then.
func TestSitter(t *testing.T) {
	dir := os.Getenv(sitterVariable)
	if dir == "" {
		t.Skip("only run by TestAKilledServerLosesNothingAcknowledged")
	}
	w := &world{TB: t, db: storagetest.OpenIn(t, dir)}
	w.clock.Store(time.Now().UnixMilli())
	w.wire(t.TempDir())
	out := &teller{w: os.Stdout}
	var wait sync.WaitGroup
	for _, who := range w.crowdIn() {
		wait.Go(func() { out.sit(w, who) })
	}
	wait.Wait()
}

// crowdIn returns the people who were added last.
func (w *world) crowdIn() (list []access.Actor) {
	w.Helper()
	w.read(func(ctx context.Context, tx storage.ReadTx) error {
		ids, err := storage.Select[int64](ctx, tx, "SELECT id FROM cadres ORDER BY id DESC LIMIT ?", sitters)
		for _, id := range ids {
			cadre := roster.Cadre{ID: roster.CadreID(id)}
			list = append(list, access.Actor{Cadre: cadre, Grants: []access.Grant{{Role: access.Cadre, UnitPath: "/1/"}}})
		}
		return err
	})
	return list
}

// teller writes a line for everything that was acknowledged.
type teller struct {
	mu sync.Mutex
	w  io.Writer
}

func (o *teller) tell(format string, args ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	fmt.Fprintf(o.w, format+" .\n", args...)
}

func (o *teller) sit(w *world, who access.Actor) {
	a, err := w.office.Begin(w.Context(), who, 1)
	if err != nil {
		return // passed by now, before an earlier kill
	}
	for revision := 1; revision <= 3; revision++ {
		for i := range a.Paper.Items {
			letter := right(a, i)
			if rand.IntN(3) == 0 {
				letter = wrong(a, i)
			}
			_, err := w.office.Save(w.Context(), who, a.ID, exam.Given{Key: quiz.Key(i), Values: []string{letter}, Revision: revision})
			if err == nil {
				o.tell("saved %d %d %d %s", a.ID, i, revision, letter)
			} else if !fault.Is(err, fault.Stale) {
				w.Error(err)
			}
		}
	}
	if _, err := w.office.Submit(w.Context(), who, a.ID, nil); err == nil {
		o.tell("submitted %d", a.ID)
	}
}
