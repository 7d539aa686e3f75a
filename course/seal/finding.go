package seal

import (
	"xiangxue/course/fault"
)

// What says what is wrong with a sealed fact or with the log.
type What string

// What Verify can find. The first three concern facts, the others the log itself.
const (
	Altered   What = "altered"   // the fact is not what was sealed
	Missing   What = "missing"   // the fact is gone, its leaf is there
	Unsealed  What = "unsealed"  // the fact has no leaf
	Unchecked What = "unchecked" // nobody can say what facts of this kind contain

	Dropped           What = "dropped"            // a leaf is gone
	Inserted          What = "inserted"           // a leaf was put between sealed ones
	Reordered         What = "reordered"          // a leaf stands where another one was sealed
	LeafAltered       What = "leaf_altered"       // the leaf is not what was sealed
	HashAltered       What = "hash_altered"       // the leaves are right, a stored hash of the tree is not
	Rewritten         What = "rewritten"          // leaves and stored hashes agree, but not with what was signed
	CheckpointAltered What = "checkpoint_altered" // a checkpoint is not what was signed
	CheckpointMissing What = "checkpoint_missing" // the tree was grown, but no checkpoint says so
)

// None is the Position of a finding that has no place in the log.
const None int64 = -1

// Finding is one thing that Verify found.
type Finding struct {
	What     What
	Kind     Kind  // of the fact, when it is known
	ID       int64 // of the fact, when it is known
	Position int64 // of the leaf, from 0; of a checkpoint, the size it was signed at
	Until    int64 // for Rewritten: the first position that is not in doubt any more
}

// Message returns the finding as a sentence for the auditor.
func (f Finding) Message() fault.Message {
	say := func(text string, args ...any) fault.Message { return fault.Message{Text: text, Args: args} }
	switch f.What {
	case Altered:
		return say("第 %d 号叶：%s %d 的内容与封存时不同", f.Position, f.Kind, f.ID)
	case Missing:
		return say("第 %d 号叶：%s %d 已封存，现在数据库里没有", f.Position, f.Kind, f.ID)
	case Unsealed:
		return say("%s %d 没有封存，不是通过本系统记入的", f.Kind, f.ID)
	case Unchecked:
		return say("第 %d 号叶：%s %d 属于本程序不认识的种类，没有核对", f.Position, f.Kind, f.ID)
	case Dropped:
		return say("第 %d 号叶被删去", f.Position)
	case Inserted:
		return say("第 %d 号叶（%s %d）是事后插入的", f.Position, f.Kind, f.ID)
	case Reordered:
		return say("第 %d 号叶（%s %d）不在封存时的位置", f.Position, f.Kind, f.ID)
	case LeafAltered:
		return say("第 %d 号叶（%s %d）与封存时不同", f.Position, f.Kind, f.ID)
	case HashAltered:
		return say("第 %d 号叶起，存下的哈希被改动，各叶本身没有变", f.Position)
	case Rewritten:
		return say("第 %d 号叶至第 %d 号叶之间被整体改写，与签发的检查点不符", f.Position, f.Until-1)
	case CheckpointMissing:
		return say("第 %d 号叶之前签发过检查点，现在没有了", f.Position)
	default:
		return say("%d 条处的检查点被改动或不是本系统签发的", f.Position)
	}
}
