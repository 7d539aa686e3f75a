package seal

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/translog"
)

// KeyFile returns where the key lies in a data directory when nothing else is said.
func KeyFile(dataDir string) string { return filepath.Join(dataDir, "keys", "log.key") }

// key is the installation's signing key with the two forms that belong to it.
type key struct {
	signer   note.Signer
	verifier note.Verifier
	public   string // the verifier as text, to be handed out
}

// readKey reads the key from its file. It refuses a file that others than its owner may read or write, and a key that
// belongs to another log. It fails with fs.ErrNotExist when there is no file.
func readKey(path, origin string) (key, error) {
	f, err := os.Open(path)
	if err != nil {
		return key{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return key{}, err
	}
	if open := info.Mode().Perm() & 0o077; open != 0 {
		return key{}, fmt.Errorf("%s has mode %#o and can be used by others; run: chmod 600 %s", path, info.Mode().Perm(), path)
	}
	text, err := io.ReadAll(io.LimitReader(f, 4096))
	if err != nil {
		return key{}, err
	}
	k, err := parseKey(strings.TrimSpace(string(text)))
	if err != nil {
		return key{}, fmt.Errorf("%s holds no key: %w", path, err)
	}
	if k.signer.Name() != origin {
		return key{}, fmt.Errorf("%s is the key of %q, this installation is %q", path, k.signer.Name(), origin)
	}
	return k, nil
}

// makeKey writes a new key. The file appears whole or not at all, and never replaces another.
func makeKey(path, origin string) (key, error) {
	private, _, err := translog.GenerateKey(origin)
	if err != nil {
		return key{}, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return key{}, err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".log.key-*") // mode 0600
	if err != nil {
		return key{}, err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(private + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return key{}, err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return key{}, err
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return key{}, err
	}
	return readKey(path, origin) // the file of another process, if that was faster
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// parseKey reads the text form of a signer and works out its verifier. The fifth and last part of the form, PRIVATE+KEY+
// name+hash+key, is base64 of an algorithm byte and the seed; note.NewSigner has checked both.
func parseKey(private string) (key, error) {
	signer, err := note.NewSigner(private)
	if err != nil {
		return key{}, err
	}
	parts := strings.SplitN(private, "+", 5)
	seed, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil {
		return key{}, err
	}
	pair := ed25519.NewKeyFromSeed(seed[1:])
	public, err := note.NewEd25519VerifierKey(signer.Name(), pair.Public().(ed25519.PublicKey))
	if err != nil {
		return key{}, err
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return key{}, err
	}
	return key{signer: signer, verifier: verifier, public: public}, nil
}
