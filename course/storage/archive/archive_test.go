package archive_test

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"xiangxue/course/storage/archive"
)

func sumOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// dataDir is a data directory with two materials, a key and things that no backup needs.
func dataDir(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"xiangxue.db": "the rows", "materials/" + sumOf("a film"): "a film", "materials/" + sumOf(""): "",
		"materials/.incoming-1": "half a film", "keys/log.key": "PRIVATE", "index/1/store": "an index", "serving.lock": "",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// pack makes a backup of a data directory and returns its file.
func pack(t testing.TB, dir string) (string, archive.Manifest) {
	t.Helper()
	sources, err := archive.Sources(dir)
	if err != nil {
		t.Fatal(err)
	}
	sources = append([]archive.Source{{Name: "xiangxue.db", Path: filepath.Join(dir, "xiangxue.db")}}, sources...)
	file := filepath.Join(t.TempDir(), "backup.tar")
	m, err := archive.Pack(t.Context(), file, archive.Manifest{Origin: "xiangxue/test", MadeAt: time.Unix(7, 0).UTC()}, sources, nil)
	if err != nil {
		t.Fatal(err)
	}
	return file, m
}

func listing(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func accept(string, archive.Manifest) error { return nil }

func TestUnpackGivesBackWhatWasPacked(t *testing.T) {
	t.Parallel()
	file, packed := pack(t, dataDir(t))
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup, which holds keys, has the mode %v: %v", info.Mode(), err)
	}
	target := filepath.Join(t.TempDir(), "new", "data")
	m, err := archive.Unpack(t.Context(), file, target, accept)
	if err != nil {
		t.Fatal(err)
	}
	if m.Origin != "xiangxue/test" || len(m.Parts) != len(packed.Parts) {
		t.Errorf("manifest %+v", m)
	}
	want := []string{"keys/log.key", "materials/" + sumOf("a film"), "materials/" + sumOf(""), "xiangxue.db"}
	slices.Sort(want)
	if got := listing(t, target); !slices.Equal(got, want) {
		t.Errorf("unpacked %v, want %v", got, want)
	}
	if b, err := os.ReadFile(filepath.Join(target, "materials", sumOf("a film"))); string(b) != "a film" {
		t.Errorf("the film is %q: %v", b, err)
	}
	if left := listing(t, filepath.Dir(target)); len(left) != len(want) {
		t.Errorf("left beside it: %v", left)
	}
}

func TestPackNeverReplacesAFile(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	file, _ := pack(t, dir)
	_, err := archive.Pack(t.Context(), file, archive.Manifest{}, nil, nil)
	if !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want ErrExist", err)
	}
	if _, err := archive.Verify(t.Context(), file); err != nil {
		t.Errorf("the first backup: %v", err)
	}
}

func TestPackNoticesADamagedMaterial(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	if err := os.WriteFile(filepath.Join(dir, "materials", sumOf("a film")), []byte("a fi1m"), 0o600); err != nil {
		t.Fatal(err)
	}
	sources, err := archive.Sources(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	_, err = archive.Pack(t.Context(), filepath.Join(out, "b.tar"), archive.Manifest{}, sources, nil)
	if err == nil || !strings.Contains(err.Error(), sumOf("a film")) {
		t.Errorf("got %v, want the material named", err)
	}
	if left := listing(t, out); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// entry is a file of a hand-made archive.
type entry struct {
	name, content string
	kind          byte
}

func handmade(t testing.TB, m archive.Manifest, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.name == "manifest.json" {
			e.content = string(text)
		}
		header := &tar.Header{Name: e.name, Size: int64(len(e.content)), Mode: 0o600, Typeflag: e.kind}
		if e.kind != tar.TypeReg && e.kind != 0 {
			header.Size, header.Linkname = 0, "/etc/passwd"
		}
		if err := w.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if header.Size > 0 {
			if _, err := w.Write([]byte(e.content)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var (
	rows     = entry{name: "xiangxue.db", content: "rows"}
	last     = entry{name: "manifest.json"}
	rowsPart = archive.Part{Name: "xiangxue.db", Size: 4, Sum: sumOf("rows")}
)

func manifest(parts ...archive.Part) archive.Manifest {
	return archive.Manifest{Format: archive.Format, Parts: parts}
}

// bad are archives that must be refused, each with what the refusal says.
func bad(t testing.TB) map[string]struct {
	bytes []byte
	says  string
} {
	whole := handmade(t, manifest(rowsPart), rows, last)
	evil := func(name string) []byte {
		e := entry{name: name, content: "evil"}
		return handmade(t, manifest(rowsPart, archive.Part{Name: name, Size: 4, Sum: sumOf("evil")}), rows, e, last)
	}
	return map[string]struct {
		bytes []byte
		says  string
	}{
		"nothing":                    {nil, "manifest is missing"},
		"no tar file":                {bytes.Repeat([]byte("乡学"), 400), "no whole tar"},
		"cut off in a part":          {whole[:514], "cannot be read"},
		"cut off before the end":     {whole[:1024], "manifest is missing"},
		"a changed byte":             {bytes.Replace(whole, []byte("rows"), []byte("r0ws"), 1), "not what the manifest says"},
		"a changed name":             {handmade(t, manifest(rowsPart), entry{name: "keys/log.key", content: "rows"}, last), "xiangxue.db is missing"},
		"a wrong checksum":           {handmade(t, manifest(archive.Part{Name: "xiangxue.db", Size: 4, Sum: sumOf("other")}), rows, last), "not what the manifest says"},
		"a wrong size":               {handmade(t, manifest(archive.Part{Name: "xiangxue.db", Size: 5, Sum: sumOf("rows")}), rows, last), "not what the manifest says"},
		"a missing part":             {handmade(t, manifest(rowsPart, archive.Part{Name: "keys/log.key"}), rows, last), "keys/log.key is missing"},
		"a part nobody knows":        {handmade(t, manifest(rowsPart), rows, entry{name: "keys/log.key", content: "k"}, last), "does not know keys/log.key"},
		"a part twice":               {handmade(t, manifest(rowsPart), rows, rows, last), "twice"},
		"a manifest of a part twice": {handmade(t, manifest(rowsPart, rowsPart), rows, last), "missing"},
		"something after the end":    {handmade(t, manifest(rowsPart), last, rows), "follows its manifest"},
		"a newer form":               {handmade(t, archive.Manifest{Format: 2, Parts: []archive.Part{rowsPart}}, rows, last), "form 2"},
		"a way out":                  {evil("../evil"), "../evil"},
		"a way out of materials":     {evil("materials/../../evil"), "evil"},
		"an absolute path":           {evil("/etc/evil"), "evil"},
		"a drive":                    {evil(`keys/c:\evil`), "evil"},
		"a deeper directory":         {evil("materials/a/b"), "materials/a/b"},
		"a hidden file":              {evil("keys/.evil"), ".evil"},
		"another file":               {evil("serving.lock"), "serving.lock"},
		"a link":                     {handmade(t, manifest(rowsPart), rows, entry{name: "materials/a", kind: tar.TypeSymlink}, last), "no ordinary file"},
		"a hard link":                {handmade(t, manifest(rowsPart), rows, entry{name: "materials/a", kind: tar.TypeLink}, last), "no ordinary file"},
		"a directory":                {handmade(t, manifest(rowsPart), rows, entry{name: "materials/", kind: tar.TypeDir}, last), "materials/"},
		"a device":                   {handmade(t, manifest(rowsPart), rows, entry{name: "materials/a", kind: tar.TypeChar}, last), "no ordinary file"},
		"a claim of ten terabytes":   {claim(t, 10<<40), "than it can"},
	}
}

// claim is an archive whose only part says that it is huge.
func claim(t testing.TB, size int64) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	if err := w.WriteHeader(&tar.Header{Name: "xiangxue.db", Size: size, Mode: 0o600}); err != nil {
		t.Fatal(err)
	}
	return append(b.Bytes(), make([]byte, 4096)...)
}

func TestBadArchiveIsRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range bad(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			above := t.TempDir()
			file, target := filepath.Join(t.TempDir(), "b.tar"), filepath.Join(above, "in", "data")
			if err := os.WriteFile(file, tt.bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := archive.Unpack(t.Context(), file, target, accept)
			var damaged *archive.DamagedError
			if !errors.As(err, &damaged) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want it refused with %q", err, tt.says)
			}
			if left := listing(t, above); len(left) != 0 {
				t.Errorf("written: %v", left)
			}
		})
	}
}

func FuzzVerify(f *testing.F) {
	for _, tt := range bad(f) {
		f.Add(tt.bytes)
	}
	f.Add(handmade(f, manifest(rowsPart), rows, last))
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		file, target := filepath.Join(dir, "b.tar"), filepath.Join(dir, "up", "data")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		m, err := archive.Verify(context.Background(), file)
		if err != nil {
			return
		}
		if _, err := archive.Unpack(context.Background(), file, target, accept); err != nil {
			t.Fatalf("verified, but not unpacked: %v", err)
		}
		if got := listing(t, target); len(got) != len(m.Parts) || len(listing(t, dir)) != len(got)+1 {
			t.Fatalf("%d parts, unpacked %v, all %v", len(m.Parts), got, listing(t, dir))
		}
	})
}
