package translog

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	// TileWidth is the number of hashes in a full tile and of entries in a full bundle.
	TileWidth = 1 << tileHeight
	// EntriesLevel is the Level of a Tile that is a bundle of entries instead of hashes.
	EntriesLevel = -1

	tileHeight   = 8
	maxTileLevel = 63
	maxTileIndex = MaxSize >> tileHeight
	pathBase     = 1000
)

// Tile names a piece of a tree in the form of C2SP tlog-tiles: Width hashes side by side, from
// the hash numbered Index*TileWidth on, each over TileWidth^Level leaves; or, at EntriesLevel,
// the entries behind the leaf hashes of level 0. A tile narrower than TileWidth is partial.
type Tile struct {
	Level int
	Index int64
	Width int
}

// NewTiles returns the tiles, lowest level first, that a tree grown from oldSize to newSize
// leaves adds or widens; an oldSize of 0 gives all its tiles. Bundles of entries are not listed:
// they have the shape of the tiles of level 0. It fails when a size is out of range.
func NewTiles(oldSize, newSize int64) ([]Tile, error) {
	if err := checkOrder(oldSize, newSize); err != nil {
		return nil, fmt.Errorf("list tiles: %w", err)
	}
	var tiles []Tile
	for _, t := range tlog.NewTiles(tileHeight, oldSize, newSize) {
		tiles = append(tiles, Tile{Level: t.L, Index: t.N, Width: t.W})
	}
	return tiles, nil
}

// Within reports whether a tree of size leaves is large enough to have the tile.
func (t Tile) Within(size int64) bool {
	if t.check() != nil || size < 0 {
		return false
	}
	hashes := size >> (tileHeight * max(t.Level, 0))
	return t.Index*TileWidth+int64(t.Width) <= hashes
}

// Data reads the hashes of the tile from r and returns them joined, 32 bytes each. It fails when
// a tree of size leaves does not have the tile, when the tile is a bundle, and when r fails.
func (t Tile) Data(size int64, r HashReader) ([]byte, error) {
	if t.Level == EntriesLevel || !t.Within(size) {
		return nil, fmt.Errorf("read tile %s: no such hashes in a tree of %d", t.Path(), size)
	}
	data, err := tlog.ReadTileData(tlog.Tile{H: tileHeight, L: t.Level, N: t.Index, W: t.Width}, r)
	if err != nil {
		return nil, fmt.Errorf("read tile %s: %w", t.Path(), err)
	}
	return data, nil
}

// Path returns where the tile is served and stored, such as "tile/0/x001/x234/067",
// "tile/entries/000" or, for a partial tile, "tile/0/000.p/5".
func (t Tile) Path() string {
	index := fmt.Sprintf("%03d", t.Index%pathBase)
	for n := t.Index / pathBase; n > 0; n /= pathBase {
		index = fmt.Sprintf("x%03d/%s", n%pathBase, index)
	}
	level := "entries"
	if t.Level != EntriesLevel {
		level = strconv.Itoa(t.Level)
	}
	partial := ""
	if t.Width != TileWidth {
		partial = ".p/" + strconv.Itoa(t.Width)
	}
	return "tile/" + level + "/" + index + partial
}

// ParseTilePath is the strict inverse of Path: it fails on any path that Path does not write for
// a tile of level 0 to 63, or of entries, with at least one and at most TileWidth elements.
func ParseTilePath(path string) (Tile, error) {
	malformed := func() (Tile, error) { return Tile{}, fmt.Errorf("malformed tile path %q", path) }
	rest, ok := strings.CutPrefix(path, "tile/")
	level, rest, hasIndex := strings.Cut(rest, "/")
	if !ok || !hasIndex {
		return malformed()
	}
	t := Tile{Level: EntriesLevel, Width: TileWidth}
	var err error
	if level != "entries" {
		if t.Level, err = strconv.Atoi(level); err != nil {
			return malformed()
		}
	}
	index, width, partial := strings.Cut(rest, ".p/")
	if partial {
		if t.Width, err = strconv.Atoi(width); err != nil {
			return malformed()
		}
	}
	if t.Index, err = parseTileIndex(index); err != nil || t.check() != nil || t.Path() != path {
		return malformed()
	}
	return t, nil
}

// parseTileIndex reads the digits of an index; whether they are grouped and padded as they
// should be shows when the path is written again.
func parseTileIndex(s string) (int64, error) {
	return strconv.ParseInt(strings.NewReplacer("x", "", "/", "").Replace(s), 10, 64)
}

func (t Tile) check() error {
	if t.Level < EntriesLevel || t.Level > maxTileLevel ||
		t.Index < 0 || t.Index > maxTileIndex || t.Width < 1 || t.Width > TileWidth {
		return fmt.Errorf("no tile has level %d, index %d and width %d", t.Level, t.Index, t.Width)
	}
	return nil
}
