// Package report is the read side (报表): what a person's home and study record say, who of a group needs help, how the
// units stand, and what an entry of the ledger rests on. It writes nothing but the trail of an export.
//
// Every figure is derived from the ledger, the approved plan and the rules in force, never kept. A report is about a day
// and an instant (AsOf): the same two give the same figures for ever. People and units stand in the official order;
// nothing here is ranked, and nothing depends on time spent.
package report

import (
	"sync"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/hours"
	"xiangxue/course/seal"
)

// Reporter reads what the pages and exports show. It is safe for concurrent use.
type Reporter struct {
	log       *seal.Log
	ledger    *hours.Ledger
	catalogue *course.Catalogue
	clock     calendar.Clock
	sources   map[string]EvidenceSource
	quizzes   QuizSource // nil: nobody is asked
	totals    *totals
	rules     sync.Map // hours.RuleSetID to hours.RuleSet: an adopted version never changes
}

// New returns a reporter. The sources show the evidence of entries that other areas keep; of two for the same kind the
// last one counts. One that is a QuizSource, too, is asked which quizzes a person can sit.
func New(log *seal.Log, ledger *hours.Ledger, catalogue *course.Catalogue, clock calendar.Clock, sources ...EvidenceSource) *Reporter {
	r := &Reporter{log: log, ledger: ledger, catalogue: catalogue, clock: clock, totals: newTotals(), sources: map[string]EvidenceSource{}}
	for _, s := range sources {
		r.sources[s.Kind()] = s
		if q, knows := s.(QuizSource); knows {
			r.quizzes = q
		}
	}
	return r
}
