package compliance

import "xiangxue/course/hours"

// FromRegulations returns the requirements that the rules name beside the unit's own plan, in their order.
func FromRegulations(regulations []hours.Regulation) []Requirement {
	list := make([]Requirement, len(regulations))
	for i, r := range regulations {
		list[i] = Requirement{
			Key: r.Key, Title: r.Title, Kind: Regulation, Basis: r.Basis, Category: string(r.Category),
			Asks:   Quantity{Hours: r.Hours, Days: r.Days, Times: r.Times},
			Bucket: r.Bucket, Activity: r.Activity,
			Quarterly: r.PerQuarter,
			Window:    Window{Years: r.PerYears, First: r.WindowFrom},
		}
	}
	return list
}
