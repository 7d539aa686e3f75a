package translog

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// MaxEntry is the length in bytes of the longest entry that fits a bundle.
const MaxEntry = math.MaxUint16

// MarshalBundle returns the entries as an entry bundle of C2SP tlog-tiles: each behind its length
// as a big-endian uint16. It fails when there is no entry, when there are more than TileWidth,
// and when one is longer than MaxEntry.
func MarshalBundle(entries [][]byte) ([]byte, error) {
	if len(entries) == 0 || len(entries) > TileWidth {
		return nil, fmt.Errorf("marshal bundle: %d entries", len(entries))
	}
	var data []byte
	for i, entry := range entries {
		if len(entry) > MaxEntry {
			return nil, fmt.Errorf("marshal bundle: entry %d has %d bytes", i, len(entry))
		}
		data = binary.BigEndian.AppendUint16(data, uint16(len(entry)))
		data = append(data, entry...)
	}
	return data, nil
}

// ParseBundle returns the entries of a bundle; they share data's memory. It accepts exactly what
// MarshalBundle writes.
func ParseBundle(data []byte) ([][]byte, error) {
	if len(data) == 0 {
		return nil, errors.New("parse bundle: no entries")
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(entries) == TileWidth {
			return nil, fmt.Errorf("parse bundle: more than %d entries", TileWidth)
		}
		if len(data) < 2 {
			return nil, fmt.Errorf("parse bundle: entry %d: length cut off", len(entries))
		}
		length := int(binary.BigEndian.Uint16(data))
		if data = data[2:]; len(data) < length {
			return nil, fmt.Errorf("parse bundle: entry %d: %d of %d bytes", len(entries), len(data), length)
		}
		entries = append(entries, data[:length:length])
		data = data[length:]
	}
	return entries, nil
}
