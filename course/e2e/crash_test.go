package e2e

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// crashRounds returns how often the program is killed: CRASH_ROUNDS, or 5.
func crashRounds(t *testing.T) int {
	t.Helper()
	text := os.Getenv("CRASH_ROUNDS")
	if text == "" {
		return 5
	}
	rounds, err := strconv.Atoi(text)
	if err != nil || rounds < 1 {
		t.Fatalf("CRASH_ROUNDS=%s is no number of rounds", text)
	}
	return rounds
}

// worker is somebody who has the program write things down until it is gone, and remembers what it acknowledged.
type worker interface {
	arrive(address string)
	work(ctx context.Context)
	check() // looks for all that was acknowledged
	settled() int
}

// absence is how long the program stays away after its first kill in the long form of the test.
const absence = 45 * time.Second

// TestKilledProgramKeepsWhatItAcknowledged lets five people pass checks and save notes, one of them sit quizzes, their
// leader hold meetings and confirm rolls, and an operator import documents. At a random moment it kills the program, and
// the import, starts it again and looks for everything that was acknowledged: there, once, and the ledger verifies.
func TestKilledProgramKeepsWhatItAcknowledged(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("kills the program again and again; run without -short")
	}
	rounds := crashRounds(t)
	data := t.TempDir()
	students := populate(t, data, 2*rounds)
	chair, taken := newChair(t, students), &atomic.Int64{}
	workers := []worker{chair, newLibrarian(t, data), newExaminee(t, data, 2*rounds)}
	chair.taken = taken
	for _, s := range students {
		s.taken = taken
		workers = append(workers, s)
	}
	for round := range rounds + 1 {
		s := start(t, data)
		for _, w := range workers {
			w.arrive(s.url)
		}
		verified(t, data)
		for _, w := range workers { // last: what they hear of the program now is the last before the next kill
			w.check()
		}
		if round < rounds {
			killAtWork(s, workers, taken)
			t.Logf("round %d: %d rolls, %d documents, %d answers to quizzes, %d things of the first student are on record",
				round+1, workers[0].settled(), workers[1].settled(), workers[2].settled(), workers[3].settled())
		}
		if round == 0 && soaking() {
			time.Sleep(absence)
		}
	}
	for _, w := range workers {
		if w.settled() == 0 {
			t.Errorf("nothing of %T was acknowledged, so nothing was tested", w)
		}
	}
}

// killAtWork lets all work at once and kills the program when it has taken some forms, at whatever it does then.
func killAtWork(s *server, workers []worker, taken *atomic.Int64) {
	ctx, killed := context.WithCancel(s.t.Context())
	enough, deadline := taken.Load()+1+rand.N[int64](40), time.Now().Add(30*time.Second)
	var all sync.WaitGroup
	for _, w := range workers {
		all.Go(func() { w.work(ctx) })
	}
	for taken.Load() < enough && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(rand.N(20 * time.Millisecond))
	s.kill()
	killed()
	all.Wait()
}

func verified(t *testing.T, data string) {
	t.Helper()
	if out := run(t, data, "verify"); !strings.Contains(out, "核验通过") {
		t.Fatalf("verify says\n%s", out)
	}
}
