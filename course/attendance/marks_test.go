package attendance

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/fault"
	"xiangxue/course/roster"
)

// TestMarksOfExpected draws lists of persons and complete marks in any order, and then spoils one of them.
func TestMarksOfExpected(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.Int64Range(1, 90), 1, 30, rapid.ID[int64]).Draw(t, "ids")
		var expected []Expected
		var marks []Mark
		for _, id := range ids {
			m := Mark{Cadre: roster.CadreID(id), Presence: rapid.SampledFrom(Presences()).Draw(t, "presence"), Reason: "  值班 "}
			expected = append(expected, Expected{Cadre: roster.Cadre{ID: m.Cadre}})
			marks = append(marks, m)
		}
		shuffled := rapid.Permutation(marks).Draw(t, "shuffled")
		list, err := checkMarks(expected, shuffled)
		if err != nil || len(list) != len(marks) {
			t.Fatalf("%d of %d marks: %v", len(list), len(marks), err)
		}
		for i, m := range list {
			want := "值班"
			if marks[i].IsPresent() {
				want = ""
			}
			if m.Cadre != marks[i].Cadre || m.Presence != marks[i].Presence || m.Reason != want {
				t.Fatalf("mark %d is %+v, want that of %+v", i, m, marks[i])
			}
		}
		i := rapid.IntRange(0, len(shuffled)-1).Draw(t, "spoilt")
		spoilt, field := spoil(t, slices.Clone(shuffled), i)
		var f *fault.Error
		if _, err := checkMarks(expected, spoilt); !errors.As(err, &f) || f.Kind != fault.Invalid || len(f.Fields) == 0 || f.Fields[0].Name != field {
			t.Fatalf("got %v, want a failure of %s", err, field)
		}
	})
}

// spoil makes the marks wrong at i and returns the name of the field that is to be named first.
func spoil(t *rapid.T, marks []Mark, i int) ([]Mark, string) {
	id := marks[i].Cadre
	switch rapid.IntRange(0, 4).Draw(t, "how") {
	case 0:
		return slices.Delete(marks, i, i+1), PresenceField(id)
	case 1:
		return append(marks, marks[i]), PresenceField(id)
	case 2:
		marks[i].Presence = "late"
		return marks, PresenceField(id)
	case 3:
		marks[i].Presence, marks[i].Reason = Absent, " \t"
		return marks, ReasonField(id)
	default:
		return append(marks, Mark{Cadre: 99, Presence: Present}), PresenceField(99)
	}
}
