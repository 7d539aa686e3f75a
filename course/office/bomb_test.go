package office

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
)

// A part of 64 MiB of blanks is packed a thousand times smaller than it unpacks.
func TestZipBombByRatio(t *testing.T) {
	t.Parallel()
	bomb := workbookOf(t, "<row/>", "xl/sharedStrings.xml", "<sst>"+strings.Repeat(" ", 64<<20)+"</sst>")
	_, err := ReadTable("a.xlsx", bomb, Limits{})
	var limit *LimitError
	if !errors.As(err, &limit) || limit.Measure != PackedRatio {
		t.Errorf("bomb of %d bytes: error %v", len(bomb), err)
	}
}

// Many parts, each of them harmless, count together.
func TestZipBombByManyParts(t *testing.T) {
	t.Parallel()
	var parts []string
	for range 5 {
		parts = append(parts, "xl/media/x.bin", strings.Repeat("x", 1<<20))
	}
	_, err := ReadTable("a.xlsx", workbookOf(t, "<row/>", parts...), Limits{UnpackedBytes: 4 << 20})
	var limit *LimitError
	if !errors.As(err, &limit) || limit.Measure != UnpackedSize {
		t.Errorf("error %v", err)
	}
}

// A directory that claims less than a part unpacks to is caught while reading, and a budget that parts
// share runs out even when each of them fits.
func TestZipBombThatLies(t *testing.T) {
	t.Parallel()
	var packed, b bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "<sst>"+strings.Repeat("<si/>", 1<<20)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(&b)
	part, err := z.CreateRaw(&zip.FileHeader{
		Name: "xl/workbook.xml", Method: zip.Deflate, UncompressedSize64: 100, CompressedSize64: uint64(packed.Len()),
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = ReadTable("a.xlsx", b.Bytes(), Limits{UnpackedBytes: 1 << 20})
	var limit *LimitError
	var format *FormatError
	if !errors.As(err, &limit) && !errors.As(err, &format) {
		t.Errorf("error %v", err)
	}
}

func TestBudgetIsShared(t *testing.T) {
	t.Parallel()
	a := &archive{limits: Limits{UnpackedBytes: 10}, left: 10}
	for i, want := range []error{nil, &LimitError{}} {
		_, err := io.ReadAll(&budgeted{archive: a, part: io.NopCloser(strings.NewReader("sixsix"))})
		var limit *LimitError
		if errors.As(err, &limit) != (want != nil) {
			t.Errorf("part %d: error %v", i, err)
		}
	}
}

// A directory of more entries than allowed is refused before it is read.
func TestZipDirectoryTooLong(t *testing.T) {
	t.Parallel()
	b := append([]byte("PK\x03\x04"), bytes.Repeat([]byte("PK\x01\x02"+strings.Repeat("\x00", 42)), 5000)...)
	_, err := ReadTable("a.xlsx", b, Limits{})
	var limit *LimitError
	if !errors.As(err, &limit) || limit.Measure != PartCount {
		t.Errorf("error %v", err)
	}
}

// A file that needs a password is told from a damaged one.
func TestZipWithPassword(t *testing.T) {
	t.Parallel()
	b := workbookOf(t, "<row/>")
	at := bytes.Index(b, []byte("PK\x01\x02"))
	for at >= 0 {
		flags := b[at+8 : at+10]
		binary.LittleEndian.PutUint16(flags, binary.LittleEndian.Uint16(flags)|1)
		next := bytes.Index(b[at+4:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		at += 4 + next
	}
	_, err := ReadTable("a.xlsx", b, Limits{})
	var format *FormatError
	if !errors.As(err, &format) || !strings.Contains(format.Message, "密码") {
		t.Errorf("error %v", err)
	}
}
