package review

import "math"

// Memory is the model's idea of how well a question sits.
type Memory struct {
	Stability  float64 // days until the chance of recall falls to 90 %; between 0.001 and 36500
	Difficulty float64 // between 1, easy, and 10
}

const (
	minStability, maxStability   = 0.001, 36500.0
	minDifficulty, maxDifficulty = 1.0, 10.0
)

// first returns the memory after the first answer ever: S0(G) = w[G-1], D0(G) = w4 - e^(w5·(G-1)) + 1.
func (w *Weights) first(g Grade) Memory {
	return Memory{bounded(w[g-1], minStability, maxStability), bounded(w.firstDifficulty(g), minDifficulty, maxDifficulty)}
}

func (w *Weights) firstDifficulty(g Grade) float64 {
	return w[4] - math.Exp(w[5]*float64(g-1)) + 1
}

// after returns the memory after an answer of grade g, that many whole days after the answer before.
func (w *Weights) after(m Memory, g Grade, days int) Memory {
	var stability float64
	switch {
	case days < 1:
		stability = w.sameDay(m, g)
	case g == Again:
		stability = w.forgotten(m, w.recall(m, days))
	default:
		stability = w.recalled(m, w.recall(m, days), g)
	}
	return Memory{bounded(stability, minStability, maxStability), w.harder(m, g)}
}

// recall is the forgetting curve: R(t,S) = (1 + F·t/S)^(-w20), with F = 0.9^(-1/w20) - 1 so that R(S,S) = 90 %.
func (w *Weights) recall(m Memory, days int) float64 {
	return math.Exp(-w[20] * math.Log1p(w.factor()*float64(days)/m.Stability))
}

func (w *Weights) factor() float64 { return math.Expm1(-math.Log(0.9) / w[20]) }

// interval inverts recall: the days after which the chance of recall has fallen to retention.
func (w *Weights) interval(stability, retention float64) float64 {
	return stability / w.factor() * (math.Pow(retention, -1/w[20]) - 1)
}

// recalled is S'r = S·(1 + e^w8·(11-D)·S^(-w9)·(e^(w10·(1-R)) - 1)·w15 if hard·w16 if easy).
func (w *Weights) recalled(m Memory, recall float64, g Grade) float64 {
	growth := math.Exp(w[8]) * (11 - m.Difficulty) * math.Pow(m.Stability, -w[9]) * math.Expm1(w[10]*(1-recall))
	switch g {
	case Hard:
		growth *= w[15]
	case Easy:
		growth *= w[16]
	}
	return m.Stability * (1 + growth)
}

// forgotten is S'f = w11·D^(-w12)·((S+1)^w13 - 1)·e^(w14·(1-R)), and never more than S / e^(w17·w18).
func (w *Weights) forgotten(m Memory, recall float64) float64 {
	long := w[11] * math.Pow(m.Difficulty, -w[12]) * (math.Pow(m.Stability+1, w[13]) - 1) * math.Exp(w[14]*(1-recall))
	return min(long, m.Stability/math.Exp(w[17]*w[18]))
}

// sameDay is S'(S,G) = S·e^(w17·(G-3+w18))·S^(-w19); an answer that was not wrong never lessens S. So
// it is in the published figures and in ts-fsrs; py-fsrs lets Hard lessen it.
func (w *Weights) sameDay(m Memory, g Grade) float64 {
	growth := math.Exp(w[17]*(float64(g-Good)+w[18])) * math.Pow(m.Stability, -w[19])
	if g >= Hard {
		growth = max(growth, 1)
	}
	return m.Stability * growth
}

// harder is the next difficulty: D' = D - w6·(G-3)·(10-D)/9, drawn towards D0(Easy) by the share w7.
func (w *Weights) harder(m Memory, g Grade) float64 {
	damped := m.Difficulty - w[6]*float64(g-Good)*(maxDifficulty-m.Difficulty)/9
	return bounded(w[7]*w.firstDifficulty(Easy)+(1-w[7])*damped, minDifficulty, maxDifficulty)
}

func bounded(x, low, high float64) float64 { return min(max(x, low), high) }
