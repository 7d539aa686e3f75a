package search

import (
	"maps"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestWordsAreCountedFromTheSecondOn(t *testing.T) {
	t.Parallel()
	field := newWords(fieldText, "土地，土地法")
	field.Analyze()
	got := make(map[string]float32)
	for term, frequency := range field.AnalyzedTokenFrequencies() {
		got[term] = occurrences(uint64(frequency.Frequency()))
		if string(frequency.Term) != term {
			t.Errorf("%q is written as %q", term, frequency.Term)
		}
	}
	want := map[string]float32{"土": 2, "地": 2, "土地": 2, "地法": 1, "法": 1}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestPostingsSurviveTheIndex compares the postings of an index that grew by single articles, and of one made at once, with
// a count: bleve writes a term of one article, of several and of merged files in different ways.
func TestPostingsSurviveTheIndex(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var articles []Article
	for n := range 60 {
		text := make([]rune, random.IntN(12))
		for i := range text {
			text[i] = []rune("甲乙丙丁戊己庚辛壬癸")[min(random.IntN(10), random.IntN(10))]
		}
		articles = append(articles, Article{ID: strconv.Itoa(n), Law: "示例办法", Ordinal: 1, Text: string(text)})
	}
	grown, made := built(t, nil), built(t, articles)
	for i, a := range articles {
		if err := grown.Apply(t.Context(), Changes{Upserts: []Article{a}}, Position{Cursor: int64(i)}); err != nil {
			t.Fatal(err)
		}
	}
	want := make(map[string]float32)
	for _, a := range articles {
		text := fold(a.Text)
		for tok := range tokens(text) {
			want[a.ID+" "+string(text[tok.at:tok.at+tok.runes])]++
		}
	}
	if got := occurring(t, grown); !maps.Equal(got, want) {
		t.Errorf("the index that grew has %v\nwant %v", got, want)
	}
	if got := occurring(t, made); !maps.Equal(got, want) {
		t.Errorf("the index that was made at once has %v\nwant %v", got, want)
	}
}

// occurring returns how often each term occurs in each article, by the postings.
func occurring(t *testing.T, x *Index) map[string]float32 {
	t.Helper()
	v, err := x.live.view()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	all := make(map[string]float32)
	err = eachTerm(v, fieldText, func(term string, docs []uint32) error {
		reader, err := v.TermFieldReader(t.Context(), []byte(term), fieldText, true, false, false)
		if err != nil {
			return err
		}
		defer reader.Close()
		for range docs {
			posting, err := reader.Next(nil)
			if err != nil {
				return err
			}
			id, err := v.ExternalID(posting.ID)
			if err != nil {
				return err
			}
			all[id+" "+term] = occurrences(posting.Freq)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
