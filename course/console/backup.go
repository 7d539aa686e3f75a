package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
	"xiangxue/course/storage/archive"
)

// Vault makes backups of an installation and restores them (备份与恢复). A backup is a file of package archive; its
// database is a copy that has been checked and whose ledger has been verified.
type Vault struct {
	Config    storage.Config
	Key       string            // file of the signing key when it lies outside the data directory; it is then in no backup
	Facts     []seal.FactSource // all that is sealed
	Clock     calendar.Clock
	Known     []string // checkpoints kept elsewhere, as seal.Verifier takes them
	Differing bool     // restore although the ledger is not as it was sealed
}

// megabyte is how operators read sizes.
const megabyte = 1 << 20

// Backup writes a backup to a new file while the installation goes on working. A clean ledger is not required: a
// tampered one must be kept as it is. What verify finds is printed, and then ErrNotClean is returned beside the file.
func (v Vault) Backup(ctx context.Context, w io.Writer, db *storage.DB, file string) error {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, fault.New(fault.Conflict, "%s 已经存在，请换一个文件名", file))
	}
	copied, err := os.MkdirTemp(filepath.Dir(file), "."+filepath.Base(file)+".copy-*")
	if err != nil {
		return fmt.Errorf("make a directory for the copy: %w", err)
	}
	defer os.RemoveAll(copied)
	fmt.Fprintln(w, "正在复制数据库……")
	if err := db.CopyInto(ctx, copied); err != nil {
		return err
	}
	sources, err := archive.Sources(v.Config.Dir) // after the copy: what it names is on the shelf by now
	if err != nil {
		return fmt.Errorf("list the materials: %w", err)
	}
	m, found := archive.Manifest{MadeAt: v.Clock().UTC()}, error(nil)
	if m, found = v.inspect(ctx, w, copied, v.key(v.Config.Dir), m); found != nil && !errors.Is(found, ErrNotClean) {
		return found
	}
	database := archive.Source{Name: storage.FileName, Path: filepath.Join(copied, storage.FileName)}
	m, err = archive.Pack(ctx, file, m, append([]archive.Source{database}, sources...), progress(w))
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "备份完成，写入后已重新读出核对：%s，%d 个文件，%.1f MB\n", file, len(m.Parts), float64(m.Size())/megabyte)
	if v.Key != "" {
		fmt.Fprintf(w, "签名密钥 %s 在数据目录之外，不在备份里，请另行保管\n", v.Key)
	}
	fmt.Fprintln(w, "搜索索引不在备份里，恢复后会自动重建")
	return found
}

// Restore makes the data directory, which must be empty, from a backup, and with PostgreSQL fills the empty database.
// Nothing is changed before the whole file has been verified, its database checked and its ledger verified. Nobody is
// signed in afterwards.
func (v Vault) Restore(ctx context.Context, w io.Writer, file string) error {
	m, err := archive.Unpack(ctx, file, v.Config.Dir, func(staged string, m archive.Manifest) error {
		if err := v.examine(ctx, w, staged, m); err != nil && (!v.Differing || !errors.Is(err, ErrNotClean)) {
			return err
		}
		if err := v.endSessions(ctx, staged); err != nil {
			return err
		}
		if v.Config.Dialect() == storage.SQLite {
			return nil
		}
		fmt.Fprintln(w, "正在写入 PostgreSQL……")
		if err := storage.LoadPostgres(ctx, v.Config.DSN, staged); err != nil {
			return err
		}
		return os.Remove(filepath.Join(staged, storage.FileName))
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "恢复完成：%s 在 %s\n", m.Installation, v.Config.Dir)
	fmt.Fprintln(w, "所有人的登录都已结束，要重新登录；备份以后改过的密码和锁定，请安全管理员重新办理")
	return nil
}

// Verify verifies a backup as Restore does and changes nothing; no server and no data directory are needed.
func (v Vault) Verify(ctx context.Context, w io.Writer, file string) error {
	_, err := archive.Inspect(ctx, file, func(staged string, m archive.Manifest) error { return v.examine(ctx, w, staged, m) })
	return err
}

// examine says what a backup is that was unpacked, and inspects it.
func (v Vault) examine(ctx context.Context, w io.Writer, staged string, m archive.Manifest) error {
	fmt.Fprintf(w, "备份文件完好：%s，%s 制作，%d 个文件\n", m.Installation, m.MadeAt.In(calendar.Shanghai).Format("2006-01-02 15:04"), len(m.Parts))
	hasKey := slices.ContainsFunc(m.Parts, func(p archive.Part) bool { return p.Name == "keys/log.key" })
	if !hasKey && v.Key == "" {
		return fault.New(fault.Invalid, "备份里没有签名密钥，请用 -key 指明它的位置")
	}
	_, err := v.inspect(ctx, w, staged, v.key(staged), m)
	return err
}

// endSessions ends the sessions in the copy of the database in dir: some may have been ended since the backup was made.
func (v Vault) endSessions(ctx context.Context, dir string) error {
	db, err := storage.Open(ctx, storage.Config{Dir: dir})
	if err != nil {
		return err
	}
	err = db.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error { return access.EndAllSessions(ctx, tx, v.Clock()) })
	return errors.Join(err, db.Close())
}

func (v Vault) key(dir string) string {
	if v.Key != "" {
		return v.Key
	}
	return seal.KeyFile(dir)
}

// inspect checks the copy of the database in dir, verifies its ledger and says in the manifest what it holds.
func (v Vault) inspect(ctx context.Context, w io.Writer, dir, key string, m archive.Manifest) (_ archive.Manifest, err error) {
	db, err := storage.Open(ctx, storage.Config{Dir: dir})
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Check(ctx); err != nil {
		return m, err
	}
	installation, err := storage.EnsureInstallation(ctx, db, m.Installation, v.Clock())
	if err != nil {
		return m, err
	}
	log, err := seal.Open(ctx, db, key, installation.Origin, v.Clock)
	if err != nil {
		return m, err
	}
	m.Installation, m.Origin = installation.Name, installation.Origin
	if m.Schema, err = db.SchemaVersion(ctx); err != nil {
		return m, err
	}
	err = db.Read(ctx, func(tx storage.ReadTx) error {
		latest, _, err := log.Latest(ctx, tx)
		m.Checkpoint = latest.Note
		return err
	})
	if err != nil {
		return m, err
	}
	return m, Verify(ctx, w, db, seal.Verifier{Key: log.VerifierKey(), Sources: v.Facts, Known: v.Known})
}

// progress prints how far a backup has got, at most once for each hundred megabytes.
func progress(w io.Writer) archive.Progress {
	const step = 100 * megabyte
	var printed int64
	return func(done, total int64) {
		if done/step > printed/step {
			printed = done
			fmt.Fprintf(w, "已写入 %d / %d MB\n", done/megabyte, total/megabyte)
		}
	}
}

// Migrated tells the operator which schema the database has; opening it has brought it up to date.
func Migrated(ctx context.Context, w io.Writer, db *storage.DB) error {
	version, err := db.SchemaVersion(ctx)
	if err == nil {
		fmt.Fprintf(w, "数据库结构是最新的，第 %d 版\n", version)
	}
	return err
}
