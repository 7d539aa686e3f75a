package bank

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// Review notes that the actor found the version right. It fails with fault.Conflict when the actor wrote it, for two
// people see more than one, when it is not a draft or suspended, and with fault.Stale when it is no longer current.
func (k Keeper) Review(ctx context.Context, tx storage.WriteTx, actor access.Actor, id VersionID) error {
	v, err := one(ctx, tx.ReadTx, id)
	if err != nil {
		return err
	}
	if v.By == actor.ID() {
		return fault.New(fault.Conflict, "自己写的题要由另一个人审核")
	}
	return k.move(ctx, tx, actor, v, Reviewed, "", Drafted, Suspended)
}

// Publish lets papers draw the version. It fails with fault.Conflict when it has not been reviewed, and with fault.Stale
// when it is no longer current.
func (k Keeper) Publish(ctx context.Context, tx storage.WriteTx, actor access.Actor, id VersionID) error {
	v, err := one(ctx, tx.ReadTx, id)
	if err != nil {
		return err
	}
	return k.move(ctx, tx, actor, v, Published, "", Reviewed)
}

// Suspend takes the question out of use (停用) until it has been reviewed anew. Papers that have it keep it. It fails with
// fault.Invalid when no reason is given, and with fault.Stale when the version is no longer current.
func (k Keeper) Suspend(ctx context.Context, tx storage.WriteTx, actor access.Actor, id VersionID, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" || utf8.RuneCountInString(reason) > MaxSource {
		return fault.New(fault.Invalid, "停用要写明原因，不超过 %d 个字", MaxSource)
	}
	v, err := one(ctx, tx.ReadTx, id)
	if err != nil {
		return err
	}
	return k.move(ctx, tx, actor, v, Suspended, reason, Drafted, Reviewed, Published)
}

// move changes the state of the question whose current version is v, when it is in one of the states from.
func (k Keeper) move(ctx context.Context, tx storage.WriteTx, actor access.Actor, v Version, to State, reason string, from ...State) error {
	if err := access.Require(actor, access.AuthorContent); err != nil {
		return err
	}
	row, _, err := selectQuestion(ctx, tx.ReadTx, v.Question)
	if err != nil {
		return fmt.Errorf("read question %d: %w", v.Question, err)
	}
	if row.VersionID != v.ID {
		return errNotCurrent
	}
	if !slices.Contains(from, row.State) {
		return fault.New(fault.Conflict, "这道题现在的状态是“%s”，不能这样办理", row.State.Label())
	}
	row.State, row.Reason, row.StateAt, row.StateBy = to, reason, calendar.Millis(k.clock()), actor.ID()
	if _, err := setState(ctx, tx, row); err != nil {
		return fmt.Errorf("make question %d %s: %w", v.Question, to, err)
	}
	return k.record(ctx, tx, actor, "bank.question."+string(to), "bank_question", int64(v.Question), fmt.Sprintf("version=%d", v.Number))
}

var errNotCurrent = fault.New(fault.Stale, "这道题已经有了新的版本，请看过新版本再办理")

func (k Keeper) record(ctx context.Context, tx storage.WriteTx, actor access.Actor, action, kind string, id int64, detail string) error {
	return audit.Add(ctx, tx, k.clock(), audit.Event{Actor: int64(actor.ID()), Action: action, Kind: kind, ID: id, Detail: detail})
}

func one(ctx context.Context, tx storage.ReadTx, id VersionID) (Version, error) {
	versions, err := Versions(ctx, tx, []VersionID{id})
	if err != nil {
		return Version{}, err
	}
	return versions[0], nil
}
