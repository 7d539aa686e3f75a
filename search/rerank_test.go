package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestShippedWeights(t *testing.T) {
	t.Parallel()
	if w, err := parseWeights(weightFile); err != nil || w[featureScore]+w[featureLogScore] <= 0 {
		t.Errorf("weights %v, %v: a better score must count for an article", w, err)
	}
}

func TestParseWeights(t *testing.T) {
	t.Parallel()
	complete := ""
	for i, name := range featureNames {
		complete += fmt.Sprintf("%s %d.5\n", name, i)
	}
	w, err := parseWeights("# comment\n\n" + complete)
	if err != nil || w[featureCount-1] != featureCount-0.5 {
		t.Errorf("read %v, %v", w, err)
	}
	for name, text := range map[string]string{
		"missing":   strings.Replace(complete, "score 0.5\n", "", 1),
		"unknown":   complete + "luck 1\n",
		"no number": complete + "score high\n",
	} {
		if _, err := parseWeights(text); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestFeatures(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	v, err := x.live.view()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	docs, found := []uint32{0, 1, 3, 8}, make([]evidence, v.size)
	for i, doc := range docs {
		found[doc] = evidence{text: 8 - float32(i), chapter: 2, cover: float32(i)}
	}
	for i, f := range v.features(docs, found) {
		same := 0
		for _, doc := range docs {
			if doc != docs[i] && v.law.of[doc] == v.law.of[docs[i]] {
				same++
			}
		}
		if (f[featureLaw] > 0) != (same > 0) {
			t.Errorf("article %d, with %d others of its law: %v", docs[i], same, f)
		}
		if want := (10 - float32(i)) / 10; f[featureScore] != want || f[featureCover] != float32(i)/3 {
			t.Errorf("article %d: score %v of the best and cover %v", docs[i], f[featureScore], f[featureCover])
		}
	}
}

func TestRerankKeepsTheArticles(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	first := found(t, x, Request{Text: "流转的收益归谁", Limit: 3})
	all := found(t, x, Request{Text: "流转的收益归谁", Limit: 100})
	second := found(t, x, Request{Text: "流转的收益归谁", Limit: 3, Offset: 3})
	if !slices.Equal(append(first, second...), all[:len(first)+len(second)]) {
		t.Errorf("pages %v and %v of %v", first, second, all)
	}
	slices.Sort(all)
	if distinct := len(slices.Compact(all)); distinct != len(all) {
		t.Errorf("%d articles of %d", distinct, len(all))
	}
}
