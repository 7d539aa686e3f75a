package review

// Weights are the 21 parameters w0 to w20 of FSRS-6. They must lie within the bounds that the algorithm is published
// with; w0 to w3 are first stabilities in days and must not fall.
type Weights [21]float64

// PublishedWeights returns the default parameters of FSRS-6, which its authors fitted to the reviews of many thousand
// people.
func PublishedWeights() Weights {
	return Weights{
		0.212, 1.2931, 2.3065, 8.2956, // w0–w3: first stability by grade
		6.4133, 0.8334, 3.0194, 0.001, // w4–w7: difficulty
		1.8722, 0.1666, 0.796, // w8–w10: stability after recall
		1.4835, 0.0614, 0.2629, 1.6483, // w11–w14: stability after forgetting
		0.6014, 1.8729, // w15, w16: hard penalty, easy bonus
		0.5425, 0.0912, 0.0658, // w17–w19: stability after another answer on the same day
		0.1542, // w20: decay of the forgetting curve
	}
}
