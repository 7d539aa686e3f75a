package account

import (
	"xiangxue/course/office"
	"xiangxue/course/roster"
)

// mostLines is how many changes of a kind, or complaints, a page lists; the others are only counted.
const mostLines = 500

// differenceView shows what a roster file would change, for the person to confirm.
type differenceView struct {
	File    string
	Upload  string // names the kept content
	Kinds   []changeKind
	Missing []roster.Member
	Refused []office.RowError
	Counts  differenceCounts
}

type differenceCounts struct{ Changes, Missing, Refused int }

// changeKind is the changes of one kind, such as people added.
type changeKind struct {
	What, Thing string // Chinese source texts
	Count       int
	Changes     []roster.Change
}

// fill puts the difference into the view, the changes by kind in the order in which the kinds first come.
func (v *differenceView) fill(d roster.Difference) {
	v.Counts = differenceCounts{len(d.Changes), len(d.Missing), len(d.Refused)}
	v.Missing = d.Missing[:min(mostLines, len(d.Missing))]
	v.Refused, _ = d.Refused.First(mostLines)
	at := map[[2]string]int{}
	for _, c := range d.Changes {
		key := [2]string{c.What.Name(), c.Thing.Name()}
		if _, known := at[key]; !known {
			at[key] = len(v.Kinds)
			v.Kinds = append(v.Kinds, changeKind{What: key[0], Thing: key[1]})
		}
		kind := &v.Kinds[at[key]]
		if kind.Count++; kind.Count <= mostLines {
			kind.Changes = append(kind.Changes, c)
		}
	}
}
