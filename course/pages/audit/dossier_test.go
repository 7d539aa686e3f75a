package audit_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"strings"
	"testing"

	"xiangxue/course/audit"
	"xiangxue/course/document"
	"xiangxue/course/office"
	"xiangxue/course/proof"
	"xiangxue/course/storage"
)

// unpacked returns the parts of a zip file by name.
func unpacked(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

// TestAnInspectionTakesADossierAway downloads a dossier and checks its hashes, its bundle and what its checklist says.
func TestAnInspectionTakesADossierAway(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.approve()
	f.meet("2026-03-05", "2026-03-05", "专题一", f.guoqiang)
	f.meet("2026-05-06", "2026-05-20", "专题二")
	auditor := f.as("DX01")
	want(t, auditor.Get("/verification"), 200, `action="/dossiers"`, "下载督查包")
	want(t, auditor.Get("/audit/units/"+id(f.town.ID)), 200, `action="/dossiers"`, "")
	page := auditor.Post("/dossiers", url.Values{"unit": {id(f.town.ID)}, "year": {"2026"}, "asOf": {"2026-06-30"}})
	if page.Status != 200 || page.Header.Get("Content-Type") != "application/zip" {
		t.Fatalf("status %d, %s", page.Status, page.Header.Get("Content-Type"))
	}
	parts := unpacked(t, []byte(page.Body))
	for line := range strings.Lines(string(parts["SHA256SUMS"])) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if got := sha256.Sum256(parts[name]); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s is not what the list of hashes says", name)
		}
	}
	if n := strings.Count(string(parts["SHA256SUMS"]), "\n"); n != len(parts)-1 {
		t.Errorf("%d hashes of %d parts", n, len(parts))
	}
	list := string(parts["06-检查清单.csv"])
	for _, says := range []string{
		"年度学习计划经党委批准,有依据", "一季度集中学习研讨不少于1次,有依据,1次：2026-03-05《专题一》", "二季度集中学习研讨不少于1次,有依据", "三季度集中学习研讨不少于1次,未到期",
		"会议记录八项要素齐全,有缺项,2次中0次齐全", "名单在会后及时录入,有缺项,录入过迟的1项,2026-05-06《专题二》2026-05-20录入，会后14天；单位没有答复",
		"台账与封存时一致,有依据", "缺席1人次",
	} {
		if !strings.Contains(list, says) {
			t.Errorf("the checklist does not say %q:\n%s", says, list)
		}
	}
	bundle := parts["12-核验包.zip"]
	if r, err := proof.CheckBundle(bytes.NewReader(bundle), int64(len(bundle)), proof.Trust{Key: f.log.VerifierKey()}); err != nil || !r.Clean() || r.Facts == 0 {
		t.Errorf("the bundle: %+v, %v", r, err)
	}
	for _, name := range []string{"01-检查清单", "02-通报（草稿）", "03-工作总结（草稿）", "04-学习型机关自评表"} {
		if _, err := office.ReadDOCX(name, parts[name+".docx"], office.Limits{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if prints := document.NewPress("").Ready() == nil; prints != bytes.HasPrefix(parts[name+".pdf"], []byte("%PDF")) {
			t.Errorf("%s.pdf: there is a font: %v", name, prints)
		}
	}
	if !strings.Contains(string(parts["说明.txt"]), "xiangxue verify 12-核验包.zip") {
		t.Errorf("the README says %s", parts["说明.txt"])
	}
}

func TestDossiersAreRefusedAndRecorded(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	auditor := f.as("DX01")
	order := url.Values{"unit": {id(f.town.ID)}, "year": {"2026"}}
	want(t, auditor.Post("/dossiers", url.Values{"year": {"2026"}}), 422, "请选一个单位")
	want(t, auditor.Post("/dossiers", url.Values{"unit": {"99"}}), 404, "")
	want(t, f.as("YX05").Post("/dossiers", order), 403, "")
	parts := unpacked(t, []byte(auditor.Post("/dossiers", order).Body))
	if list := string(parts["06-检查清单.csv"]); !strings.Contains(list, "台账里没有2026年度经批准的学习计划") {
		t.Errorf("without a plan the checklist says\n%s", list)
	}
	err := f.db.Read(t.Context(), func(tx storage.ReadTx) error {
		records, err := audit.Recent(t.Context(), tx, audit.Filter{Action: "dossier.export"})
		if len(records) != 1 || !strings.HasPrefix(records[0].Detail, "year=2026 as_of=20260105 ") {
			t.Errorf("the trail has %+v", records)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
