package proof_test

import (
	"bytes"
	"strings"
	"testing"

	"xiangxue/course/access"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/proof"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
)

func TestABundleConvincesAnOutsider(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.attend(3, w.he, w.far)
	before, err := w.log.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.attend(2, w.he)
	file := w.bundle()
	r := w.check(file, proof.Trust{Key: w.log.VerifierKey(), Known: []string{before.Note, before.Code(), strings.ToLower(before.Code())}})
	if !r.Clean() || r.OwnKey || r.Agreed != 3 || r.Installation != "临澜县" || r.Scope != "云溪镇" {
		t.Fatalf("%+v", r)
	}
	if r.Facts != 6 || r.Checkpoint.Size != 9 || len(r.People) != 1 || r.People[0].Entries != 5 || r.People[0].Hours[hours.Plan] != 1000 {
		t.Errorf("%d facts under %d leaves, people %+v", r.Facts, r.Checkpoint.Size, r.People)
	}
	if bytes.Contains(file, []byte(w.far.Name)) {
		t.Error("the bundle names somebody of another township")
	}
}

func TestABundleIsOfWhatTheActorMayExport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.attend(1, w.he, w.far)
	auditor := access.Actor{Cadre: w.he, Unit: w.town, Grants: []access.Grant{{Role: access.Auditor, UnitPath: w.town.Path}}}
	for name, c := range map[string]struct {
		actor access.Actor
		unit  roster.Unit
		kind  fault.Kind
	}{
		"a cadre":                      {access.Actor{Cadre: w.he, Grants: []access.Grant{{Role: access.Cadre, UnitPath: w.town.Path}}}, w.town, fault.Forbidden},
		"an auditor of another county": {auditor, w.other, fault.NotFound},
	} {
		var b bytes.Buffer
		if _, err := w.prover.ExportBundle(t.Context(), c.actor, c.unit.ID, 2026, &b); !fault.Is(err, c.kind) || b.Len() > 0 {
			t.Errorf("%s: %d bytes, %v", name, b.Len(), err)
		}
	}
	var b bytes.Buffer
	if _, err := w.prover.ExportBundle(t.Context(), auditor, 0, 2026, &b); err != nil {
		t.Fatal(err)
	}
	if r := w.check(b.Bytes(), proof.Trust{}); !r.Clean() || !r.OwnKey || len(r.People) != 1 {
		t.Errorf("%+v", r)
	}
}

// TestAForkIsToldFromDamage writes two histories with one key, as whoever holds key and database could.
func TestAForkIsToldFromDamage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.attend(2, w.he)
	kept, err := w.log.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.attend(1, w.he)
	file := w.bundle()
	forge := seal.CodeOf(kept.Head)
	last := forge[len(forge)-1:]
	forge = strings.TrimSuffix(forge, last) + map[bool]string{true: "1", false: "0"}[last == "0"]
	if r := w.check(file, proof.Trust{Known: []string{forge}}); len(r.Findings) != 1 || r.Findings[0].What != proof.Forked || r.Findings[0].Position != kept.Size {
		t.Errorf("a checkpoint of another history: %+v", r.Findings)
	}
	parts := unpacked(t, file)
	parts.at("leaf-hashes.bin")[0] ^= 1
	if r := w.check(parts.pack(t), proof.Trust{Known: []string{kept.Note}}); r.Findings[0].What != proof.NotComparable {
		t.Errorf("a damaged bundle: %+v", r.Findings)
	}
	later := strings.Replace(kept.Code(), "3-", "300-", 1)
	if r := w.check(file, proof.Trust{Known: []string{later}}); len(r.Findings) != 1 || r.Findings[0].What != proof.OlderThanKnown {
		t.Errorf("a checkpoint from later: %+v", r.Findings)
	}
}

func TestAnotherKeyIsNotBelieved(t *testing.T) {
	t.Parallel()
	w, stranger := newWorld(t), newWorld(t)
	w.attend(2, w.he)
	r := w.check(w.bundle(), proof.Trust{Key: stranger.log.VerifierKey()})
	if len(r.Findings) < 2 || r.Findings[0].What != proof.NotAttested {
		t.Errorf("%+v", r.Findings)
	}
	file := w.bundle()
	for _, trust := range []proof.Trust{{Key: "no key"}, {Known: []string{"no checkpoint"}}} {
		if _, err := proof.CheckBundle(bytes.NewReader(file), int64(len(file)), trust); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", trust, err)
		}
	}
}
