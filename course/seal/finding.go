package seal

import "xiangxue/course/fault"

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

// Label returns what the fault is, in Chinese; the text is a key of the message catalogue.
func (w What) Label() string {
	switch w {
	case Altered:
		return "内容与封存时不同"
	case Missing:
		return "已封存，现在数据库里没有"
	case Unsealed:
		return "没有封存，不是通过本系统记入的"
	case Unchecked:
		return "本程序不认识这一种类，没有核对"
	case Dropped:
		return "这一叶被删去"
	case Inserted:
		return "这一叶是事后插入的"
	case Reordered:
		return "这一叶不在封存时的位置"
	case LeafAltered:
		return "这一叶与封存时不同"
	case HashAltered:
		return "从这一叶起，存下的哈希被改动，各叶本身没有变"
	case Rewritten:
		return "从这一叶起被整体改写，与签发的检查点不符"
	case CheckpointMissing:
		return "从这一叶起签发过检查点，现在没有了"
	default:
		return "检查点被改动，或者不是本系统签发的"
	}
}

// Label returns what the kind of fact is called, in Chinese; the text is a key of the message catalogue.
func (k Kind) Label() string {
	switch k {
	case Entry:
		return "台账条目"
	case Reversal:
		return "冲正条目"
	case RuleSet:
		return "学时认定办法的一版"
	case PlanVersion:
		return "学习计划的一版"
	case Roll:
		return "学习会点名"
	default:
		return string(k)
	}
}

// Message returns the finding as a sentence in Chinese, for the command line.
func (f Finding) Message() fault.Message {
	switch {
	case f.Position == None:
		return fault.Message{Text: "%s %d：%s", Args: []any{f.Kind.Label(), f.ID, f.What.Label()}}
	case f.ID != 0:
		return fault.Message{Text: "第 %d 号叶，%s %d：%s", Args: []any{f.Position, f.Kind.Label(), f.ID, f.What.Label()}}
	default:
		return fault.Message{Text: "第 %d 号叶：%s", Args: []any{f.Position, f.What.Label()}}
	}
}
