package search

import (
	"cmp"
	"container/heap"
	"slices"
)

// scored is a document with its score.
type scored struct {
	doc   uint32
	score float32
}

// compare puts the better of two documents first; equal ones stay in the order of the index.
func (s scored) compare(other scored) int {
	return cmp.Or(cmp.Compare(other.score, s.score), cmp.Compare(s.doc, other.doc))
}

// top keeps the best documents that were offered, at most size of them.
type top struct {
	size int
	kept worstFirst
}

// offer keeps a document when it is among the best so far.
func (t *top) offer(doc uint32, score float32) {
	s := scored{doc, score}
	if len(t.kept) < t.size {
		heap.Push(&t.kept, s)
	} else if t.size > 0 && s.compare(t.kept[0]) < 0 {
		t.kept[0] = s
		heap.Fix(&t.kept, 0)
	}
}

// sorted returns the documents kept, the best first.
func (t *top) sorted() []uint32 {
	slices.SortFunc(t.kept, scored.compare)
	docs := make([]uint32, len(t.kept))
	for i, s := range t.kept {
		docs[i] = s.doc
	}
	return docs
}

// worstFirst is a heap with the worst document on top.
type worstFirst []scored

func (w worstFirst) Len() int           { return len(w) }
func (w worstFirst) Less(i, j int) bool { return w[i].compare(w[j]) > 0 }
func (w worstFirst) Swap(i, j int)      { w[i], w[j] = w[j], w[i] }

// Push adds a document at the end, for package heap.
func (w *worstFirst) Push(s any) { *w = append(*w, s.(scored)) }

// Pop removes the last document, for package heap.
func (w *worstFirst) Pop() any {
	last := (*w)[len(*w)-1]
	*w = (*w)[:len(*w)-1]
	return last
}
