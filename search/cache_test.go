package search

import (
	"reflect"
	"testing"
)

func TestImpactCache(t *testing.T) {
	t.Parallel()
	var c impactCache
	key, list := fieldTerm{fieldText, "土地"}, []impact{{1, 0.5}, {7, 0.25}}
	if _, ok := c.get(key); ok {
		t.Error("an empty cache knows a term")
	}
	c.put(key, impacts{2, list})
	if got, ok := c.get(key); !ok || !reflect.DeepEqual(got.list, list) {
		t.Errorf("kept %v, %v", got, ok)
	}
	c.put(fieldTerm{fieldText, "合同"}, impacts{cacheRoom, make([]impact, cacheRoom)})
	if _, ok := c.get(key); ok {
		t.Error("a full cache keeps everything")
	}
}

func TestCachedImpactsAreTheIndexs(t *testing.T) {
	t.Parallel()
	x := built(t, fixture())
	first := found(t, x, Request{Text: "流转的收益归谁", Limit: 100})
	again := found(t, x, Request{Text: "流转的收益归谁", Limit: 100})
	if !reflect.DeepEqual(first, again) || len(first) == 0 {
		t.Errorf("first %v, then %v", first, again)
	}
	if err := x.Apply(t.Context(), Changes{Documents: []int64{1}}, Position{Cursor: 8}); err != nil {
		t.Fatal(err)
	}
	for _, id := range found(t, x, Request{Text: "流转的收益归谁", Limit: 100}) {
		if id[0] == '1' {
			t.Errorf("%s is found after its removal", id)
		}
	}
}
