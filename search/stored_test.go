package search

import (
	"testing"

	"pgregory.net/rapid"
)

func TestStoredArticlesComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := stored{Number: rapid.String().Draw(t, "number"), Anchor: rapid.String().Draw(t, "anchor"), Text: rapid.String().Draw(t, "text")}
		packed, err := Article{Number: want.Number, Anchor: want.Anchor, Text: want.Text}.pack()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := unpack(packed); got != want || err != nil {
			t.Errorf("got %+v, want %+v (%v)", got, want, err)
		}
	})
}

func TestWhatIsNoStoredArticleIsRefused(t *testing.T) {
	t.Parallel()
	packed, err := Article{Text: "流转的收益归承包方。"}.pack()
	if err != nil {
		t.Fatal(err)
	}
	for name, broken := range map[string][]byte{"nothing": nil, "half": packed[:len(packed)/2], "something else": []byte("流转")} {
		if got, err := unpack(broken); err == nil {
			t.Errorf("%s is read as %+v", name, got)
		}
	}
}
