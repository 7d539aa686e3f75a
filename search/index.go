package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"xiangxue/course/calendar"
)

// Index is the full-text index in one directory. It is safe for use by many goroutines.
type Index struct {
	dir     string
	aliases []Alias
	lock    dirLock // held against a second process

	writing sync.Mutex   // held by Apply, Rebuild and Close
	serving sync.RWMutex // held for reading by every search, so that a generation is closed when nobody reads it
	live    *generation  // nil when the index cannot be used
	why     error        // why live is nil
	added   Vocabulary   // beside the shipped one
	memory  *memory      // confirmed answers, nil when there are none

	rebuilding atomic.Pointer[Progress] // of the rebuild that runs, nil when none does
}

// Extend adds the words of a vocabulary to the shipped one.
func (x *Index) Extend(added Vocabulary) {
	x.serving.Lock()
	defer x.serving.Unlock()
	x.added.entries = append(x.added.entries, added.entries...)
}

// words returns all that the index knows of what people say.
func (x *Index) words() Vocabulary {
	return Vocabulary{slices.Concat(shippedVocabulary().entries, x.added.entries)}
}

// Open opens the index in dir, which is created when missing. An index that is not there, damaged or of an old format
// is no failure: NeedsRebuild tells. Aliases extend the shipped short names of laws. Open fails with fault.Busy
// when another process holds the index, and when dir cannot be written.
func Open(dir string, aliases ...Alias) (*Index, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("create index directory: %w", err)
	}
	lock, err := lockDir(dir)
	if err != nil {
		return nil, err
	}
	x := &Index{dir: dir, lock: lock, aliases: append(shippedAliases(), aliases...)}
	if err := x.openNewest(); err != nil {
		return nil, errors.Join(err, lock.release())
	}
	return x, nil
}

// openNewest opens the newest generation that is sound and removes the others, which a killed rebuild left behind.
func (x *Index) openNewest() error {
	x.why = errMissing
	dirs, err := filepath.Glob(filepath.Join(x.dir, "generation-*"))
	if err != nil {
		return fmt.Errorf("list index generations: %w", err)
	}
	for i := len(dirs) - 1; i >= 0; i-- {
		if x.live == nil {
			if x.why = check(dirs[i]); x.why == nil {
				if x.live, err = openGeneration(dirs[i], x.aliases); err != nil {
					return err
				}
				continue
			}
		}
		if err := os.RemoveAll(dirs[i]); err != nil {
			return fmt.Errorf("remove old index: %w", err)
		}
	}
	return nil
}

// NeedsRebuild returns nil when the index can be searched, and otherwise why not; Rebuild then helps.
func (x *Index) NeedsRebuild() error {
	x.serving.RLock()
	defer x.serving.RUnlock()
	return x.why
}

// Position says what an index holds.
type Position struct {
	Cursor int64         // every change in the feed up to here
	Day    calendar.Date // the day as of which the articles' status was judged
}

// Position returns what the last change or rebuild wrote. It fails with fault.Busy when the index needs a rebuild.
func (x *Index) Position() (Position, error) {
	x.serving.RLock()
	defer x.serving.RUnlock()
	if x.live == nil {
		return Position{}, x.notReady()
	}
	at, err := x.live.position()
	if err != nil {
		return Position{}, fmt.Errorf("read index position: %w", err)
	}
	return at, nil
}

// Close ends the index's work. Searches that run are waited for; later calls fail with fault.Busy.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.serving.Lock()
	defer x.serving.Unlock()
	var err error
	if x.live != nil {
		err = x.live.close()
	}
	x.live, x.why = nil, errors.New("the index is closed")
	return errors.Join(err, x.lock.release())
}
