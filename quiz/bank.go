package quiz

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// BankID identifies a Bank.
type BankID int64

// Bank is a named collection of questions (题库) that belong to no lesson.
type Bank struct {
	ID        BankID
	Name      string
	Questions int // in its current generation
}

// Source returns the bank as a source of questions.
func (b Bank) Source() course.QuestionSource {
	return course.QuestionSource{Kind: SourceBank, ID: int64(b.ID)}
}

const maxBankName = 80 // runes

// OpenBank returns the bank of that name, making an empty one when there is none. It fails with fault.Invalid when the
// name is empty or longer than 80 characters.
func OpenBank(ctx context.Context, tx storage.WriteTx, name string) (Bank, error) {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > maxBankName {
		return Bank{}, fault.New(fault.Invalid, "题库名称要有 1 到 %d 个字", maxBankName)
	}
	bank, found, err := FindBank(ctx, tx.ReadTx, name)
	if err != nil || found {
		return bank, err
	}
	row := bankRow{Name: name}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return Bank{}, fmt.Errorf("make question bank %s: %w", name, err)
	}
	return Bank{ID: row.ID, Name: name}, nil
}

// FindBank returns the bank of that name and whether there is one.
func FindBank(ctx context.Context, tx storage.ReadTx, name string) (Bank, bool, error) {
	banks, err := selectBanks(ctx, tx, strings.TrimSpace(name))
	if err != nil || len(banks) == 0 {
		return Bank{}, false, err
	}
	return banks[0], true, nil
}

// Banks returns all banks by name.
func Banks(ctx context.Context, tx storage.ReadTx) ([]Bank, error) { return selectBanks(ctx, tx, "") }
