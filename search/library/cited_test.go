package library

import (
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

func TestCited(t *testing.T) {
	t.Parallel()
	db := stocked(t)
	for _, c := range []struct {
		name, citation string
		asOf           calendar.Date
		document       DocumentID
		text           string
	}{
		{"as it is written", "《乙办法》第一条", 20260101, 3, "根据《甲法》，制定本办法。"},
		{"with the number of the document", " 《乙办法》（临政规〔2025〕3号）第一条：根据", 20260101, 3, "根据《甲法》，制定本办法。"},
		{"without the marks, in digits", "乙办法第2条", 20260101, 3, ""},
		{"in the version of the day", "《中华人民共和国甲法》第一条", 20260101, 2, "甲。"},
		{"in the version of an earlier day", "《甲法》第一条", 20220101, 1, ""},
		{"abbreviated", "丙办第一条", 20260101, 4, "丙。"},
	} {
		reads(t, db, func(tx storage.ReadTx) error {
			d, a, err := Cited(t.Context(), tx, c.citation, c.asOf)
			if err != nil || d.ID != c.document || c.text != "" && a.Text != c.text {
				t.Errorf("%s: document %d, %q, %v", c.name, d.ID, a.Text, err)
			}
			if at, err := At(t.Context(), tx, d.ID, a.Point()); err != nil || at.Anchor != a.Anchor {
				t.Errorf("%s: at its point stands %q, %v", c.name, at.Anchor, err)
			}
			return nil
		})
	}
	reads(t, db, func(tx storage.ReadTx) error {
		for citation, kind := range map[string]fault.Kind{
			"第一条": fault.Invalid, "随便问问": fault.Invalid, "": fault.Invalid, "《戊条例》第一条": fault.NotFound, "《乙办法》第九条": fault.NotFound,
		} {
			if _, _, err := Cited(t.Context(), tx, citation, 20260101); !fault.Is(err, kind) {
				t.Errorf("%q: %v", citation, err)
			}
		}
		if _, err := At(t.Context(), tx, 3, "第九条"); !fault.Is(err, fault.NotFound) {
			t.Errorf("an article that is not there: %v", err)
		}
		return nil
	})
}
