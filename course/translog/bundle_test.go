package translog_test

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/translog"
)

func TestBundle(t *testing.T) {
	t.Parallel()
	entries := [][]byte{[]byte("ab"), {}, bytes.Repeat([]byte{7}, 258)}
	data, err := translog.MarshalBundle(entries)
	if err != nil {
		t.Fatal(err)
	}
	want := append([]byte{0, 2, 'a', 'b', 0, 0, 1, 2}, entries[2]...)
	if !bytes.Equal(data, want) {
		t.Errorf("wrote % x", data)
	}
	for cut := 1; cut < len(data); cut++ {
		if got, err := translog.ParseBundle(data[:cut]); err == nil && cut != 4 && cut != 6 {
			t.Errorf("cut at %d reads as %d entries", cut, len(got))
		}
	}
}

func TestBundleLimits(t *testing.T) {
	t.Parallel()
	full := make([][]byte, translog.TileWidth)
	full[0] = make([]byte, translog.MaxEntry)
	data, err := translog.MarshalBundle(full)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := translog.ParseBundle(data); err != nil || len(got) != translog.TileWidth {
		t.Errorf("read %d entries, %v", len(got), err)
	}
	if _, err := translog.ParseBundle(append(data, 0, 0)); err == nil {
		t.Error("read 257 entries")
	}
	for name, entries := range map[string][][]byte{
		"none":     nil,
		"257":      make([][]byte, translog.TileWidth+1),
		"too long": {make([]byte, translog.MaxEntry+1)},
	} {
		if _, err := translog.MarshalBundle(entries); err == nil {
			t.Errorf("%s: written", name)
		}
	}
	if _, err := translog.ParseBundle(nil); err == nil {
		t.Error("read a bundle of nothing")
	}
}

func TestBundleRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 300), 1, 20).Draw(t, "entries")
		data, err := translog.MarshalBundle(entries)
		if err != nil {
			t.Fatalf("%v", err)
		}
		got, err := translog.ParseBundle(data)
		if err != nil || !slices.EqualFunc(got, entries, bytes.Equal) {
			t.Fatalf("read %v, %v", got, err)
		}
	})
}

func FuzzParseBundle(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 0})
	f.Add([]byte{0, 2, 'a', 'b', 0, 1, 'c'})
	f.Add([]byte{255, 255, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := translog.ParseBundle(data)
		if err != nil {
			return
		}
		if again, err := translog.MarshalBundle(entries); err != nil || !bytes.Equal(again, data) {
			t.Errorf("% x reads as %d entries and writes as % x, %v", data, len(entries), again, err)
		}
	})
}
