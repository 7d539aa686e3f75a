// Package bank keeps the question bank (题库): questions that belong to no lesson, in named banks, with subject, tags,
// difficulty, source and the state of their review.
//
// A question is a chain of versions, of which none ever changes: correcting one stores the next and asks for a new
// review. A draw takes the current versions of the questions that are published, and names versions, so that a paper
// can be explained for as long as it is kept. What is the same question in other words is found when it is saved.
package bank

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// ID identifies a Bank.
type ID int64

// Bank is a named collection of questions.
type Bank struct {
	ID        ID
	Name      string
	Questions int // those of all states
	Published int // those that a draw may take
}

const maxName = 80 // runes

// Keeper carries out what authors do to the bank. Its operations need access.AuthorContent and leave a record in the
// trail.
type Keeper struct{ clock calendar.Clock }

// NewKeeper returns a keeper.
func NewKeeper(clock calendar.Clock) Keeper { return Keeper{clock: clock} }

// Open returns the bank of that name, making an empty one when there is none. It fails with fault.Invalid when the name
// is empty or longer than 80 characters, and with fault.Forbidden when the actor is no author.
func (k Keeper) Open(ctx context.Context, tx storage.WriteTx, actor access.Actor, name string) (Bank, error) {
	if err := access.Require(actor, access.AuthorContent); err != nil {
		return Bank{}, err
	}
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > maxName {
		return Bank{}, fault.New(fault.Invalid, "题库名称要有 1 到 %d 个字", maxName)
	}
	bank, found, err := Named(ctx, tx.ReadTx, name)
	if err != nil || found {
		return bank, err
	}
	row := bankRow{Name: name}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Bank{}, fmt.Errorf("make question bank %s: %w", name, err)
	}
	if err := k.record(ctx, tx, actor, "bank.open", "bank", int64(row.ID), ""); err != nil {
		return Bank{}, err
	}
	return Bank{ID: row.ID, Name: name}, nil
}

// Named returns the bank of that name and whether there is one.
func Named(ctx context.Context, tx storage.ReadTx, name string) (Bank, bool, error) {
	banks, err := selectBanks(ctx, tx, 0, strings.TrimSpace(name))
	if err != nil || len(banks) == 0 {
		return Bank{}, false, err
	}
	return banks[0], true, nil
}

// ByID returns a bank. It fails with fault.NotFound when there is none.
func ByID(ctx context.Context, tx storage.ReadTx, id ID) (Bank, error) {
	banks, err := selectBanks(ctx, tx, id, "")
	if err == nil && len(banks) == 0 {
		err = fault.New(fault.NotFound, "没有这个题库")
	}
	if err != nil {
		return Bank{}, err
	}
	return banks[0], nil
}

// Banks returns all banks by name.
func Banks(ctx context.Context, tx storage.ReadTx) ([]Bank, error) {
	return selectBanks(ctx, tx, 0, "")
}
