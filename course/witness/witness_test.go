package witness_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/translog"
	"xiangxue/course/witness"
)

const origin = "example.gov.cn/xiangxue"

// site serves a log over HTTP as the product does, of which the test writes the leaves.
type site struct {
	*testing.T
	signer note.Signer
	key    string
	nodes  []translog.Node
	head   translog.Head
	spoil  bool // every tile
	http   *httptest.Server
}

func newSite(t *testing.T) *site {
	t.Helper()
	secret, public, err := translog.GenerateKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	s := &site{T: t, key: public}
	if s.signer, err = note.NewSigner(secret); err != nil {
		t.Fatal(err)
	}
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.http.Close)
	return s
}

// write makes the log anew from n leaves; those from another on are of another history.
func (s *site) write(n, another int) {
	var tree translog.Frontier
	s.nodes = nil
	for i := range n {
		text := fmt.Sprint("leaf ", i)
		if i >= another {
			text += " rewritten"
		}
		s.nodes = tree.Add(s.nodes, translog.LeafHash([]byte(text)))
	}
	s.head = tree.Head()
}

func (s *site) ReadHashes(indexes []int64) ([]translog.Hash, error) {
	hashes := make([]translog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = s.nodes[index].Hash
	}
	return hashes, nil
}

func (s *site) serve(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, "/log/")
	if path == "checkpoint" {
		signed, err := translog.SignCheckpoint(translog.Checkpoint{Origin: origin, Head: s.head}, s.signer)
		if err != nil {
			s.Error(err)
		}
		_, _ = w.Write(signed)
		return
	}
	tile, err := translog.ParseTilePath(path)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	data, err := tile.Data(s.head.Size, s)
	if err != nil {
		s.Error(err)
	}
	if s.spoil {
		data[0] ^= 1
	}
	_, _ = w.Write(data)
}

// look has the witness of a directory look at the site.
func (s *site) look(dir string) (witness.Signed, error) {
	s.Helper()
	w, err := witness.Open(dir, func() time.Time { return time.Unix(1_800_000_000, 0) })
	if err != nil {
		s.Fatal(err)
	}
	defer w.Close()
	log, err := witness.FromSite(s.Context(), s.http.URL+"/log/")
	if err != nil {
		s.Fatal(err)
	}
	return w.Cosign(log, s.key)
}

func newWitness(t *testing.T) (dir string, key note.Verifier) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "witness")
	public, err := witness.Make(dir, "jgw.example.gov.cn/witness")
	if err != nil {
		t.Fatal(err)
	}
	if key, err = translog.NewCosignatureVerifier(public); err != nil {
		t.Fatal(err)
	}
	return dir, key
}

func TestAWitnessFollowsALogThatGrows(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	dir, key := newWitness(t)
	log, err := note.NewVerifier(s.key)
	if err != nil {
		t.Fatal(err)
	}
	before := int64(0)
	for _, size := range []int{3, 3, 300, 301, 70_000} {
		s.write(size, size)
		signed, err := s.look(dir)
		if err != nil || signed.Before.Size != before || signed.Head != s.head {
			t.Fatalf("at %d: %+v, %v", size, signed, err)
		}
		_, n, err := translog.OpenCheckpoint(signed.Note, origin, note.VerifierList(log, key))
		if err != nil || len(n.Sigs) != 2 {
			t.Fatalf("at %d: %v", size, err)
		}
		before = int64(size)
	}
}

func TestAWitnessRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*site)
		want   error
	}{
		"a rewritten log":                  {func(s *site) { s.write(400, 120) }, witness.ErrFork},
		"a rewritten log of the same size": {func(s *site) { s.write(300, 299) }, witness.ErrFork},
		"a shorter log":                    {func(s *site) { s.write(299, 299) }, witness.ErrRollback},
		"spoiled tiles":                    {func(s *site) { s.write(400, 400); s.spoil = true }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			dir, _ := newWitness(t)
			s.write(300, 300)
			if _, err := s.look(dir); err != nil {
				t.Fatal(err)
			}
			c.change(s)
			for range 2 { // it has not forgotten in between
				signed, err := s.look(dir)
				if err == nil || len(signed.Note) > 0 || c.want != nil && !errors.Is(err, c.want) || c.want == nil && errors.Is(err, witness.ErrFork) {
					t.Fatalf("signed %q, %v", signed.Note, err)
				}
			}
			s.spoil = false
			s.write(310, 310)
			if _, err := s.look(dir); err != nil {
				t.Errorf("the log as it was, grown: %v", err)
			}
		})
	}
}

func TestAWitnessBelievesOnlyItsKeyAndItsMemory(t *testing.T) {
	t.Parallel()
	s, stranger := newSite(t), newSite(t)
	dir, _ := newWitness(t)
	s.write(5, 5)
	stranger.write(5, 5)
	if _, err := s.look(dir); err != nil {
		t.Fatal(err)
	}
	s.key = stranger.key
	if _, err := s.look(dir); err == nil {
		t.Error("it signs what another key has signed")
	}
	if _, err := witness.Make(dir, "other.example/w"); err == nil {
		t.Error("the key of a witness was replaced")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.checkpoint"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	if err := os.WriteFile(files[0], []byte("forgotten"), 0o600); err != nil {
		t.Fatal(err)
	}
	stranger.key = s.key
	if _, err := stranger.look(dir); err == nil {
		t.Error("a damaged memory is taken for none")
	}
}

func TestOneProcessIsTheWitness(t *testing.T) {
	t.Parallel()
	dir, _ := newWitness(t)
	first, err := witness.Open(dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := witness.Open(dir, time.Now); err == nil {
		t.Error("two processes are one witness")
		second.Close()
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
}
