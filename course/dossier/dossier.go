// Package dossier puts together what an inspection takes away (督查包): one zip file about a unit, a study year and a day,
// with a checklist, tables, registers, drafts of a circular and a summary, a sheet for the unit's own evaluation, and the
// sealed facts with their proofs.
//
// Everything in it is worked out from the records. The checklist has evidence for every item, or says that it is missing
// and from which recorded facts that comes; it judges nobody. What was taken away stands in the trail before the first byte
// is written. The file is written as it is made: no more than one part of it is in memory.
package dossier

import (
	"context"
	"fmt"
	"io"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/document"
	"xiangxue/course/proof"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
	"xiangxue/course/storage"
)

// Packer packs dossiers. It is safe for concurrent use.
type Packer struct {
	DB       *storage.DB
	Log      *seal.Log
	Reporter *report.Reporter
	Prover   *proof.Prover
	Press    *document.Press
	Facts    []seal.FactSource // everything that is sealed
	Clock    calendar.Clock
}

// Order says what a dossier is about.
type Order struct {
	Unit roster.UnitID // with the units below it
	At   report.AsOf
}

// Dossier is a dossier whose facts are read and whose taking is on record.
type Dossier struct {
	packer *Packer
	actor  access.Actor
	facts  facts
}

// Open signs a checkpoint, reads what the order is about and leaves a record in the trail. It fails with fault.Forbidden
// when the actor may not export, and with fault.NotFound when the unit is not the actor's to export.
func (p *Packer) Open(ctx context.Context, actor access.Actor, o Order) (*Dossier, error) {
	if err := access.Require(actor, access.ExportReports); err != nil {
		return nil, err
	}
	if _, err := p.Log.Checkpoint(ctx); err != nil {
		return nil, fmt.Errorf("sign a checkpoint before packing: %w", err)
	}
	d := &Dossier{packer: p, actor: actor}
	err := p.DB.Read(ctx, func(tx storage.ReadTx) (err error) {
		d.facts, err = p.read(ctx, tx, actor, o)
		return err
	})
	if err != nil {
		return nil, err
	}
	return d, p.DB.Write(ctx, func(ctx context.Context, tx storage.WriteTx) error {
		return audit.Add(ctx, tx, p.Clock(), audit.Event{
			Actor: int64(actor.ID()), Action: "dossier.export", Kind: "unit", ID: int64(o.Unit),
			Detail: fmt.Sprintf("year=%d as_of=%d people=%d checkpoint=%d", d.facts.Year, d.facts.On, len(d.facts.people.People), d.facts.Checkpoint.Size),
		})
	})
}

// Name returns what the file is called, without its ending.
func (d *Dossier) Name() string {
	return fmt.Sprintf("督查包-%s-%d年度-截至%s", d.facts.unit.Name, d.facts.Year, d.facts.On)
}

// WriteTo writes the zip file. Without a font there are no PDF files in it, and its README says so.
func (d *Dossier) WriteTo(ctx context.Context, w io.Writer) error {
	f := newFile(w, d.facts.KnownAt)
	if err := d.write(ctx, f); err != nil {
		return err // and the file stays without its end, so that nobody takes it for whole
	}
	return f.close()
}

func (d *Dossier) write(ctx context.Context, f *file) error {
	prints := d.packer.Press.Ready() == nil
	if err := f.text("说明.txt", d.facts.readme(prints)); err != nil {
		return err
	}
	for _, paper := range d.facts.papers() {
		if err := d.writePaper(ctx, f, paper, prints); err != nil {
			return err
		}
	}
	if err := d.facts.writeTables(f); err != nil {
		return err
	}
	if err := d.writeLedger(ctx, f); err != nil {
		return err
	}
	if d.facts.Checkpoint.Size == 0 {
		return nil
	}
	if err := f.text("11-检查点.txt", d.facts.Checkpoint.Note+"\n校验码 "+d.facts.Checkpoint.Code()+"\n公钥 "+d.packer.Log.VerifierKey()+"\n"); err != nil {
		return err
	}
	return f.part("12-核验包.zip", func(w io.Writer) error {
		_, err := d.packer.Prover.WriteBundle(ctx, w, proof.Scope{
			People: roster.InUnit(d.facts.unit.Path), Title: d.facts.unit.Name, Span: calendar.Span{From: calendar.StudyYear(d.facts.Year).From, To: d.facts.On},
		})
		return err
	})
}

// writePaper writes a document in both formats.
func (d *Dossier) writePaper(ctx context.Context, f *file, p paper, prints bool) error {
	for _, format := range []document.Format{document.Word, document.PDF} {
		if format == document.PDF && !prints {
			continue
		}
		err := f.part(p.name+"."+string(format), func(w io.Writer) error {
			return d.packer.Press.Write(ctx, w, p.document, format)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// stamped is what every document says about itself in small print.
func stamped(s report.Stamp) string {
	text := fmt.Sprintf("%d年度，截至%s，按%s以前记入的台账。", s.Year, s.On, s.KnownAt.In(calendar.Shanghai).Format(time.DateTime))
	if s.Checkpoint.Size == 0 {
		return text + "台账还没有签发检查点。"
	}
	return text + fmt.Sprintf("台账检查点：%s签发，共%d条，校验码 %s。", s.Checkpoint.SignedAt.In(calendar.Shanghai).Format(time.DateTime), s.Checkpoint.Size, s.Checkpoint.Code())
}
