package exam

import (
	"context"
	"fmt"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// errInsider keeps from an exam who has seen its questions: whoever wrote it, revised it or drew a paper to look at.
var errInsider = fault.New(fault.Conflict, "您出过或者预览过这场测验的题，不能再参加")

// noteInsider remembers that the person has seen the questions of an exam.
func noteInsider(ctx context.Context, tx storage.WriteTx, id ID, cadre roster.CadreID) error {
	if err := insertInsider(ctx, tx, id, cadre); err != nil {
		return fmt.Errorf("note who has seen exam %d: %w", id, err)
	}
	return nil
}

// see lets the actor look at the questions of an exam, and remembers it. It fails with fault.Conflict while the actor
// sits the exam.
func (o *Office) see(ctx context.Context, actor access.Actor, id ID) error {
	var seen, sits bool
	err := o.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
		seen, sits, err = selectInsider(ctx, tx, id, actor.ID())
		return err
	})
	switch {
	case err != nil:
		return fmt.Errorf("look whether cadre %d sits exam %d: %w", actor.ID(), id, err)
	case sits:
		return fault.New(fault.Conflict, "您正在答这场测验，交卷以前不能看题")
	case seen:
		return nil
	}
	return o.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error { return noteInsider(ctx, tx, id, actor.ID()) })
}
