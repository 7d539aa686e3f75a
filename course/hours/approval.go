package hours

import (
	"context"
	"unicode/utf8"

	"xiangxue/course/fault"
	"xiangxue/course/notice"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Approval is what a second person answers for.
type Approval struct {
	Reason string
	By     roster.CadreID
}

// AppendApproved is Append for a fact that comes to light later, on the word of two persons: who recorded it and who
// approved it. It is kept with their reason, and also when the year is closed. It fails with fault.Forbidden when the
// two are one or one of them is the person concerned, and with fault.Invalid without a reason.
func (l *Ledger) AppendApproved(ctx context.Context, tx storage.WriteTx, f Fact, a Approval) (Entry, error) {
	n := utf8.RuneCountInString(a.Reason)
	switch {
	case a.By == 0 || a.By == f.By:
		return Entry{}, fault.New(fault.Forbidden, "更正要由另一个人批准")
	case a.By == f.Cadre || f.By == f.Cadre:
		return Entry{}, fault.New(fault.Forbidden, "不能批准自己学时的更正")
	case n == 0 || n > maxReason || !utf8.ValidString(a.Reason):
		return Entry{}, fault.New(fault.Invalid, "请写明更正的理由，%d 到 %d 个字", 1, maxReason)
	}
	entry, err := l.append(ctx, tx, f, a)
	if err != nil {
		return Entry{}, err
	}
	return entry, l.tellCorrected(ctx, tx, entry)
}

// tellCorrected tells a person of an entry that two others wrote into the person's account: a reversal, or what came to
// light later.
func (l *Ledger) tellCorrected(ctx context.Context, tx storage.WriteTx, e Entry) error {
	return notice.Post(ctx, tx, l.clock(), notice.Notice{
		To: e.Cadre, Kind: notice.HoursCorrected, Ref: int64(e.ID), Title: e.Title, Day: e.HappenedOn,
	})
}
