package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	"go.etcd.io/bbolt"
)

// format names the fields, the analysis and the keys of this package. Raise it with every change to them: an index
// of another format is rebuilt.
const format = "5"

// Keys that are written inside the index, in the batch they speak of.
var (
	keyFormat   = []byte("xiangxue/format") // written last by a rebuild: an index without it is unfinished
	keyPosition = []byte("xiangxue/position")
)

// Why an index cannot be used.
var (
	errMissing = errors.New("there is no index")
	errFormat  = errors.New("the index has another format")
	errDamaged = errors.New("the index is damaged")
)

// generation is one complete index on disk. A rebuild writes a new one beside it and then takes its place.
type generation struct {
	dir     string
	aliases []Alias
	store   index.Index
	queue   *index.AnalysisQueue

	mu      sync.Mutex
	of      index.IndexReader // the snapshot that columns describe
	columns *columns
}

// openGeneration opens the index in dir for reading and writing, creating it when dir does not exist.
func openGeneration(dir string, aliases []Alias) (*generation, error) {
	g := &generation{dir: dir, aliases: aliases, queue: index.NewAnalysisQueue(2)}
	var err error
	if g.store, err = openStore(dir, false, g.queue); err != nil {
		g.queue.Close()
		return nil, err
	}
	return g, nil
}

// openStore opens bleve's storage. Read-only it starts no background work, which would run into damaged files.
func openStore(dir string, readOnly bool, queue *index.AnalysisQueue) (index.Index, error) {
	store, err := scorch.NewScorch(scorch.Name, map[string]any{"path": dir, "read_only": readOnly}, queue)
	if err != nil {
		return nil, fmt.Errorf("prepare index %s: %w", dir, err)
	}
	if err := store.Open(); err != nil {
		return nil, fmt.Errorf("open index %s: %w", dir, err)
	}
	return store, nil
}

// close ends the generation's background work and closes its files.
func (g *generation) close() error {
	err := g.store.Close()
	g.queue.Close()
	return err
}

// write applies a batch and the position together; both are on disk when it returns.
func (g *generation) write(batch *index.Batch, to Position) error {
	batch.SetInternal(keyPosition, fmt.Appendf(nil, "%d %d", to.Cursor, to.Day))
	return g.store.Batch(batch)
}

// position reads what the last batch wrote.
func (g *generation) position() (Position, error) {
	reader, err := g.store.Reader()
	if err != nil {
		return Position{}, err
	}
	defer reader.Close()
	return readPosition(reader)
}

// readPosition reads the position in a snapshot.
func readPosition(reader index.IndexReader) (at Position, err error) {
	value, err := reader.GetInternal(keyPosition)
	if err != nil {
		return Position{}, fmt.Errorf("read index position: %w", err)
	}
	if _, err := fmt.Sscanf(string(value), "%d %d", &at.Cursor, &at.Day); err != nil {
		return Position{}, fmt.Errorf("read index position %q: %w", value, err)
	}
	return at, nil
}

// check reads the index in dir from end to end without changing it. It fails with errFormat or errDamaged.
func check(dir string) (err error) {
	queue := index.NewAnalysisQueue(1)
	defer queue.Close()
	defer func() { // bleve trusts its files and indexes out of range when they are not what they were
		if broken := recover(); broken != nil {
			err = fmt.Errorf("%w: %v", errDamaged, broken)
		}
	}()
	if err := checkRoot(filepath.Join(dir, "root.bolt")); err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	store, err := openStore(dir, true, queue)
	if err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	defer store.Close()
	reader, err := store.Reader()
	if err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	defer reader.Close()
	if found, err := reader.GetInternal(keyFormat); err != nil || string(found) != format {
		return fmt.Errorf("%w: %q instead of %q", errFormat, found, format)
	}
	return checkSegments(reader)
}

// checkRoot compares the length of bleve's list of segments with what it says of itself. bbolt maps the file into memory
// and ends the program when it reads beyond the end, which opening for reading only need not do.
func checkRoot(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer db.Close()
	return db.View(func(tx *bbolt.Tx) error {
		if tx.Size() > info.Size() {
			return fmt.Errorf("%s has %d bytes instead of %d", path, info.Size(), tx.Size())
		}
		return nil
	})
}

// checkSegments compares every file of the snapshot with the checksum at its end.
func checkSegments(reader index.IndexReader) error {
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("%w: unknown storage %T", errFormat, reader)
	}
	for _, segment := range snapshot.Segments() {
		file, ok := segment.Segment().(interface{ Path() string })
		if !ok {
			continue
		}
		if err := checkFile(file.Path()); err != nil {
			return fmt.Errorf("%w: %w", errDamaged, err)
		}
	}
	return nil
}

// checkFile compares one segment file with the CRC-32 in its last four bytes.
func checkFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	sum := crc32.NewIEEE()
	if _, err := io.Copy(sum, io.LimitReader(file, info.Size()-crc32.Size)); err != nil {
		return err
	}
	var kept [crc32.Size]byte
	if _, err := io.ReadFull(file, kept[:]); err != nil {
		return fmt.Errorf("read checksum of %s: %w", path, err)
	}
	if binary.BigEndian.Uint32(kept[:]) != sum.Sum32() {
		return fmt.Errorf("checksum of %s does not match", path)
	}
	return nil
}
