package script

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"traditional", "農村土地承包經營權流轉", "农村土地承包经营权流转"},
		{"simplified stays", "土地补偿费", "土地补偿费"},
		{"one form for two words", "顯著 隨著", "显着 随着"},
		{"full width", "ＧＢ１８０３０（试行）", "gb18030(试行)"},
		{"case", "Xml", "xml"},
		{"round zeros", "二〇二五年一○", "二零二五年一零"},
		{"ideographic space", "土地　承包", "土地 承包"},
		{"broken encoding", "a\xffb", "a\uFFFDb"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := string(Fold(test.text)); got != test.want {
				t.Errorf("Fold(%q) = %q, want %q", test.text, got, test.want)
			}
		})
	}
}

func TestFoldKeepsPositions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		once := Fold(text)
		if len(once) != len([]rune(text)) {
			t.Fatalf("%q has %d runes, folded %d", text, len([]rune(text)), len(once))
		}
		if twice := Fold(string(once)); string(twice) != string(once) {
			t.Fatalf("folding %q again gives %q", string(once), string(twice))
		}
	})
}

func TestTraditionalTable(t *testing.T) {
	t.Parallel()
	table, changed := simplified(), 0
	for i, simple := range table {
		if simple == 0 {
			t.Fatalf("%c folds to nothing", firstHan+rune(i))
		}
		if simple != firstHan+rune(i) {
			changed++
		}
		if simple >= firstHan && simple <= lastHan && table[simple-firstHan] != simple {
			t.Errorf("%c folds to %c, which folds on", firstHan+rune(i), simple)
		}
	}
	if changed < 2500 {
		t.Errorf("the table has %d traditional characters, too few", changed)
	}
}
