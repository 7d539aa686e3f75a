package proof

import (
	"fmt"
	"io"

	"xiangxue/course/fault"
	"xiangxue/course/translog"
)

// ReadLog returns the signed checkpoint in a bundle and the nodes of the tree over its leaf hashes; neither has been checked.
// It fails with fault.Invalid when the file is no bundle.
func ReadLog(file io.ReaderAt, size int64) (checkpoint []byte, nodes translog.HashReader, err error) {
	whole := true
	parts := readParts(file, size, func(string) { whole = false })
	if !whole {
		return nil, nil, fault.New(fault.Invalid, "这不是完整的核验包")
	}
	const width = len(translog.Hash{})
	var tree translog.Frontier
	var stored []translog.Node
	for rest := parts[hashesPart]; len(rest) >= width; rest = rest[width:] {
		stored = tree.Add(stored, translog.Hash(rest[:width]))
	}
	return parts[checkpointPart], translog.HashReaderFunc(func(indexes []int64) ([]translog.Hash, error) {
		hashes := make([]translog.Hash, len(indexes))
		for i, index := range indexes {
			if index < 0 || index >= int64(len(stored)) {
				return nil, fmt.Errorf("the bundle has no hash %d", index)
			}
			hashes[i] = stored[index].Hash
		}
		return hashes, nil
	}), nil
}
