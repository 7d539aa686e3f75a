package reflection

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// The lengths in characters of what is declared.
const (
	longestTitle  = 100
	shortestText  = 10
	longestText   = 1000
	longestReason = 200
)

// Declare puts down self-study of the actor; of the declaration, Kind, Title, On, Asked and Learnt count. It fails with
// fault.Invalid and the names of the fields when something is missing, of a future day or more than the rules give in a
// year; with fault.Conflict when the year is closed, the rules give nothing for declarations, or the same was declared
// before and not declined.
func (c *Clerk) Declare(ctx context.Context, tx storage.WriteTx, actor access.Actor, d Declaration) (Declaration, error) {
	if err := access.Require(actor, access.Learn); err != nil {
		return Declaration{}, err
	}
	d.Title, d.Learnt = strings.Join(strings.Fields(d.Title), " "), strings.TrimSpace(d.Learnt)
	if err := c.checkDeclared(ctx, tx.ReadTx, d); err != nil {
		return Declaration{}, err
	}
	again, err := selectSame(ctx, tx.ReadTx, actor.ID(), d)
	switch {
	case err != nil:
		return Declaration{}, fmt.Errorf("look for the same declaration: %w", err)
	case again:
		return Declaration{}, fault.New(fault.Conflict, "这一项已经申报过，不用再报")
	}
	row := declarationRow{
		CadreID: actor.ID(), Kind: d.Kind, Title: d.Title, StudiedOn: d.On, Asked: d.Asked, Learnt: d.Learnt,
		DeclaredAt: calendar.Millis(c.now()), State: Open,
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Declaration{}, fmt.Errorf("keep a declaration: %w", err)
	}
	if err := c.record(ctx, tx, actor, "declaration.declare", row.ID, "kind=%s asked=%s", d.Kind, d.Asked); err != nil {
		return Declaration{}, err
	}
	return Find(ctx, tx.ReadTx, roster.Only(actor.ID()), row.ID, c.clock.Today())
}

// checkDeclared reports what is wrong with a tidy declaration.
func (c *Clerk) checkDeclared(ctx context.Context, tx storage.ReadTx, d Declaration) error {
	today := c.clock.Today()
	var f fault.Fields
	f.Check(slices.Contains(Kinds(), d.Kind), "kind", "请选择")
	n := utf8.RuneCountInString(d.Title)
	f.Check(n > 0 && n <= longestTitle && utf8.ValidString(d.Title), "title", "请填写，最多 %d 个字", longestTitle)
	f.Check(d.On > 0 && d.On <= today, "on", "请填日期，不能晚于今天")
	f.Check(d.Asked > 0, "hours", "请填申报几学时")
	n = utf8.RuneCountInString(d.Learnt)
	f.Check(n >= shortestText && n <= longestText && utf8.ValidString(d.Learnt), "learnt", "请写学了什么、有什么收获，%d 到 %d 个字", shortestText, longestText)
	if err := f.Err(); err != nil {
		return err
	}
	terms, err := TermsOn(ctx, tx, d.On)
	if err != nil {
		return err
	}
	if terms.Rules.Limits.Closed(d.On.Year(), today) {
		return fault.New(fault.Conflict, "%d 年的学时已经结账，不能再申报", d.On.Year())
	}
	most := terms.most()
	f.Check(d.Asked <= most, "hours", "一项最多申报 %s 学时", most)
	return f.Err()
}

// most returns what a single declaration can bring at most.
func (t Terms) most() hours.Amount {
	if t.Rule.CapPerYear > 0 {
		return t.Rule.CapPerYear
	}
	return 100 * hours.Hour
}

// Withdraw takes back a declaration of the actor's own that nobody has decided on. It fails with fault.NotFound when it is
// another's, and with fault.Conflict when it is decided or withdrawn already.
func (c *Clerk) Withdraw(ctx context.Context, tx storage.WriteTx, actor access.Actor, id DeclarationID) error {
	if err := access.Require(actor, access.Learn); err != nil {
		return err
	}
	d, err := Find(ctx, tx.ReadTx, roster.Only(actor.ID()), id, c.clock.Today())
	if err != nil {
		return err
	}
	open, err := setDecided(ctx, tx, declarationRow{ID: d.ID, State: Withdrawn, DecidedBy: actor.ID(), DecidedAt: calendar.Millis(c.now())})
	switch {
	case err != nil:
		return fmt.Errorf("withdraw declaration %d: %w", id, err)
	case !open:
		return fault.New(fault.Conflict, "这项申报已经办理，不能撤回")
	}
	return c.record(ctx, tx, actor, "declaration.withdraw", id, "")
}
