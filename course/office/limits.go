package office

import (
	"fmt"
	"io"
)

// Limits bound what a reader takes from one file. A field that is zero or negative stands for its
// default, so Limits{} are the limits of an ordinary import.
type Limits struct {
	FileBytes     int64 // size of the file itself; default 20 MiB
	UnpackedBytes int64 // sum of the parts of a zip file, unpacked; default 128 MiB
	Parts         int   // files inside the zip file; default 4096
	Sheets        int   // worksheets, hidden ones included; default 64
	Rows          int   // rows with content in a table, or paragraphs of a document; default 50 000
	Columns       int   // cells in a row; default 256
	Cells         int   // cells in all tables of a file together; default 2 000 000
	CellRunes     int   // characters in a cell or a paragraph; default 32 767, as in Excel
}

// DefaultLimits returns the limits that Limits{} stands for.
func DefaultLimits() Limits {
	return Limits{
		FileBytes:     20 << 20,
		UnpackedBytes: 128 << 20,
		Parts:         4096,
		Sheets:        64,
		Rows:          50_000,
		Columns:       256,
		Cells:         2_000_000,
		CellRunes:     32_767,
	}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	return Limits{
		FileBytes:     orDefault(l.FileBytes, d.FileBytes),
		UnpackedBytes: orDefault(l.UnpackedBytes, d.UnpackedBytes),
		Parts:         orDefault(l.Parts, d.Parts),
		Sheets:        orDefault(l.Sheets, d.Sheets),
		Rows:          orDefault(l.Rows, d.Rows),
		Columns:       orDefault(l.Columns, d.Columns),
		Cells:         orDefault(l.Cells, d.Cells),
		CellRunes:     orDefault(l.CellRunes, d.CellRunes),
	}
}

func orDefault[N int | int64](n, otherwise N) N {
	if n <= 0 {
		return otherwise
	}
	return n
}

// checkSize refuses an empty file with a FormatError and an oversized one with a LimitError.
func (l Limits) checkSize(size int) error {
	if size == 0 {
		return &FormatError{Message: "文件是空的"}
	}
	if int64(size) > l.FileBytes {
		return &LimitError{Measure: FileSize, Limit: l.FileBytes}
	}
	return nil
}

// Load reads all of r, an upload or an opened file, and fails with a LimitError as soon as it is longer than
// limits.FileBytes. The name is used in errors only.
func Load(file string, r io.Reader, limits Limits) ([]byte, error) {
	limits = limits.orDefault()
	b, err := io.ReadAll(io.LimitReader(r, limits.FileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if int64(len(b)) > limits.FileBytes {
		return nil, &LimitError{File: file, Measure: FileSize, Limit: limits.FileBytes}
	}
	return b, nil
}
