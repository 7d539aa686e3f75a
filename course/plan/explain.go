package plan

import (
	"context"
	"fmt"
	"strings"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// Explanation is what a secretary wrote about a topic that was not carried out as planned (说明); earlier versions are
// kept. It changes no hours.
type Explanation struct {
	Topic   string // key
	Version int    // from 1
	Reason  string
	By      string // name of who wrote it
	At      time.Time
}

// LongestExplanation is the length in characters of the longest explanation.
const LongestExplanation = 500

// Explain keeps a further explanation of a topic of an approved version; after is the number of the explanation that the
// actor saw last, 0 for none. It fails with fault.NotFound when the version is not one the actor plans for or has no such
// topic, with fault.Invalid when the reason is empty or too long, and with fault.Stale when somebody wrote meanwhile.
func (p *Planner) Explain(ctx context.Context, tx storage.WriteTx, actor access.Actor, v Version, topic string, after int, reason string) error {
	if _, err := requireUnit(ctx, tx.ReadTx, actor, access.DraftPlan, v.Plan.Unit); err != nil {
		return err
	}
	if _, has := v.Content.Topic(topic); !has {
		return fault.New(fault.NotFound, "现行的计划里没有这个专题")
	}
	reason = strings.TrimSpace(reason)
	var f fault.Fields
	f.Check(text(reason, 1, LongestExplanation), "reason", "请写明原因，最多 %d 个字", LongestExplanation)
	if err := f.Err(); err != nil {
		return err
	}
	row := explanationRow{
		PlanID: v.Plan.ID, TopicKey: topic, Version: after + 1, Reason: reason, WrittenBy: actor.ID(), WrittenAt: calendar.Millis(p.now()),
	}
	last, err := selectLastExplanation(ctx, tx.ReadTx, v.Plan.ID, topic)
	switch {
	case err != nil:
		return fmt.Errorf("read the explanations of topic %s: %w", topic, err)
	case last != after:
		return fault.New(fault.Stale, "刚才已经有人写过说明，请看过再写")
	}
	if err := storage.Insert(ctx, tx, &row); err != nil {
		return fmt.Errorf("explain topic %s: %w", topic, err)
	}
	return p.record(ctx, tx, actor, "plan.explain", "plan", int64(v.Plan.ID), "topic=%s version=%d", topic, row.Version)
}

// Explanations returns what was written about the topics of a plan by an instant, by their keys, the latest first.
func Explanations(ctx context.Context, tx storage.ReadTx, id ID, knownAt time.Time) (map[string][]Explanation, error) {
	rows, err := selectExplanations(ctx, tx, id, knownAt)
	if err != nil {
		return nil, fmt.Errorf("read the explanations of plan %d: %w", id, err)
	}
	all := map[string][]Explanation{}
	for _, r := range rows {
		all[r.Row.TopicKey] = append(all[r.Row.TopicKey], Explanation{
			Topic: r.Row.TopicKey, Version: r.Row.Version, Reason: r.Row.Reason, By: r.Name, At: instant(r.Row.WrittenAt),
		})
	}
	return all, nil
}
