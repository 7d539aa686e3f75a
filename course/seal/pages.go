package seal

import "math"

// pageSize is how many rows are read at a time, so that a log of any length is verified in little memory.
const pageSize = 4096

// pager hands out the rows of a long table one by one.
type pager[T any] struct {
	load func(from int64) ([]T, error) // at most pageSize rows whose key is not smaller, in the order of the key
	key  func(T) int64
	rows []T
	from int64
	done bool
}

func pages[T any](load func(from int64) ([]T, error), key func(T) int64) *pager[T] {
	return &pager[T]{load: load, key: key, from: math.MinInt64}
}

// peek returns the row at hand, and false when there is none left.
func (p *pager[T]) peek() (row T, found bool, err error) {
	if len(p.rows) == 0 && !p.done {
		if p.rows, err = p.load(p.from); err != nil {
			return row, false, err
		}
		p.done = len(p.rows) < pageSize
	}
	if len(p.rows) == 0 {
		return row, false, nil
	}
	return p.rows[0], true, nil
}

// skip goes on to the next row.
func (p *pager[T]) skip() {
	p.from = p.key(p.rows[0]) + 1
	p.rows = p.rows[1:]
}

// at returns the row with the given key, going past all smaller ones, which it hands to smaller.
func (p *pager[T]) at(key int64, smaller func(T)) (row T, found bool, err error) {
	for {
		row, found, err = p.peek()
		if err != nil || !found || p.key(row) > key {
			var none T
			return none, false, err
		}
		p.skip()
		if p.key(row) == key {
			return row, true, nil
		}
		smaller(row)
	}
}
