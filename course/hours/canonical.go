package hours

import (
	"xiangxue/course/calendar"
	"xiangxue/course/seal"
)

// fields returns the canonical bytes of an entry, form "entry v1": every column of the ledger in this order. They are
// worked out from the stored row, so that whatever is changed in it is found.
func (r entryRow) fields() []byte {
	reverses := int64(0)
	if r.ReversesID != nil {
		reverses = int64(*r.ReversesID)
	}
	return seal.NewFields("entry v1").
		Number("id", int64(r.ID)).
		Number("cadre", int64(r.CadreID)).
		Text("source", string(r.Source)).
		Number("ref", r.Ref).
		Number("part", int64(r.Part)).
		Number("correction", int64(r.Correction)).
		Number("amount", int64(r.Amount)).
		Number("days", int64(r.Days)).
		Number("stated", int64(r.Stated)).
		Number("cut", int64(r.Cut)).
		Text("activity", string(r.Activity)).
		Text("subject", r.Subject).
		Text("mode", string(r.Mode)).
		Text("buckets", r.Buckets).
		Number("rule_set", int64(r.RuleSetID)).
		Text("rule_article", r.RuleArticle).
		Text("title", r.Title).
		Text("evidence", r.Evidence).
		Number("evidence_id", r.EvidenceID).
		Number("happened_on", int64(r.HappenedOn)).
		Number("recorded_at", r.RecordedAt).
		Number("recorded_by", int64(r.RecordedBy)).
		Number("reverses", reverses).
		Text("reason", r.Reason).
		Number("approved_by", int64(r.ApprovedBy)).
		Bytes()
}

// kind returns the kind of leaf that seals the entry.
func (r entryRow) kind() seal.Kind {
	if r.ReversesID != nil {
		return seal.Reversal
	}
	return seal.Entry
}

// fields returns the canonical bytes of a version of the rules, form "rule_set v1".
func (r ruleSetRow) fields() []byte {
	return seal.NewFields("rule_set v1").
		Number("id", int64(r.ID)).
		Text("title", r.Title).
		Number("number", int64(r.Number)).
		Text("issuer", r.Issuer).
		Text("doc_number", r.DocNumber).
		Number("from_on", int64(r.FromOn)).
		Number("to_on", int64(r.ToOn)).
		Text("content", r.Content).
		Number("adopted_by", int64(r.AdoptedBy)).
		Number("adopted_at", r.AdoptedAt).
		Bytes()
}

func (r entryRow) entry() Entry {
	e := Entry{
		ID: r.ID, Cadre: r.CadreID, Source: r.Source, Ref: r.Ref, Part: r.Part, Correction: r.Correction,
		Amount: r.Amount, Days: r.Days, Stated: r.Stated, Cut: r.Cut,
		Activity: r.Activity, Subject: r.Subject, Mode: r.Mode, Buckets: splitBuckets(r.Buckets),
		RuleSetID: r.RuleSetID, RuleArticle: r.RuleArticle,
		Title: r.Title, Evidence: r.Evidence, EvidenceID: r.EvidenceID,
		HappenedOn: r.HappenedOn, RecordedAt: calendar.FromMillis(r.RecordedAt), RecordedBy: r.RecordedBy,
		Reason: r.Reason, ApprovedBy: r.ApprovedBy,
	}
	if r.ReversesID != nil {
		e.Reverses = *r.ReversesID
	}
	return e
}

func entriesOf(rows []entryRow) []Entry {
	entries := make([]Entry, len(rows))
	for i, r := range rows {
		entries[i] = r.entry()
	}
	return entries
}
