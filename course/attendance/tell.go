package attendance

import (
	"context"

	"xiangxue/course/notice"
	"xiangxue/course/storage"
)

// tellDecided tells a person what was decided about the leave that the person asked for.
func (c *Clerk) tellDecided(ctx context.Context, tx storage.WriteTx, l foundLeave, approve bool) error {
	kind := notice.LeaveDeclined
	if approve {
		kind = notice.LeaveGranted
	}
	request := l.request()
	return notice.Post(ctx, tx, c.now(), notice.Notice{
		To: request.Cadre, Kind: kind, Ref: int64(request.Meeting), Part: int64(request.ID), Title: request.Title,
	})
}
