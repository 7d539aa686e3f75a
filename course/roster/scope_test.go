package roster

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// namesIn returns the names of those who are in the scope on the day, in order.
func namesIn(ctx context.Context, tx storage.ReadTx, s Scope, on calendar.Date) string {
	var names []string
	for _, m := range must(Members(ctx, tx, s, on)) {
		names = append(names, m.Cadre.Name)
	}
	return strings.Join(names, " ")
}

func TestScope(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	tests := []struct {
		name                  string
		scope                 Scope
		people, units, groups string
	}{
		{"everyone", Everyone(), "何秀兰 周明 单雄 李清", "LL YX YX-1 YX-2 QS", "G1"},
		{"nobody", Nobody(), "", "", ""},
		{"the zero scope", Scope{}, "", "", ""},
		{"a township with its offices", InUnit(p.yunxi.Path), "何秀兰 周明 单雄", "YX YX-1 YX-2", "G1"},
		{"an office", InUnit(p.farm.Path), "单雄", "YX-2", ""},
		{"an office and those above", Above(p.farm.Path), "", "LL YX YX-2", ""},
		{"a group", InGroup(p.group.ID), "周明 单雄", "", "G1"},
		{"a person", Only(p.he.ID), "何秀兰", "", ""},
		{"a person or another township", Only(p.he.ID).Or(InUnit(p.qingshi.Path)), "何秀兰 李清", "QS", ""},
		{"nothing or a group", Nobody().Or(InGroup(p.group.ID)), "周明 单雄", "", "G1"},
		{"no path", InUnit(""), "", "", ""},
		{"the root of all paths", InUnit("/"), "", "", ""},
		{"a pattern for a path", InUnit("/%/"), "", "", ""},
		{"a path without an end", InUnit("/1"), "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			read(t, p.db, func(ctx context.Context, tx storage.ReadTx) {
				if got := namesIn(ctx, tx, tt.scope, march); got != tt.people {
					t.Errorf("people: %q, want %q", got, tt.people)
				}
				var units, groups []string
				for _, u := range must(Units(ctx, tx, tt.scope)) {
					units = append(units, u.Code)
				}
				for _, g := range must(Groups(ctx, tx, tt.scope)) {
					groups = append(groups, g.Code)
				}
				if got := strings.Join(units, " "); got != tt.units {
					t.Errorf("units: %q, want %q", got, tt.units)
				}
				if got := strings.Join(groups, " "); got != tt.groups {
					t.Errorf("groups: %q, want %q", got, tt.groups)
				}
				if tt.scope.IsNobody() != (tt.people+tt.units+tt.groups == "") {
					t.Errorf("IsNobody is %v", tt.scope.IsNobody())
				}
			})
		})
	}
}

func TestScopeIsDated(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	write(t, p.db, func(ctx context.Context, tx storage.WriteTx) { check(Join(ctx, tx, p.he.ID, p.qingshi.ID, march)) })
	read(t, p.db, func(ctx context.Context, tx storage.ReadTx) {
		for _, tt := range []struct {
			scope Scope
			on    calendar.Date
			want  string
		}{
			{InUnit(p.yunxi.Path), 20260228, "何秀兰 周明 单雄"},
			{InUnit(p.yunxi.Path), march, "周明 单雄"},
			{InUnit(p.qingshi.Path), march, "何秀兰 李清"},
			{InGroup(p.group.ID), 20260228, "周明"},
		} {
			if got := namesIn(ctx, tx, tt.scope, tt.on); got != tt.want {
				t.Errorf("on %s: %q, want %q", tt.on, got, tt.want)
			}
		}
		if _, err := FindCadreIn(ctx, tx, InUnit(p.yunxi.Path), p.he.ID, march); !fault.Is(err, fault.NotFound) {
			t.Errorf("found outside the scope: %v", err)
		}
		if _, err := FindCadreIn(ctx, tx, InUnit(p.yunxi.Path), p.he.ID, january); err != nil {
			t.Errorf("not found in the scope: %v", err)
		}
	})
}

// TestScopeOrIsUnion draws scopes and expects Or to select exactly those whom one of the two selects.
func TestScopeOrIsUnion(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	parts := []Scope{
		Nobody(), InUnit(p.yunxi.Path), InUnit(p.farm.Path), InUnit(p.qingshi.Path), Above(p.party.Path),
		InGroup(p.group.ID), Only(p.he.ID), Only(p.li.ID), Everyone(),
	}
	rapid.Check(t, func(rt *rapid.T) {
		a, b := Nobody(), Nobody()
		for range rapid.IntRange(0, 3).Draw(rt, "parts of a") {
			a = a.Or(rapid.SampledFrom(parts).Draw(rt, "part"))
		}
		for range rapid.IntRange(0, 3).Draw(rt, "parts of b") {
			b = b.Or(rapid.SampledFrom(parts).Draw(rt, "part"))
		}
		read(t, p.db, func(ctx context.Context, tx storage.ReadTx) {
			inA, inB := strings.Fields(namesIn(ctx, tx, a, march)), strings.Fields(namesIn(ctx, tx, b, march))
			both := strings.Fields(namesIn(ctx, tx, a.Or(b), march))
			for _, name := range []string{"何秀兰", "周明", "单雄", "李清"} {
				want := slices.Contains(inA, name) || slices.Contains(inB, name)
				if got := slices.Contains(both, name); got != want {
					rt.Fatalf("%s in the union: %v, want %v", name, got, want)
				}
			}
		})
	})
}
