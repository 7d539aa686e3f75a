// Package witness is the part of a witness (见证方): somebody outside the installation, such as the organ that inspects it,
// who keeps a key of its own and the last checkpoint it saw. It signs a newer checkpoint only after it was shown that the
// log has not been rewritten since. What it has signed, the log cannot take back.
//
// Cosignatures are those of C2SP tlog-cosignature (cosignature/v1, Ed25519). What was seen is on the disk before the
// signature leaves the function, and no two runs use one directory at a time.
package witness

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/translog"
)

// ErrFork says that the log was rewritten since the witness last signed: it has two histories.
var ErrFork = errors.New("the log does not begin with what the witness has signed: it was rewritten")

// ErrRollback says that the log is shorter than when the witness last signed.
var ErrRollback = errors.New("the log is shorter than what the witness has signed")

// keyName is the file of the secret key in the witness's directory.
const keyName = "witness.key"

// Witness is a witness whose key and memory lie in a directory.
type Witness struct {
	dir    string
	signer note.Signer
	lock   *os.File
}

// Make writes a new key into a directory, which it makes, and returns the public key to be handed to the log. It fails when
// there is a key already.
func Make(dir, name string) (public string, err error) {
	secret, public, err := translog.GenerateWitnessKey(name)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	f, err := os.OpenFile(filepath.Join(dir, keyName), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", fmt.Errorf("make the key of the witness: %w", err)
	}
	_, err = f.WriteString(secret + "\n")
	return public, errors.Join(err, f.Sync(), f.Close())
}

// Open returns the witness of a directory, which no other process can use until Close. It fails with fs.ErrNotExist when no
// key was made there.
func Open(dir string, now func() time.Time) (*Witness, error) {
	lock, err := os.Open(filepath.Join(dir, keyName))
	if err != nil {
		return nil, fmt.Errorf("open the key of the witness: %w", err)
	}
	w := &Witness{dir: dir, lock: lock}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("another process is this witness: %w", err), lock.Close())
	}
	secret, err := os.ReadFile(lock.Name())
	if err == nil {
		w.signer, err = translog.NewCosigner(strings.TrimSpace(string(secret)), now)
	}
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return w, nil
}

// Close lets another process be the witness.
func (w *Witness) Close() error { return w.lock.Close() }

// Log is a log as it shows itself: its signed checkpoint, and the nodes of the tree that the checkpoint is over.
type Log struct {
	Checkpoint []byte
	Nodes      func(translog.Head) translog.HashReader
}

// Signed is what came of a look at a log.
type Signed struct {
	Note   []byte        // the checkpoint with the witness's signature
	Before translog.Head // what the witness had seen; of size 0 at the first time
	Head   translog.Head
}

// Cosign looks at a log whose public key is given and signs its checkpoint. It fails with ErrFork or ErrRollback when the
// log is not what it was, and then remembers what it had seen before.
func (w *Witness) Cosign(log Log, key string) (s Signed, err error) {
	verifier, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return s, fmt.Errorf("the public key of the log: %w", err)
	}
	known := note.VerifierList(verifier)
	cp, n, err := translog.OpenCheckpoint(log.Checkpoint, verifier.Name(), known)
	if err != nil {
		return s, err
	}
	s.Head = cp.Head
	memory := filepath.Join(w.dir, url.PathEscape(cp.Origin)+".checkpoint")
	if s.Before, err = remembered(memory, verifier.Name(), known); err != nil {
		return s, err
	}
	if err := grown(s.Before, cp.Head, log.Nodes(cp.Head)); err != nil {
		return s, err
	}
	if err := remember(memory, log.Checkpoint); err != nil {
		return s, fmt.Errorf("remember the checkpoint: %w", err)
	}
	if s.Note, err = note.Sign(n, w.signer); err != nil {
		return s, fmt.Errorf("cosign the checkpoint: %w", err)
	}
	return s, nil
}

// grown returns nil when the newer tree begins with the older one.
func grown(older, newer translog.Head, nodes translog.HashReader) error {
	switch {
	case newer.Size < older.Size:
		return ErrRollback
	case newer.Size == older.Size && newer.Root != older.Root:
		return ErrFork
	case newer.Size == older.Size || older.Size == 0:
		return nil
	}
	if root, err := translog.Root(newer.Size, nodes); err != nil || root != newer.Root {
		return errors.Join(errors.New("the tiles do not belong to the checkpoint: they are damaged"), err)
	}
	proof, err := translog.ConsistencyProof(older.Size, newer.Size, nodes)
	if err != nil {
		return err
	}
	if translog.VerifyConsistency(proof, older, newer) != nil {
		return ErrFork
	}
	return nil
}

// remembered returns what the witness saw last of a log. A memory that the log's key did not sign is refused, not taken
// for none.
func remembered(path, origin string, known note.Verifiers) (translog.Head, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return translog.Head{Root: translog.EmptyRoot()}, nil
	}
	if err != nil {
		return translog.Head{}, err
	}
	cp, _, err := translog.OpenCheckpoint(text, origin, known)
	if err != nil {
		return translog.Head{}, fmt.Errorf("what the witness remembers in %s: %w", path, err)
	}
	return cp.Head, nil
}

// remember replaces the file in one step, after it has reached the disk.
func remember(path string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".checkpoint-*")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), path)
}
