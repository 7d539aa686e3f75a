package library

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"xiangxue/course"
	"xiangxue/course/storage"
)

// addition is a document that an import added.
type addition struct {
	id     DocumentID
	source Source
}

// outdate marks as stale what lessons and questions cite of articles that the added documents change, leave out, renumber
// or repeal (law currency). A document that is the newest version of its work is held against the version before it, if
// that one was here before the import: two versions that come together say nothing about what was cited before. Marking
// does not wait for the day on which a document takes effect, for its author needs the time until then.
func (i *importer) outdate(ctx context.Context, tx storage.WriteTx, added []addition) error {
	if len(added) == 0 {
		return nil
	}
	cited, err := citedByWork(ctx, tx.ReadTx)
	if err != nil || len(cited) == 0 {
		return err
	}
	for _, a := range added {
		if cites := cited.of(a.source.Title); len(cites) > 0 {
			if err := i.outdateVersion(ctx, tx, a, cites); err != nil {
				return fmt.Errorf("see what document %d changes: %w", a.id, err)
			}
		}
		for _, r := range a.source.Relations {
			if r.Kind != Repeals || titleKey(r.Title) == titleKey(a.source.Title) {
				continue
			}
			if err := markAll(ctx, tx, cited.of(r.Title), a.id); err != nil {
				return err
			}
		}
	}
	return nil
}

// citations are what is cited, by the key of the law's title.
type citations map[string][]course.Citation

// invented ends the key of a document that was invented for demonstration, and that texts cite without it.
const invented = "(示例)"

// of returns what is cited of the law with the title.
func (c citations) of(title string) []course.Citation {
	key := titleKey(title)
	cites := slices.Clone(c[key])
	if plain, found := strings.CutSuffix(key, invented); found {
		cites = append(cites, c[plain]...)
	}
	return cites
}

func citedByWork(ctx context.Context, tx storage.ReadTx) (citations, error) {
	all, err := course.Cited(ctx, tx)
	cited := citations{}
	for _, c := range all {
		key := titleKey(c.Law)
		cited[key] = append(cited[key], c)
	}
	return cited, err
}

// outdateVersion marks what is cited of articles that differ between an added version and the one before it.
func (i *importer) outdateVersion(ctx context.Context, tx storage.WriteTx, a addition, cites []course.Citation) error {
	row, _, err := selectDocument(ctx, tx.ReadTx, a.id)
	if err != nil {
		return err
	}
	versions, err := selectVersions(ctx, tx.ReadTx, WorkID(row.WorkID))
	if err != nil {
		return err
	}
	if len(versions) < 2 || versions[0].ID != row.ID || versions[1].RecordedAt >= i.began {
		return nil
	}
	before, err := Articles(ctx, tx.ReadTx, DocumentID(versions[1].ID))
	if err != nil {
		return err
	}
	pairs := Compare(before, a.source.Articles)
	return markAll(ctx, tx, slices.DeleteFunc(cites, func(c course.Citation) bool { return !differs(pairs, c.Article) }), a.id)
}

// differs reports whether the article of the number in the old version is changed, renumbered or gone in the new one.
func differs(pairs []Pair, number string) bool {
	at := slices.IndexFunc(pairs, func(p Pair) bool { return p.Old != nil && sameNumber(p.Old.Number, number) })
	return at >= 0 && (pairs[at].Change != Same || pairs[at].Renumbered())
}

func markAll(ctx context.Context, tx storage.WriteTx, cites []course.Citation, by DocumentID) error {
	for _, c := range cites {
		if _, err := course.MarkStale(ctx, tx, c, int64(by)); err != nil {
			return err
		}
	}
	return nil
}

// outdateRepealed marks what is cited of a work whose newest version somebody found to be repealed.
func outdateRepealed(ctx context.Context, tx storage.WriteTx, row documentRow) error {
	versions, err := selectVersions(ctx, tx.ReadTx, WorkID(row.WorkID))
	if err != nil {
		return fmt.Errorf("read the versions of work %d: %w", row.WorkID, err)
	}
	if len(versions) == 0 || versions[0].ID != row.ID {
		return nil
	}
	cited, err := citedByWork(ctx, tx.ReadTx)
	if err != nil {
		return err
	}
	return markAll(ctx, tx, cited.of(row.Title), DocumentID(row.ID))
}
