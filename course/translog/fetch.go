package translog

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Fetch returns what a log serves under a path of C2SP tlog-tiles, such as "checkpoint" or "tile/0/000".
type Fetch func(path string) ([]byte, error)

// Fetched returns the nodes of the tree with the given head, read from tiles. Every tile is checked against the head, so
// what the reader returns is in the tree, whoever served it.
func Fetched(head Head, fetch Fetch) HashReader {
	return tlog.TileHashReader(tlog.Tree{N: head.Size, Hash: head.Root}, tileFetcher(fetch))
}

// tileFetcher hands tlog's reader the tiles by the paths of C2SP.
type tileFetcher Fetch

// Height returns the height of the tiles.
func (tileFetcher) Height() int { return tileHeight }

// ReadTiles fetches tiles one after the other.
func (f tileFetcher) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, t := range tiles {
		path := Tile{Level: t.L, Index: t.N, Width: t.W}.Path()
		content, err := f(path)
		if err != nil {
			return nil, fmt.Errorf("fetch %s: %w", path, err)
		}
		data[i] = content
	}
	return data, nil
}

// SaveTiles keeps nothing.
func (tileFetcher) SaveTiles([]tlog.Tile, [][]byte) {}
