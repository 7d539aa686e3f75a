package demo

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/reflection"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/training"
)

func (x trainingAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error { return t.announceClass(ctx, x, a.line) })
}

// announceClass puts down a class, and its roll on the agenda.
func (t *township) announceClass(ctx context.Context, x trainingAct, line int) error {
	by, err := t.who(x.by)
	if err != nil {
		return err
	}
	year := t.today().Year()
	c := training.Class{
		Unit: t.town().ID, Kind: x.kind, Title: x.title, Organiser: x.organiser, Subject: x.subject, DocNumber: x.number, Extent: x.extent,
		Span: calendar.Span{From: dayOf(year, x.from).Date, To: dayOf(year, x.to).Date},
	}
	err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		persons, err := t.takers(ctx, tx.ReadTx, x, c.Span.To)
		if err == nil {
			c, err = t.training.Announce(ctx, tx, by, c, persons)
		}
		return err
	})
	if err != nil || x.confirmed == 0 {
		return err
	}
	t.put(dayOf(year, x.confirmed).at(1000), line, func(ctx context.Context) error { return t.confirmClass(ctx, by, c, x) })
	return nil
}

// takers returns who is to take part in a class.
func (t *township) takers(ctx context.Context, tx storage.ReadTx, x trainingAct, on calendar.Date) ([]roster.CadreID, error) {
	var ids []roster.CadreID
	for _, name := range x.groups {
		g, isGroup := t.groups[name]
		if !isGroup {
			person, err := t.who(name)
			if err != nil {
				return nil, err
			}
			ids = append(ids, person.ID())
			continue
		}
		members, err := roster.GroupMembers(ctx, tx, g.ID, on)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			if !slices.Contains(x.absent, m.Name) {
				ids = append(ids, m.ID)
			}
		}
	}
	return ids, nil
}

// confirmClass confirms the roll: everybody took part but those of whom the act says otherwise.
func (t *township) confirmClass(ctx context.Context, by access.Actor, c training.Class, x trainingAct) error {
	return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		participants, err := training.Participants(ctx, tx.ReadTx, roster.Everyone(), c)
		if err != nil {
			return err
		}
		told := 0
		marks := make([]training.Mark, len(participants))
		for i, p := range participants {
			marks[i] = training.Mark{Cadre: p.Cadre, Attended: true}
			if e, found := x.exception(p.Name); found {
				told++
				marks[i].Attended, marks[i].Away, marks[i].Reason = e.attended, e.away, e.reason
			}
		}
		if told != len(x.exceptions) {
			return fmt.Errorf("有人写了请假或没参加，却不在“%s”的名单上", x.title)
		}
		_, err = t.training.Confirm(ctx, tx, by, c.ID, marks)
		return err
	})
}

func (x tableAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error { return t.importTable(ctx, x) })
}

// importTable imports a table of training hours, whose dates count in every year.
func (t *township) importTable(ctx context.Context, x tableAct) error {
	by, err := t.who(x.by)
	if err != nil {
		return err
	}
	text, err := input.ReadFile(path.Join("training", x.file))
	if err != nil {
		return err
	}
	this := strings.ReplaceAll(string(text), strconv.Itoa(written)+"-", strconv.Itoa(t.year)+"-")
	_, err = t.training.Import(ctx, t.db, by, x.file, []byte(this), training.Order{})
	return err
}

func (x declareAct) schedule(t *township, a act) {
	t.put(a.at.in(t.year), a.line, func(ctx context.Context) error { return t.declare(ctx, x, a.line) })
}

// declare hands in a declaration, and puts the decision on the agenda.
func (t *township) declare(ctx context.Context, x declareAct, line int) error {
	by, err := t.who(x.by)
	if err != nil {
		return err
	}
	d := reflection.Declaration{Kind: x.kind, Title: x.title, On: t.today(), Asked: x.asked, Learnt: x.learnt}
	err = t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		d, err = t.declarations.Declare(ctx, tx, by, d)
		return err
	})
	if err != nil || x.decider == "" {
		return err
	}
	second, err := t.who(x.decider)
	if err != nil {
		return err
	}
	decision := reflection.Decision{Approve: x.granted > 0, Granted: x.granted, Reason: x.reason}
	t.put(dayOf(t.today().Year(), x.decidedOn).at(1630), line, func(ctx context.Context) error {
		return t.write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
			_, err := t.declarations.Decide(ctx, tx, second, d.ID, decision)
			return err
		})
	})
	return nil
}
