package quiz

import (
	"sync"

	"xiangxue/course"
)

// setCache keeps decoded sets, which never change, in memory. It holds at most 2*setCacheHalf of them and forgets
// those that were not asked for lately.
type setCache struct {
	mu     sync.Mutex
	recent map[setKey]*Set
	older  map[setKey]*Set // what recent was when it last became full
	asked  map[course.QuestionSource]asked
}

// asked is what a source asked when it was last looked at.
type asked struct {
	key setKey
	set *Set
}

// setKey holds the hash too: a set that was stored in a write that failed leaves its id to another. Suspended are those of
// its questions that are not asked, as askedRow names them.
type setKey struct {
	id        SetID
	hash      string
	suspended string
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

// lastAsked returns what the source asked when it was last looked at; without a set when that is not known.
func (c *setCache) lastAsked(source course.QuestionSource) asked {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked[source]
}

// noteAsked remembers what the source asks now.
func (c *setCache) noteAsked(source course.QuestionSource, a asked) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.asked == nil || len(c.asked) >= 2*setCacheHalf {
		c.asked = make(map[course.QuestionSource]asked)
	}
	c.asked[source] = a
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
