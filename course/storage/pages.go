package storage

import "math"

// ByPages calls yield with the rows of a long table one after the other, of which it holds few in memory. Load returns at
// most size rows whose key is greater than after, in the order of the key. It stops at the first error and returns it.
func ByPages[K ~int64, R any](size int, load func(after K) ([]R, error), key func(R) K, yield func(R) error) error {
	for after := K(math.MinInt64); ; {
		rows, err := load(after)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := yield(row); err != nil {
				return err
			}
			after = key(row)
		}
		if len(rows) < size {
			return nil
		}
	}
}
