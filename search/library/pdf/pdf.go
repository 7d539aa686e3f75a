// Package pdf reads the text layer (文字层) of PDF files with PDFium, which runs as WebAssembly: a file can break nothing
// but its own machine, which has no files, no network, and no more memory and time than it was given. It promises to tell
// a scanned file, which has no text, from one that has, and never to take what it cannot decode for text.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	pdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"xiangxue/course/office"
	"xiangxue/search/library/layout"
)

const (
	maxFile    = 64 << 20 // bytes
	maxPages   = 2_000
	maxLetters = 3_000_000
	maxMemory  = 512 << 20 // bytes of a machine
	patience   = time.Minute
	wasmPage   = 64 << 10 // bytes
)

// Text is what a PDF file holds.
type Text struct {
	Title string // as the file's description says, often empty or the name of a draft
	Pages []layout.Page
}

// Reader reads files one after the other. It makes its machine when the first file comes: the first time ever this takes
// seconds, later a fraction of one, for the compiled code is kept in a folder. Close it when the work is done.
type Reader struct {
	folder string
	mu     sync.Mutex // guards pool and cache, and lets one file in at a time
	pool   pdfium.Pool
	cache  wazero.CompilationCache
	wait   time.Duration
}

// NewReader returns a reader that keeps compiled code in folder, or nowhere when it is empty.
func NewReader(folder string) *Reader { return &Reader{folder: folder, wait: patience} }

// Is reports whether b begins like a PDF file; some programs write a few bytes before the mark.
func Is(b []byte) bool {
	const searched = 1024
	head := string(b[:min(len(b), searched)])
	for i := range len(head) - 4 {
		if head[i:i+5] == "%PDF-" {
			return true
		}
	}
	return false
}

// Read reads the text layer of a file. It fails with office.FormatError or office.LimitError, which say in Chinese what is
// wrong with the file, when it is encrypted, damaged, scanned, too large, or not read within a minute; and with the
// context's error.
func (r *Reader) Read(ctx context.Context, file string, b []byte) (Text, error) {
	if len(b) > maxFile {
		return Text{}, &office.LimitError{File: file, Measure: office.FileSize, Limit: maxFile}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.open(); err != nil {
		return Text{}, fmt.Errorf("make the machine that reads PDF: %w", err)
	}
	bounded, cancel := context.WithTimeout(ctx, r.wait)
	defer cancel()
	machine, err := r.pool.GetInstanceWithContext(bounded)
	if err != nil {
		return Text{}, fmt.Errorf("start the machine that reads PDF: %w", err)
	}
	text, err := r.run(bounded, machine, b)
	switch {
	case ctx.Err() != nil:
		return Text{}, fmt.Errorf("read %s: %w", file, ctx.Err())
	case bounded.Err() != nil:
		err = refused("这份 PDF 太复杂，%d 秒内读不完，请拆成几个文件，或者另存为 .docx", int(r.wait.Seconds()))
	case err == nil:
		err = check(text)
	}
	if err != nil {
		return Text{}, named(err, file)
	}
	return text, nil
}

// run lets a machine read a file and stops it when the time is over. A machine that was stopped or that broke takes its
// pool with it: nothing of a hostile file stays.
func (r *Reader) run(ctx context.Context, machine pdfium.Pdfium, b []byte) (text Text, err error) {
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(killed)
		_ = machine.Kill() // whatever it says, the pool is closed below
	})
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("the machine broke: %v", cause)
		}
		if !stop() {
			<-killed
			err = errors.Join(err, r.shut())
		} else if closed := machine.Close(); closed != nil || err != nil {
			err = errors.Join(err, r.shut())
		}
	}()
	return read(ctx, machine, b)
}

// open makes the machine's pool when there is none.
func (r *Reader) open() error {
	if r.pool != nil {
		return nil
	}
	if r.cache == nil {
		r.cache = wazero.NewCompilationCache()
		if r.folder != "" {
			kept, err := wazero.NewCompilationCacheWithDir(r.folder)
			if err != nil {
				return err
			}
			r.cache = kept
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), // no files
		Stdout:   io.Discard, Stderr: io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().WithCompilationCache(r.cache).WithCloseOnContextDone(true).
			WithMemoryLimitPages(maxMemory / wasmPage).WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling),
	})
	r.pool = pool
	return err
}

// shut closes the pool; the next file makes a new one.
func (r *Reader) shut() error {
	if r.pool == nil {
		return nil
	}
	err := r.pool.Close()
	r.pool = nil
	return err
}

// Close frees the memory of the machine.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	err := r.shut()
	if r.cache != nil {
		err = errors.Join(err, r.cache.Close(context.Background()))
		r.cache = nil
	}
	return err
}
