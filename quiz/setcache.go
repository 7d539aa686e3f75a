package quiz

import "sync"

// setCache keeps decoded sets, which never change, in memory. It holds at most 2*setCacheHalf of them and forgets
// those that were not asked for lately.
type setCache struct {
	mu     sync.Mutex
	recent map[setKey]*Set
	older  map[setKey]*Set // what recent was when it last became full
}

// setKey holds the hash too: a set that was stored in a write that failed leaves its id to another.
type setKey struct {
	id   SetID
	hash string
}

const setCacheHalf = 256

// set returns the kept set, nil when there is none.
func (c *setCache) set(key setKey) *Set {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.recent[key]; s != nil {
		return s
	}
	s := c.older[key]
	if s != nil {
		c.add(key, s)
	}
	return s
}

// keep remembers the set; nobody may change it afterwards.
func (c *setCache) keep(key setKey, s *Set) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(key, s)
}

func (c *setCache) add(key setKey, s *Set) {
	if c.recent == nil || len(c.recent) >= setCacheHalf {
		c.older, c.recent = c.recent, make(map[setKey]*Set, setCacheHalf)
	}
	c.recent[key] = s
}
