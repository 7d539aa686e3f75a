package trial

import (
	"fmt"
	"math"
)

// Quality sums up how well questions were answered. Each question counts the same.
type Quality struct {
	asked, r10, r100, mrr, ndcg float64
}

// Add notes the answers to one question, the best first, of which a hundred count, and which articles are right.
func (q *Quality) Add(answers []string, right map[string]bool) {
	q.asked++
	answered, gain := false, 0.0
	for i, id := range answers[:min(len(answers), 100)] {
		if !right[id] {
			continue
		}
		q.r100 += 1 / float64(len(right))
		if i >= 10 {
			continue
		}
		q.r10 += 1 / float64(len(right))
		gain += discount(i)
		if !answered {
			answered = true
			q.mrr += 1 / float64(i+1)
		}
	}
	ideal := 0.0
	for i := range min(len(right), 10) {
		ideal += discount(i)
	}
	q.ndcg += gain / ideal
}

// discount is what a right answer is worth at a position from 0.
func discount(at int) float64 { return 1 / math.Log2(float64(at)+2) }

// R10 is the mean share of the right articles among the first ten answers.
func (q Quality) R10() float64 { return q.r10 / q.asked }

// R100 is the mean share of the right articles among the first hundred answers.
func (q Quality) R100() float64 { return q.r100 / q.asked }

// MRR is the mean of one over the position of the first right article, 0 when it is not among ten.
func (q Quality) MRR() float64 { return q.mrr / q.asked }

// NDCG is the normalized discounted cumulative gain of the first ten answers.
func (q Quality) NDCG() float64 { return q.ndcg / q.asked }

// String gives the means in a line.
func (q Quality) String() string {
	return fmt.Sprintf("R@10 %.4f  R@100 %.4f  MRR@10 %.4f  nDCG@10 %.4f", q.R10(), q.R100(), q.MRR(), q.NDCG())
}
