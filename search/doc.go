// Package search finds policy articles (政策条文) in Chinese: look-ups by law and article number, and plain questions.
//
// The index is a cache of what the policy library publishes and never the truth. It keeps its position, in the change
// feed and in time, inside itself, written in the same batch as the change, so that a killed process neither loses a
// change nor takes one for another; an index that is missing, damaged or of an old format says so and is rebuilt while
// searches report that it is not ready. The Indexer keeps it current.
//
// Text is cut into single characters and pairs, folded to simplified script, half width and lower case. Questions are
// ranked by BM25 proper, computed here from bleve's postings: bleve's own scorer counts lengths in distinct terms and
// applies idf twice. What people say leads to what the law says by a vocabulary, and the best articles are put into a
// better order by few features with weights that were fitted to real questions; no feature knows a law or an article by
// its name. Look-ups are recognised before ranking, by a dictionary of the titles that are indexed.
package search
