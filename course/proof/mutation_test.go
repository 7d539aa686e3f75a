package proof_test

import (
	"archive/zip"
	"bytes"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"xiangxue/course/proof"
)

// parcel is the parts of a bundle while they are tampered with.
type parcel struct {
	names    []string
	contents [][]byte
}

func unpacked(t *testing.T, file []byte) *parcel {
	t.Helper()
	p, err := unpack(file)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func unpack(file []byte) (*parcel, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	p := &parcel{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		p.names, p.contents = append(p.names, f.Name), append(p.contents, content)
	}
	return p, nil
}

func (p *parcel) at(name string) []byte { return p.contents[slices.Index(p.names, name)] }

func (p *parcel) put(name string, content []byte) { p.contents[slices.Index(p.names, name)] = content }

func (p *parcel) pack(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, name := range p.names {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(p.contents[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (p *parcel) equals(o *parcel) bool {
	return slices.Equal(p.names, o.names) && slices.EqualFunc(p.contents, o.contents, bytes.Equal)
}

// begins finds the places where facts begin; titles of the test hold lines that look alike.
var begins = regexp.MustCompile(`(?m)^fact (\d+) [a-z_]+ \d+ \S{44} \d+$`)

// records cuts facts.txt into its facts and returns the places of their leaves.
func records(text []byte) (list [][]byte, places []int64) {
	at := begins.FindAllSubmatchIndex(text, -1)
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		place, _ := strconv.ParseInt(string(text[m[2]:m[3]]), 10, 64)
		list, places = append(list, text[m[0]:end]), append(places, place)
	}
	return list, places
}

// tamper changes the list of facts at i, and says what a check must find and at which of the places.
type tamper struct {
	name string
	what proof.What
	do   func(list [][]byte, i, j int, r *rand.Rand) [][]byte
}

func tampers() []tamper {
	return []tamper{
		{"drop", proof.Missing, func(list [][]byte, i, _ int, _ *rand.Rand) [][]byte { return slices.Delete(list, i, i+1) }},
		{"duplicate", proof.Inserted, func(list [][]byte, i, _ int, _ *rand.Rand) [][]byte { return slices.Insert(list, i, list[i]) }},
		{"exchange", proof.Reordered, func(list [][]byte, i, j int, _ *rand.Rand) [][]byte {
			list[i], list[j] = list[j], list[i]
			return list
		}},
		{"truncate", proof.Missing, func(list [][]byte, i, _ int, _ *rand.Rand) [][]byte { return list[:i] }},
		{"flip the content", proof.Altered, func(list [][]byte, i, _ int, r *rand.Rand) [][]byte {
			content := bytes.IndexByte(list[i], '\n') + 1
			list[i] = bytes.Clone(list[i])
			list[i][content+r.IntN(len(list[i])-content-1)] ^= 4 // never a line break where none was
			return list
		}},
	}
}

// TestTamperedFactsAreNamed changes one fact at a time in a bundle whose other parts are as they were written.
func TestTamperedFactsAreNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.attend(20, w.he, w.far)
	file := w.bundle()
	random := rand.New(rand.NewPCG(2026, 11))
	for range 400 {
		for _, one := range tampers() {
			p := unpacked(t, file)
			list, places := records(p.at("facts.txt"))
			i := random.IntN(len(list))
			j := (i + 1 + random.IntN(len(list)-1)) % len(list)
			p.put("facts.txt", bytes.Join(one.do(list, i, j, random), nil))
			r := w.check(p.pack(t), proof.Trust{})
			named := slices.ContainsFunc(r.Findings, func(f proof.Finding) bool { return f.What == one.what && f.Position == places[i] })
			if !named {
				t.Fatalf("%s at leaf %d: %+v", one.name, places[i], r.Findings)
			}
		}
	}
	if r := w.check(file, proof.Trust{}); !r.Clean() {
		t.Errorf("the bundle is whole, but: %+v", r.Findings)
	}
}

// TestEveryChangeOfTheFileIsFound flips bits, cuts off, repeats and exchanges bytes anywhere in the file. What leaves all
// parts as they were, such as another time of day in the directory of the zip file, is no change.
func TestEveryChangeOfTheFileIsFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.attend(5, w.he)
	file := w.bundle()
	clean := unpacked(t, file)
	random := rand.New(rand.NewPCG(7, 7))
	found := 0
	for range 4000 {
		bad := bytes.Clone(file)
		at := random.IntN(len(bad))
		switch random.IntN(5) {
		case 0, 1:
			bad[at] ^= 1 << random.IntN(8)
		case 2:
			bad = bad[:at]
		case 3:
			bad = slices.Insert(bad, at, bad[at:min(len(bad), at+1+random.IntN(40))]...)
		default:
			bad = slices.Delete(bad, at, min(len(bad), at+1+random.IntN(40)))
		}
		if r := w.check(bad, proof.Trust{}); !r.Clean() {
			found++
			continue
		}
		if p, err := unpack(bad); err != nil || !p.equals(clean) {
			t.Fatalf("a change at %d is not found: %v", at, err)
		}
	}
	if found < 3000 {
		t.Errorf("only %d changes are found", found)
	}
}

// TestEveryPartIsBound changes each part, drops it and adds another.
func TestEveryPartIsBound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.attend(3, w.he)
	file := w.bundle()
	for i, name := range unpacked(t, file).names {
		p := unpacked(t, file)
		p.contents[i][len(p.contents[i])/2] ^= 1
		if r := w.check(p.pack(t), proof.Trust{Key: w.log.VerifierKey()}); r.Clean() {
			t.Errorf("a change in %s is not found", name)
		}
		p = unpacked(t, file)
		p.names, p.contents = slices.Delete(p.names, i, i+1), slices.Delete(p.contents, i, i+1)
		if r := w.check(p.pack(t), proof.Trust{}); r.Clean() {
			t.Errorf("%s is missing and nobody notices", name)
		}
	}
	p := unpacked(t, file)
	p.names, p.contents = append(p.names, "more.txt"), append(p.contents, []byte("more"))
	if r := w.check(p.pack(t), proof.Trust{}); r.Clean() {
		t.Error("a further part is not found")
	}
}

func FuzzCheckBundle(f *testing.F) {
	f.Add([]byte("PK\x05\x06"))
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"README.txt", "manifest.json", "facts.txt", "leaves.txt"} {
		part, _ := z.Create(name)
		_, _ = part.Write([]byte("fact 0 entry 1 AAAA 3\nab\n{\"form\":\"xiangxue bundle v1\"}0 xiangxue/v1 entry 1 AAAA\n"))
	}
	_ = z.Close()
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := proof.CheckBundle(bytes.NewReader(file), int64(len(file)), proof.Trust{})
		if err == nil && r.Clean() {
			t.Error("a file that no key has attested is clean")
		}
		proof.IsBundle(bytes.NewReader(file), int64(len(file)))
	})
}
