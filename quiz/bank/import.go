package bank

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// MaxImport is the largest number of questions in one import: they are stored in one write, for which others wait.
const MaxImport = 5000

// Fate is what became of an imported question.
type Fate string

// The fates.
const (
	Added     Fate = "added"
	Revised   Fate = "revised"   // the bank had it with another answer or explanation: the next version was stored
	Unchanged Fate = "unchanged" // the bank had it as it is
	Elsewhere Fate = "elsewhere" // another bank has it: not imported
)

// Outcome says what became of one imported question.
type Outcome struct {
	Fate     Fate
	Question QuestionID // the new one, or the one there was
	Bank     ID         // of that question
	Near     []Likeness // questions that are nearly the same as one that was added
}

// Import stores drafts in a bank and says of each what became of it, in their order. Questions are told apart by their
// Fingerprint; what a draft does not say, an existing question keeps. With published they may be drawn at once, for
// an import is the act of an author who answers for the file; otherwise they are drafts. It fails with fault.Invalid when
// there is no draft, there are more than MaxImport or one is not valid, and with fault.Forbidden when the actor is no
// author.
func (k Keeper) Import(ctx context.Context, tx storage.WriteTx, actor access.Actor, bank ID, drafts []Draft, published bool) ([]Outcome, error) {
	if len(drafts) == 0 || len(drafts) > MaxImport {
		return nil, fault.New(fault.Invalid, "一次导入 1 到 %d 道题", MaxImport)
	}
	w, err := k.newWriter(ctx, tx, actor, bank)
	if err != nil {
		return nil, err
	}
	in := intake{writer: w, state: Drafted, counts: map[Fate]int{}}
	if published {
		in.state = Published
	}
	for i, d := range drafts {
		if err := d.Validate(); err != nil {
			return nil, fmt.Errorf("question %d: %w", i+1, err)
		}
		if err := in.take(ctx, d.tidy()); err != nil {
			return nil, err
		}
	}
	if err := w.finish(ctx); err != nil {
		return nil, err
	}
	if err := in.compare(ctx); err != nil {
		return nil, err
	}
	if in.counts[Added]+in.counts[Revised] == 0 {
		return in.outcomes, nil
	}
	detail := fmt.Sprintf("added=%d revised=%d", in.counts[Added], in.counts[Revised])
	return in.outcomes, k.record(ctx, tx, actor, "bank.import", "bank", int64(bank), detail)
}

// intake takes the drafts of an import one after the other.
type intake struct {
	*writer
	state    State
	outcomes []Outcome
	counts   map[Fate]int
	near     []comparison
}

// comparison is an added question with those it has to be compared with.
type comparison struct {
	outcome int
	likeness
	candidates []knownRow
}

func (in *intake) take(ctx context.Context, d Draft) error {
	l := likenessOf(d.Content)
	same, found := in.known.same(l.hash, in.bank)
	switch {
	case found && same.BankID != in.bank:
		in.note(Outcome{Fate: Elsewhere, Question: same.ID, Bank: same.BankID})
		return nil
	case found:
		return in.meet(ctx, same, d, l)
	}
	candidates := in.known.candidates(l)
	id, err := in.add(ctx, d, l, in.state)
	if err != nil {
		return err
	}
	if len(candidates) > 0 {
		in.near = append(in.near, comparison{len(in.outcomes), l, candidates})
	}
	in.note(Outcome{Fate: Added, Question: id, Bank: in.bank})
	return nil
}

// meet revises the question that the bank has already, if there is anything new to say.
func (in *intake) meet(ctx context.Context, same knownRow, d Draft, l likeness) error {
	old, err := one(ctx, in.tx.ReadTx, same.VersionID)
	if err != nil {
		return err
	}
	out := Outcome{Fate: Unchanged, Question: same.ID, Bank: in.bank}
	if d = d.completed(old.Draft); !old.says(d.tidy()) {
		row, _, err := selectQuestion(ctx, in.tx.ReadTx, same.ID)
		if err != nil {
			return fmt.Errorf("read question %d: %w", same.ID, err)
		}
		if err := in.revise(ctx, row, old, d.tidy(), l, in.state); err != nil {
			return err
		}
		out.Fate = Revised
	}
	in.note(out)
	return nil
}

func (in *intake) note(out Outcome) {
	in.counts[out.Fate]++
	in.outcomes = append(in.outcomes, out)
}

// compare fills in which of the added questions are nearly the same as others.
func (in *intake) compare(ctx context.Context) error {
	var candidates []knownRow
	for _, c := range in.near {
		candidates = append(candidates, c.candidates...)
	}
	if err := in.known.learn(ctx, in.tx.ReadTx, candidates); err != nil {
		return err
	}
	for _, c := range in.near {
		in.outcomes[c.outcome].Near = in.known.alike(c.likeness, c.candidates)
	}
	return nil
}
