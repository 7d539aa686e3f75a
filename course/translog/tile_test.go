package translog_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/translog"
)

var tilePaths = map[string]translog.Tile{
	"tile/0/x001/x234/067":        {Level: 0, Index: 1234067, Width: 256},
	"tile/0/000.p/5":              {Level: 0, Index: 0, Width: 5},
	"tile/1/999":                  {Level: 1, Index: 999, Width: 256},
	"tile/63/x001/000.p/255":      {Level: 63, Index: 1000, Width: 255},
	"tile/entries/x273/x000/001":  {Level: translog.EntriesLevel, Index: 273000001, Width: 256},
	"tile/entries/x012/345.p/112": {Level: translog.EntriesLevel, Index: 12345, Width: 112},
}

var badTilePaths = []string{
	"", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tiles/0/000",
	"tile/8/0/000", "tile/00/000", "tile/+1/000", "tile/-1/000", "tile/64/000", "tile/data/000",
	"tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/x000/001", "tile/0/001/234", "tile/0/x001/x234",
	"tile/0/x1/234", "tile/0/-01", "tile/0/+01", "tile/0/00a", "tile/0/00x0",
	"tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/05", "tile/0/000.p/-1", "tile/0/000.p/", "tile/0/000.p",
	"tile/0/000.p/5.p/5", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/x018/x014/x398/x509/x481/984",
	"tile/entries/000.p/256", "tile/0/000\n", "tile/0//000", "tile/0/../000",
}

func TestTilePaths(t *testing.T) {
	t.Parallel()
	for path, tile := range tilePaths {
		if got := tile.Path(); got != path {
			t.Errorf("%+v has path %q, want %q", tile, got, path)
		}
		if got, err := translog.ParseTilePath(path); err != nil || got != tile {
			t.Errorf("%q reads as %+v, %v", path, got, err)
		}
	}
	for _, path := range badTilePaths {
		if got, err := translog.ParseTilePath(path); err == nil {
			t.Errorf("%q reads as %+v", path, got)
		}
	}
}

// The tree of 70,000 is the example of the C2SP specification.
func TestTilesOfTheSpecification(t *testing.T) {
	t.Parallel()
	tiles, err := translog.NewTiles(0, 70000)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, tile := range tiles {
		got[fmt.Sprintf("level %d width %d", tile.Level, tile.Width)]++
		if !tile.Within(70000) || tile.Within(tile.Index*256) {
			t.Errorf("%s is misplaced", tile.Path())
		}
	}
	want := map[string]int{
		"level 0 width 256": 273, "level 0 width 112": 1, "level 1 width 256": 1, "level 1 width 17": 1, "level 2 width 1": 1,
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	grown, err := translog.NewTiles(255, 257)
	if err != nil {
		t.Fatal(err)
	}
	wantGrown := []translog.Tile{{0, 0, 256}, {0, 1, 1}, {1, 0, 1}}
	if !slices.Equal(grown, wantGrown) {
		t.Errorf("255 to 257 adds %v", grown)
	}
	if _, err := translog.NewTiles(2, 1); err == nil {
		t.Error("a tree shrank")
	}
}

func TestTileData(t *testing.T) {
	t.Parallel()
	entries := numbered(600)
	m, head := tree(t, entries)
	tiles, err := translog.NewTiles(0, head.Size)
	if err != nil {
		t.Fatal(err)
	}
	for _, tile := range tiles {
		data, err := tile.Data(head.Size, m)
		if err != nil {
			t.Fatal(err)
		}
		var want []byte
		for i := range int64(tile.Width) {
			span := int64(1)
			if tile.Level == 1 {
				span = 256
			}
			from := (tile.Index*256 + i) * span
			root := naiveRoot(entries[from : from+span])
			want = append(want, root[:]...)
		}
		if !bytes.Equal(data, want) {
			t.Errorf("%s holds other hashes", tile.Path())
		}
	}
	for _, tile := range []translog.Tile{
		{0, 2, 89}, {0, 3, 1}, {1, 0, 3}, {2, 0, 1}, {63, 0, 1}, {0, 0, 0}, {0, 0, 257}, {0, -1, 256},
		{translog.EntriesLevel, 0, 256},
	} {
		if _, err := tile.Data(head.Size, m); err == nil {
			t.Errorf("read tile %+v of a tree of %d", tile, head.Size)
		}
	}
}

func TestTilePathRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tile := translog.Tile{
			Level: rapid.IntRange(translog.EntriesLevel, 63).Draw(t, "level"),
			Index: rapid.Int64Range(0, translog.MaxSize>>8).Draw(t, "index"),
			Width: rapid.IntRange(1, 256).Draw(t, "width"),
		}
		if got, err := translog.ParseTilePath(tile.Path()); err != nil || got != tile {
			t.Fatalf("%+v has path %q, which reads as %+v, %v", tile, tile.Path(), got, err)
		}
	})
}

func FuzzParseTilePath(f *testing.F) {
	for path := range tilePaths {
		f.Add(path)
	}
	for _, path := range badTilePaths {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if tile, err := translog.ParseTilePath(path); err == nil && tile.Path() != path {
			t.Errorf("%q reads as %+v, whose path is %q", path, tile, tile.Path())
		}
	})
}
