package search

import (
	"iter"

	"xiangxue/course/fault"
)

// Progress is how far the making of a new index has come, in articles. Total is 0 while nobody makes one.
type Progress struct{ Done, Total int }

// Rebuilding returns how far the Indexer's rebuild has come. When all articles are done, their files are being merged.
func (x *Index) Rebuilding() Progress {
	if at := x.rebuilding.Load(); at != nil {
		return *at
	}
	return Progress{}
}

// counted yields articles, total in number, and lets Rebuilding know how many were taken.
func (x *Index) counted(articles iter.Seq2[Article, error], total int) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		at := Progress{Total: total}
		for a, err := range articles {
			if !yield(a, err) {
				return
			}
			at.Done++
			told := at
			x.rebuilding.Store(&told)
		}
	}
}

// notReady is what a user is told while there is nothing to search in.
func (x *Index) notReady() error {
	if at := x.Rebuilding(); at.Total > 0 {
		return fault.New(fault.Busy, "正在重建索引，已完成 %d / %d", at.Done, at.Total)
	}
	return fault.New(fault.Busy, "政策检索正在重建，请稍后再试")
}
