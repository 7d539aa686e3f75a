package console_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/console"
	"xiangxue/course/fault"
	"xiangxue/course/feed"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/archive"
	"xiangxue/course/storage/storagetest"
)

// installed is an installation with a signed ledger, a material and a key.
type installed struct {
	*testing.T
	db    *storage.DB
	vault console.Vault
}

func install(t *testing.T, config storage.Config) installed {
	t.Helper()
	db := storagetest.OpenConfig(t, config)
	i := installed{t, db, console.Vault{Config: config, Facts: hours.Facts(), Clock: morning}}
	at, err := storage.EnsureInstallation(t.Context(), db, "云溪镇", morning())
	i.must(err)
	log, err := seal.Open(t.Context(), db, seal.KeyFile(config.Dir), at.Origin, morning)
	i.must(err)
	i.must(db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		_, err := hours.NewLedger(log, morning).AdoptDefault(ctx, tx)
		return errors.Join(err, feed.Add(ctx, tx, morning(), feed.Change{Kind: "document", ID: 1, What: feed.Published}))
	}))
	_, err = log.Checkpoint(t.Context())
	i.must(err)
	i.must(os.Mkdir(filepath.Join(config.Dir, "materials"), 0o750))
	const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	i.must(os.WriteFile(filepath.Join(config.Dir, "materials", empty), nil, 0o600))
	return i
}

func (i installed) must(err error) {
	i.Helper()
	if err != nil {
		i.Fatal(err)
	}
}

// backup makes a backup and returns its file and what was printed.
func (i installed) backup() (string, string, error) {
	i.Helper()
	file := filepath.Join(i.TempDir(), "backup.tar")
	var out bytes.Buffer
	err := i.vault.Backup(i.Context(), &out, i.db, file)
	return file, out.String(), err
}

// holds checks that an installation has the rule set, the checkpoint, the change and the material.
func (i installed) holds(config storage.Config) {
	i.Helper()
	db := storagetest.OpenConfig(i.T, config)
	at, err := storage.EnsureInstallation(i.Context(), db, "", morning())
	i.must(err)
	log, err := seal.Open(i.Context(), db, seal.KeyFile(config.Dir), at.Origin, morning)
	i.must(err)
	var out bytes.Buffer
	if err := console.Verify(i.Context(), &out, db, seal.Verifier{Key: log.VerifierKey(), Sources: hours.Facts()}); err != nil || !strings.Contains(out.String(), "检查点 1 个") {
		i.Errorf("verify: %v\n%s", err, out.String())
	}
	files, err := os.ReadDir(filepath.Join(config.Dir, "materials"))
	if err != nil || len(files) != 1 {
		i.Errorf("materials %v: %v", files, err)
	}
	i.must(db.Read(i.Context(), func(tx storage.ReadTx) error {
		changes, err := feed.After(i.Context(), tx, 0, 10)
		if len(changes) == 0 {
			i.Error("the change is gone")
		}
		return err
	}))
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	lite := func(t *testing.T) storage.Config { return storage.Config{Dir: filepath.Join(t.TempDir(), "data")} }
	post := func(t *testing.T) storage.Config {
		return storage.Config{Dir: filepath.Join(t.TempDir(), "data"), DSN: storagetest.EmptyPostgresDSN(t)}
	}
	for name, way := range map[string]struct {
		from, to func(*testing.T) storage.Config
	}{
		"SQLite": {lite, lite}, "PostgreSQL": {post, post}, "to PostgreSQL": {lite, post}, "from PostgreSQL": {post, lite},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := install(t, way.from(t))
			file, said, err := i.backup()
			if err != nil || !strings.Contains(said, "核验通过") {
				t.Fatalf("%v\n%s", err, said)
			}
			target := way.to(t)
			vault := console.Vault{Config: target, Facts: hours.Facts(), Clock: morning}
			var out bytes.Buffer
			if err := vault.Restore(t.Context(), &out, file); err != nil {
				t.Fatalf("%v\n%s", err, out.String())
			}
			i.holds(target)
			if err := vault.Restore(t.Context(), &out, file); !errors.Is(err, archive.ErrNotEmpty) {
				t.Errorf("restoring twice: %v", err)
			}
			if err := i.vault.Backup(t.Context(), &out, i.db, file); !fault.Is(err, fault.Conflict) {
				t.Errorf("a backup over another: %v", err)
			}
		})
	}
}

// TestBackupOfALiveInstallation writes while backups are made: each holds what was acknowledged before it began.
func TestBackupOfALiveInstallation(t *testing.T) {
	t.Parallel()
	i := install(t, storage.Config{Dir: t.TempDir()})
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := int64(2); ctx.Err() == nil; n++ {
			err := i.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
				return feed.Add(ctx, tx, morning(), feed.Change{Kind: "document", ID: n, What: feed.Published})
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
	for range 3 {
		before := changes(t, i.db)
		file, said, err := i.backup()
		if err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		target := storage.Config{Dir: filepath.Join(t.TempDir(), "data")}
		i.must(console.Vault{Config: target, Facts: hours.Facts(), Clock: morning}.Restore(t.Context(), &bytes.Buffer{}, file))
		if got := changes(t, storagetest.OpenConfig(t, target)); got < before {
			t.Errorf("%d changes in the backup, %d were there when it began", got, before)
		}
	}
	stop()
	wg.Wait()
}

func changes(t *testing.T, db *storage.DB) (n int64) {
	t.Helper()
	err := db.Read(t.Context(), func(tx storage.ReadTx) (err error) {
		n, _, err = storage.First[int64](t.Context(), tx, "SELECT count(*) FROM feed_changes")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTamperedLedgerIsKeptButNotRestoredUnasked(t *testing.T) {
	t.Parallel()
	i := install(t, storage.Config{Dir: t.TempDir()})
	i.must(i.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		err := storagetest.Unguard(ctx, tx)
		_, altered := storage.Exec(ctx, tx, "UPDATE rule_sets SET issuer = '另一个机关'")
		return errors.Join(err, altered)
	}))
	file, said, err := i.backup()
	if !errors.Is(err, console.ErrNotClean) || !strings.Contains(said, "不一致") {
		t.Fatalf("%v\n%s", err, said)
	}
	vault := console.Vault{Config: storage.Config{Dir: filepath.Join(t.TempDir(), "data")}, Facts: hours.Facts(), Clock: morning}
	if err := vault.Restore(t.Context(), &bytes.Buffer{}, file); !errors.Is(err, console.ErrNotClean) {
		t.Errorf("restoring it: %v", err)
	}
	if _, err := os.Stat(vault.Config.Dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the refused backup left a data directory: %v", err)
	}
	vault.Differing = true
	if err := vault.Restore(t.Context(), &bytes.Buffer{}, file); err != nil {
		t.Errorf("restoring it when asked to: %v", err)
	}
}

func TestKeyOutsideTheDataDirectory(t *testing.T) {
	t.Parallel()
	i := install(t, storage.Config{Dir: t.TempDir()})
	elsewhere := filepath.Join(t.TempDir(), "log.key")
	i.must(os.Rename(seal.KeyFile(i.vault.Config.Dir), elsewhere))
	i.vault.Key = elsewhere
	file, said, err := i.backup()
	if err != nil || !strings.Contains(said, elsewhere) {
		t.Fatalf("%v\n%s", err, said)
	}
	vault := console.Vault{Config: storage.Config{Dir: filepath.Join(t.TempDir(), "data")}, Facts: hours.Facts(), Clock: morning}
	if err := vault.Restore(t.Context(), &bytes.Buffer{}, file); !fault.Is(err, fault.Invalid) {
		t.Errorf("without the key: %v", err)
	}
	vault.Key = elsewhere
	if err := vault.Restore(t.Context(), &bytes.Buffer{}, file); err != nil {
		t.Errorf("with the key: %v", err)
	}
}

// TestRestoredSessionsAreOver signs somebody in, makes a backup, signs out and restores it: the session is not back.
func TestRestoredSessionsAreOver(t *testing.T) {
	t.Parallel()
	i := install(t, storage.Config{Dir: t.TempDir()})
	gate := access.NewGate(i.db, morning)
	var person roster.Cadre
	i.must(i.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) (err error) {
		person, err = roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: "YX01", Name: "何秀兰"})
		return err
	}))
	i.must(gate.SetPassword(t.Context(), person.ID, "云溪镇的秋天很好看"))
	session, _, err := gate.SignIn(t.Context(), "YX01", "云溪镇的秋天很好看", true)
	i.must(err)
	file, _, err := i.backup()
	i.must(err)
	i.must(gate.SignOutEverywhere(t.Context(), session.Token))
	target := storage.Config{Dir: filepath.Join(t.TempDir(), "data")}
	var out bytes.Buffer
	i.must(console.Vault{Config: target, Facts: hours.Facts(), Clock: morning}.Restore(t.Context(), &out, file))
	restored := access.NewGate(storagetest.OpenConfig(t, target), morning)
	if _, err := restored.Actor(t.Context(), session.Token); !errors.Is(err, access.ErrNotSignedIn) {
		t.Errorf("the session that was ended is back: %v", err)
	}
	if _, _, err := restored.SignIn(t.Context(), "YX01", "云溪镇的秋天很好看", true); err != nil {
		t.Errorf("signing in anew: %v", err)
	}
	if !strings.Contains(out.String(), "重新登录") {
		t.Errorf("the operator is not told:\n%s", out.String())
	}
}

// TestVerifyOfABackup verifies backups without their installation: a good one, one older than a checkpoint that was kept
// elsewhere, and one whose ledger was changed.
func TestVerifyOfABackup(t *testing.T) {
	t.Parallel()
	i := install(t, storage.Config{Dir: t.TempDir()})
	file, _, err := i.backup()
	i.must(err)
	later := i.extend()
	paper := filepath.Join(t.TempDir(), "checkpoint")
	i.must(os.WriteFile(paper, []byte(later), 0o600))
	known, err := console.ReadCheckpoints([]string{paper})
	i.must(err)

	vault := console.Vault{Config: storage.Config{Dir: filepath.Join(t.TempDir(), "none")}, Facts: hours.Facts(), Clock: morning}
	var out bytes.Buffer
	if err := vault.Verify(t.Context(), &out, file); err != nil || !strings.Contains(out.String(), "核验通过") {
		t.Errorf("a good backup: %v\n%s", err, out.String())
	}
	if _, err := os.Stat(vault.Config.Dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("verifying made a data directory: %v", err)
	}
	vault.Known = known
	if err := vault.Verify(t.Context(), &out, file); !errors.Is(err, console.ErrNotClean) {
		t.Errorf("older than what was signed: %v", err)
	}
	vault.Known = []string{"no checkpoint"}
	if err := vault.Verify(t.Context(), &out, file); !fault.Is(err, fault.Invalid) {
		t.Errorf("what is no checkpoint: %v", err)
	}
	if _, err := console.ReadCheckpoints([]string{paper, filepath.Join(t.TempDir(), "none")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// extend adopts another version of the rules and returns the checkpoint over it.
func (i installed) extend() string {
	i.Helper()
	at, err := storage.EnsureInstallation(i.Context(), i.db, "", morning())
	i.must(err)
	log, err := seal.Open(i.Context(), i.db, seal.KeyFile(i.vault.Config.Dir), at.Origin, morning)
	i.must(err)
	i.must(i.db.Write(i.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		return log.Append(ctx, tx, seal.Leaf{Kind: seal.RuleSet, ID: 77, Fields: []byte("another version")})
	}))
	checkpoint, err := log.Checkpoint(i.Context())
	i.must(err)
	return checkpoint.Note
}
