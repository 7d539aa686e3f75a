package seal

import (
	"context"
	"fmt"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/translog"
)

// Tile returns what a reader of the log fetches under a path of C2SP tlog-tiles: "checkpoint" with the
// cosignatures there are of it, a tile of hashes such as
// "tile/0/000", or a bundle of entries such as "tile/entries/000.p/5". It fails with fault.NotFound when the path is
// malformed or lies beyond the latest checkpoint.
func (l *Log) Tile(ctx context.Context, tx storage.ReadTx, path string) ([]byte, error) {
	none := fault.New(fault.NotFound, "封存日志里没有这一部分")
	cp, found, err := latest(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read the latest checkpoint: %w", err)
	}
	if !found {
		return nil, none
	}
	if path == "checkpoint" {
		signed, err := withCosignatures(ctx, tx, cp.Size, cp.Note)
		return []byte(signed), err
	}
	tile, err := translog.ParseTilePath(path)
	if err != nil || !tile.Within(cp.Size) {
		return nil, none
	}
	if tile.Level == translog.EntriesLevel {
		return bundle(ctx, tx, tile)
	}
	return tile.Data(cp.Size, storedHashes(ctx, tx))
}

func bundle(ctx context.Context, tx storage.ReadTx, tile translog.Tile) ([]byte, error) {
	rows, err := selectLeaves(ctx, tx, tile.Index*translog.TileWidth, tile.Width)
	if err != nil {
		return nil, fmt.Errorf("read the leaves of %s: %w", tile.Path(), err)
	}
	if len(rows) != tile.Width {
		return nil, fmt.Errorf("the log has %d of the %d leaves of %s", len(rows), tile.Width, tile.Path())
	}
	entries := make([][]byte, len(rows))
	for i, r := range rows {
		entries[i] = r.data()
	}
	return translog.MarshalBundle(entries)
}
