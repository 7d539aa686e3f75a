package proof

import (
	"cmp"

	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
)

// What says what is wrong with a bundle.
type What string

// What a check can find. The first five concern single facts.
const (
	Altered   What = "altered"   // the fact is not what was sealed
	Missing   What = "missing"   // the fact belongs there and is not there, or cannot be read
	Inserted  What = "inserted"  // the fact does not belong there, or stands there twice
	Reordered What = "reordered" // the fact stands in another place than it was sealed
	Unsealed  What = "unsealed"  // the source had the fact, but no leaf for it

	PartDamaged    What = "part_damaged"    // a part of the file is not as it was written
	FileDamaged    What = "file_damaged"    // the file is none, or cut off
	NotAttested    What = "not_attested"    // the whole is not attested by the key
	NotSigned      What = "not_signed"      // the checkpoint is not signed by the key
	RootDiffers    What = "root_differs"    // the hashes do not have the root that was signed
	TotalsDiffer   What = "totals_differ"   // what is said of a person is not what the entries add up to
	Forked         What = "forked"          // two histories were signed: the checkpoint kept elsewhere is of another one
	NotComparable  What = "not_comparable"  // whether the checkpoint kept elsewhere agrees cannot be told from what is damaged
	OlderThanKnown What = "older_than_kept" // the checkpoint kept elsewhere is newer than the file
)

// Finding is one thing that a check found.
type Finding struct {
	What     What
	Kind     seal.Kind // of the fact, when it is known
	ID       int64
	Position int64          // of the leaf; for a checkpoint kept elsewhere its size; seal.None when there is none
	Part     string         // of the file
	Cadre    roster.CadreID // for TotalsDiffer
}

// Message returns the finding as a sentence in Chinese.
func (f Finding) Message() fault.Message {
	say := func(text string, args ...any) fault.Message { return fault.Message{Text: text, Args: args} }
	switch f.What {
	case Altered:
		return say("第 %d 号叶，%s %d：内容与封存时不同", f.Position, f.Kind.Label(), f.ID)
	case Missing:
		return say("第 %d 号叶，%s %d：缺少，或者读不出", f.Position, f.Kind.Label(), f.ID)
	case Inserted:
		return say("第 %d 号叶，%s %d：不该在这里，或者多出一份", f.Position, f.Kind.Label(), f.ID)
	case Reordered:
		return say("第 %d 号叶，%s %d：次序被调换", f.Position, f.Kind.Label(), f.ID)
	case Unsealed:
		return say("%s：导出时就没有封存，不是通过系统记入的", f.Part)
	case PartDamaged:
		return say("文件里的 %s 与写出时不同，缺少，或者不该有", f.Part)
	case FileDamaged:
		return say("文件不完整，或者读不出")
	case NotAttested:
		return say("全文的签名不对：被改动过，或者不是这把公钥签的")
	case NotSigned:
		return say("检查点的签名不对：被改动过，或者不是这把公钥签的")
	case RootDiffers:
		return say("各叶的哈希与签发的检查点不符：导出前台账或日志被改动过，或者这一部分受损")
	case TotalsDiffer:
		return say("人员 %d 的合计与各条相加的结果不同", f.Cadre)
	case Forked:
		return say("分叉：同一把钥匙签过两份不同的台账，留存的检查点（共 %d 条）属于另一份", f.Position)
	case OlderThanKnown:
		return say("留存的检查点（共 %d 条）比这份文件新，无法对照，请用更新的文件", f.Position)
	default:
		return say("文件受损，不能与留存的检查点（共 %d 条）对照", f.Position)
	}
}

// order puts findings about the whole first, then those about facts by place.
func order(a, b Finding) int { return cmp.Compare(a.rank(), b.rank()) }

func (f Finding) rank() int64 {
	switch f.What {
	case Altered, Missing, Inserted, Reordered:
		return f.Position
	case Forked, OlderThanKnown, NotComparable:
		return -2
	default:
		return -1
	}
}
