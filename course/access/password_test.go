package access

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"xiangxue/course/roster"
)

func TestPasswordPolicy(t *testing.T) {
	t.Parallel()
	owner := roster.Cadre{StaffNo: "YX0327", Name: "何秀兰", Phone: "13812345678"}
	tests := []struct {
		password string
		weak     string // a word of the complaint, empty when the password is good
	}{
		{"tk8-maple-river", ""},
		{"correct horse battery", ""},
		{"稻花香里说丰年", ""},
		{"春风又绿江南岸 2026", ""},
		{"password-of-mine-73", ""},
		{"", "太短"},
		{"k7f!mw2", "太短"},
		{"春风又绿江", "太短"},
		{strings.Repeat("长句", 65), "太长"},
		{"aaaaaaaaaaaa", "重复"},
		{"ababababababab", "重复"},
		{"YX0327YX0327", "工号"},
		{"yx0327abc", "太短"},
		{"13812345678", "工号"},
		{"１３８１２３４５６７８", "工号"},
		{"13812345678ab", "工号"},
		{"何秀兰123何秀兰", "工号"},
		{"1234567890", "常见"},
		{"Password123", "常见"},
		{"Qwertyuiop!", "常见"},
		{"1qaz2wsx3edc", "常见"},
		{"woaini1314520", "常见"},
		{"为人民服务123", "常见"},
		{"不忘初心牢记使命", "常见"},
		{"admin888888", "常见"},
	}
	for _, tt := range tests {
		got := weaknessOf(tt.password, owner)
		if (got == "") != (tt.weak == "") || !strings.Contains(got, tt.weak) {
			t.Errorf("%s: %q, want %q", tt.password, got, tt.weak)
		}
	}
}

func TestCommonPasswordsAreListedOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for line := range strings.Lines(commonPasswords) {
		line = strings.TrimSpace(line)
		if line == "" || line != strings.ToLower(line) || len([]rune(line)) < 3 || seen[line] {
			t.Errorf("%q does not belong into the list", line)
		}
		seen[line] = true
	}
}

func TestPauseAfter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 1_000_000).Draw(t, "failures")
		pause, next := pauseAfter(n), pauseAfter(n+1)
		if (pause > 0) != (n >= 5) || pause > time.Hour || next < pause {
			t.Fatalf("after %d: %s, then %s", n, pause, next)
		}
	})
}

func TestHash(t *testing.T) {
	t.Parallel()
	h := newHasher(usualCost())
	phc := must(h.hash(t.Context(), own))
	if !strings.HasPrefix(phc, "$argon2id$v=19$m=19456,t=2,p=1$") || strings.Contains(phc, own) {
		t.Errorf("the hash is %s", phc)
	}
	if again := must(h.hash(t.Context(), own)); again == phc {
		t.Error("two hashes have the same salt")
	}
	for password, want := range map[string]bool{own: true, "稻花香里说丰年！": true, own + " ": false, "": false} {
		if got, err := h.verify(t.Context(), password, phc); err != nil || got != want {
			t.Errorf("%q: %v (%v), want %v", password, got, err, want)
		}
	}
}

// TestHashOfAnotherProgram checks a vector of the reference implementation of Argon2: echo -n password | argon2 somesalt
// -id -t 2 -m 16 -p 1, at a cost that differs from ours.
func TestHashOfAnotherProgram(t *testing.T) {
	t.Parallel()
	const phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	h := newHasher(usualCost())
	if ok, err := h.verify(t.Context(), "password", phc); err != nil || !ok {
		t.Errorf("%v, %v", ok, err)
	}
}

func TestDamagedHashesAreRefused(t *testing.T) {
	t.Parallel()
	const good = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	for _, change := range [][2]string{
		{good, ""}, {"argon2id", "argon2i"}, {"v=19", "v=16"}, {"m=65536", "m=99999999"}, {"t=2", "t=0"}, {"t=2", "t=9999"},
		{"p=1", "p=0"}, {"$c29tZXNhbHQ", ""}, {"c29tZXNhbHQ", "c2"}, {"CTFh", "C!Fh"}, {"ph8ArZWb2GRPPc", "$"},
	} {
		phc := strings.Replace(good, change[0], change[1], 1)
		if _, _, _, err := parsePHC(phc); err == nil {
			t.Errorf("%s was accepted", phc)
		} else if strings.Contains(err.Error(), "c29t") {
			t.Errorf("the error shows the hash: %v", err)
		}
	}
}

func FuzzParsePHC(f *testing.F) {
	f.Add("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	f.Add("$argon2id$v=19$m=,t=,p=$$")
	f.Add("$argon2id$v=19$m=4294967295,t=4294967295,p=255$AAAA$AAAA")
	f.Fuzz(func(t *testing.T, phc string) {
		c, salt, key, err := parsePHC(phc)
		if err == nil && (c.memory > 256*1024 || c.passes == 0 || c.lanes == 0 || len(salt) < 8 || len(key) < 16) {
			t.Errorf("%q gives %+v", phc, c)
		}
	})
}

func TestFirstPasswordsAreTypedInManyWays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		password := newFirstPassword()
		plain := plainFirstPassword(password)
		if len(plain) != 12 || strings.Trim(plain, readable) != "" {
			t.Fatalf("%s is %s", password, plain)
		}
		mark := rapid.SampledFrom([]string{"", " ", "-", "－", "—", "　"}).Draw(t, "mark")
		typed := strings.ReplaceAll(password, "-", mark)
		if rapid.Bool().Draw(t, "capitals") {
			typed = strings.ToUpper(typed)
		}
		if plainFirstPassword(typed) != plain {
			t.Fatalf("%s is not %s", typed, password)
		}
	})
}
