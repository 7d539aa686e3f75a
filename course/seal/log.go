package seal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/calendar"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// Log appends leaves and signs checkpoints. It is safe for concurrent use.
type Log struct {
	db      *storage.DB
	clock   calendar.Clock
	key     key
	signing sync.Mutex    // held while a checkpoint is worked out and stored
	every   time.Duration // how often Run looks for unsigned leaves
}

// Open returns the log of the installation named origin, whose key lies in the file keyPath; an installation that has
// signed nothing yet gets a new key there. It fails when others may read the key file, when the key is of another
// origin, when it did not sign the latest checkpoint, and when it is gone although there are checkpoints: a new key
// would make the log look rewritten.
func Open(ctx context.Context, db *storage.DB, keyPath, origin string, clock calendar.Clock) (*Log, error) {
	var latest checkpointRow
	var signed bool
	err := db.Read(ctx, func(tx storage.ReadTx) (err error) {
		latest, signed, err = selectLatest(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the latest checkpoint: %w", err)
	}
	k, err := readKey(keyPath, origin)
	if errors.Is(err, fs.ErrNotExist) {
		if signed {
			return nil, fmt.Errorf("the log was signed with a key that is not in %s; put it back there from the backup or name its place with -key", keyPath)
		}
		k, err = makeKey(keyPath, origin)
	}
	if err != nil {
		return nil, fmt.Errorf("the key of the log: %w", err)
	}
	if signed {
		if _, _, err := translog.OpenCheckpoint([]byte(latest.Note), origin, note.VerifierList(k.verifier)); err != nil {
			return nil, fmt.Errorf("the key in %s did not sign the latest checkpoint of this database: %w", keyPath, err)
		}
	}
	return &Log{db: db, clock: clock, key: k, every: 30 * time.Second}, nil
}

// VerifierKey returns the public key of the log in the text form of signed notes. Whoever holds it can verify every
// checkpoint and proof without this program.
func (l *Log) VerifierKey() string { return l.key.public }

// Origin returns the name of the log, which is the first line of its checkpoints.
func (l *Log) Origin() string { return l.key.signer.Name() }
