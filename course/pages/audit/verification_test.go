package audit_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
	"xiangxue/course/translog"
	"xiangxue/course/web/webtest"
)

// tamper changes the database behind the back of the program.
func (f *fixture) tamper(statement string) {
	f.t.Helper()
	f.write(func(ctx context.Context, tx storage.WriteTx) error {
		if err := storagetest.Unguard(ctx, tx); err != nil {
			return err
		}
		_, err := storage.Exec(ctx, tx, statement)
		return err
	})
}

func TestVerificationFindsNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	f.meet("2026-03-05", "2026-03-05", "专题一")
	cp := f.sign()
	auditor := f.as("DX01")
	want(t, auditor.Get("/verification"), 200, inHTML(cp.Root.String()), inHTML(f.log.VerifierKey()), "立即核验", "audit.test/log")
	page := auditor.Post("/verification", nil)
	want(t, page, 200, "核验通过：与封存时完全一致", "一致")
	if page.Path != "/verification" || page.Shows("本程序不认识这一种类") {
		t.Errorf("at %s:\n%s", page.Path, page.Body)
	}
	want(t, auditor.Post("/verification", url.Values{"known": {cp.Note}}), 200, "核验通过")
}

func TestVerificationNamesWhatWasTamperedWith(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ statement, shows string }{
		"hours":    {"UPDATE entries SET amount = 9900 WHERE id = 2", `　台账条目 <a href="/audit/entries/2">2</a></li>`},
		"the roll": {"UPDATE roll_marks SET presence = 'present', reason = '' WHERE presence = 'official_duty'", "内容与封存时不同　第 "},
		"an entry": {"DELETE FROM log_leaves WHERE kind = 'entry' AND object_id = 2", "这一叶被删去"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.meet("2026-02-05", "2026-02-05", "专题一", f.guoqiang)
			f.meet("2026-03-05", "2026-03-05", "专题二", f.guoqiang)
			f.sign()
			f.tamper(c.statement)
			page := f.as("DX01").Post("/verification", nil)
			if page.Status != 200 || page.Shows("核验通过") || !page.Shows("下面各处与封存时不一致") {
				t.Fatalf("not noticed: status %d\n%s", page.Status, page.Body)
			}
			want(t, page, 200, c.shows)
		})
	}
}

func TestForeignCheckpointIsRefused(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.meet("2026-03-05", "2026-03-05", "专题一")
	f.sign()
	page := f.as("DX01").Post("/verification", url.Values{"known": {"audit.test/log\n1\nAAAA\n"}})
	want(t, page, 422, "这不是本系统签发的检查点", `aria-invalid="true"`, "AAAA")
}

func TestOldCheckpointIsSaid(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.meet("2026-03-05", "2026-03-05", "专题一")
	auditor := f.as("DX01")
	want(t, auditor.Get("/audit"), 200, "台账还没有签发检查点")
	f.sign()
	if page := auditor.Get("/audit"); page.Shows("超过一天") {
		t.Error("a fresh checkpoint is called old")
	}
	f.now = f.now.Add(25 * time.Hour)
	auditor = f.as("DX01")
	for _, path := range []string{"/audit", "/verification"} {
		want(t, auditor.Get(path), 200, "超过一天")
	}
}

// TestAnybodyCanFollowTheLog reads the log without signing in and proves an entry with the receipt alone.
func TestAnybodyCanFollowTheLog(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	public := webtest.New(t, f.site)
	if page := public.Get("/log/checkpoint"); page.Status != 404 {
		t.Errorf("an empty log: status %d", page.Status)
	}
	f.meet("2026-03-05", "2026-03-05", "专题一")
	f.sign()
	verifier, err := note.NewVerifier(f.log.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	known := note.VerifierList(verifier)
	cp, _, err := translog.OpenCheckpoint([]byte(public.Get("/log/checkpoint").Body), "audit.test/log", known)
	if err != nil {
		t.Fatal(err)
	}
	bundle := public.Get(pathOf("/log/tile/entries/000.p/%d", cp.Size))
	entries, err := translog.ParseBundle([]byte(bundle.Body))
	if err != nil || int64(len(entries)) != cp.Size || bundle.Header.Get("Cache-Control") != tileCache {
		t.Fatalf("%d entries of %d (%v), headers %v", len(entries), cp.Size, err, bundle.Header)
	}
	if tile := public.Get(pathOf("/log/tile/0/000.p/%d", cp.Size)); len(tile.Body) != int(cp.Size)*len(translog.Hash{}) {
		t.Errorf("the tile of hashes has %d bytes", len(tile.Body))
	}
	receipt, err := translog.ParseReceipt([]byte(f.as("DX01").Get("/audit/entries/1/receipt").Body))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := receipt.Verify(translog.LeafHash(entries[receipt.Index]), "audit.test/log", known); err != nil {
		t.Error(err)
	}
	for _, path := range []string{"/log/tile/0/000", "/log/tile/entries/000", "/log/tile/../checkpoint", "/log/tile/x", "/log/tile/0/999.p/1"} {
		if page := public.Get(path); page.Status != 404 {
			t.Errorf("%s: status %d", path, page.Status)
		}
	}
}

const tileCache = "public, max-age=31536000, immutable"
