package plan_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/compliance"
	"xiangxue/course/fault"
	"xiangxue/course/hours"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

func TestSaveNamesTheFieldsThatAreWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.draft(example())
	for _, c := range []struct {
		name   string
		spoil  func(*plan.Content)
		fields []string
	}{
		{"subjects do not add up", func(c *plan.Content) { c.Requirements[0].Subjects[2].Hours -= 2 * hours.Hour }, []string{"requirements.0.subjects"}},
		{"modes do not add up", func(c *plan.Content) { c.Requirements[0].Modes = c.Requirements[0].Modes[:2] }, []string{"requirements.0.modes"}},
		{"negative total", func(c *plan.Content) {
			c.Requirements = append(c.Requirements, plan.Requirement{Category: "party_member", Hours: -1})
		}, []string{"requirements.1.hours", "requirements.1.hours"}},
		{"nothing asked", func(c *plan.Content) {
			c.Requirements = append(c.Requirements, plan.Requirement{Category: "party_member"})
		}, []string{"requirements.1.hours"}},
		{"unknown category", func(c *plan.Content) { c.Requirements[0].Category = "boss" }, []string{"requirements.0.category"}},
		{"category twice", func(c *plan.Content) { c.Requirements = append(c.Requirements, c.Requirements[0]) }, []string{"requirements.1.category"}},
		{"unknown subject", func(c *plan.Content) { c.Requirements[0].Subjects[0].Subject = "chess" }, []string{"requirements.0.subjects.chess"}},
		{"shares fall", func(c *plan.Content) { c.Shares = compliance.Shares{50, 20, 75, 100} }, []string{"shares.1"}},
		{"shares end early", func(c *plan.Content) { c.Shares[3] = 90 }, []string{"shares.3"}},
		{"shares beyond all", func(c *plan.Content) { c.Shares[2] = 130 }, []string{"shares.2"}},
		{"topic without a title", func(c *plan.Content) { c.Topics[0].Title = " " }, []string{"topics.0.title"}},
		{"topic dated in another quarter", func(c *plan.Content) { c.Topics[0].Quarter = 1 }, []string{"topics.0.on"}},
		{"topic of no mode", func(c *plan.Content) { c.Topics[0].Mode = "dream" }, []string{"topics.0.mode"}},
		{"topic key twice", func(c *plan.Content) { c.Topics = append(c.Topics, c.Topics[0]) }, []string{"topics.1.key"}},
		{"reading of nothing", func(c *plan.Content) { c.Topics[0].Required[0].Ref = 0 }, []string{"topics.0.required.0"}},
		{"no notice", func(c *plan.Content) { c.Parameters.NoticeDays = 0 }, []string{"parameters.notice_days"}},
		{"heat steps fall", func(c *plan.Content) { c.Parameters.HeatSteps = [2]int{30, 10} }, []string{"parameters.heat_steps"}},
	} {
		content := example()
		content.Topics[0].Key = "t1"
		c.spoil(&content)
		err := w.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			_, err := w.planner.Save(ctx, tx, w.secretary, v.ID, v.Revision, content)
			return err
		})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", c.name, err)
		}
		if names := fieldNames(err); !slices.Equal(names, c.fields) {
			t.Errorf("%s: fields %v, want %v", c.name, names, c.fields)
		}
	}
}

func TestTopicsKeepTheirKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.draft(example())
	first := v.Content.Topics[0]
	if first.Key != "t1" {
		t.Fatalf("the first topic is called %q", first.Key)
	}
	save := func(topics ...plan.Topic) {
		content := v.Content
		content.Topics = topics
		w.write(func(ctx context.Context, tx storage.WriteTx) (err error) {
			v, err = w.planner.Save(ctx, tx, w.secretary, v.ID, v.Revision, content)
			return err
		})
	}
	second := first
	second.Key, second.Title = "", "防灾减灾与基层应急"
	save(second, first)
	if v.Content.Topics[0].Key != "t2" || v.Content.Topics[1].Key != "t1" {
		t.Errorf("keys after adding: %+v", v.Content.Topics)
	}
	save(first)
	third := second
	third.Title = "村级公示怎么做"
	save(first, third)
	if v.Content.Topics[1].Key != "t3" {
		t.Errorf("the key of a removed topic was given again: %q", v.Content.Topics[1].Key)
	}
}

func TestTheCanonicalForm(t *testing.T) {
	t.Parallel()
	c := plan.Empty()
	c.Requirements = []plan.Requirement{{Category: "section_level", Hours: 9000, Subjects: []plan.SubjectHours{}, Modes: []plan.ModeHours{}}}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"guiding":"","requirements":[{"category":"section_level","hours":9000,"subjects":[],"modes":[],"meetings":0}],` +
		`"shares":[25,50,75,100],"topics":[],"parameters":{"slight_gap":300,"heat_steps":[10,30],"notice_days":30,` +
		`"record_within_days":7,"make_up_within_days":42},"last_topic":0}`
	if string(text) != want {
		t.Errorf("sealed plans would no longer verify:\n got %s\nwant %s", text, want)
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	before := example()
	before.Topics[0].Key = "t1"
	after := example()
	after.Topics[0].Key = "t1"
	after.Requirements[0].Subjects[3].Hours = 8 * hours.Hour
	after.Requirements[0].Subjects[4].Hours = 18 * hours.Hour
	after.Topics[0].Hours = 250
	after.Topics[0].Required = nil
	after.Requirements = append(after.Requirements, plan.Requirement{Category: "village_stationed", Hours: 80 * hours.Hour})
	after.Guiding = ""
	differences, same := plan.Compare(before, after)
	type short struct {
		what          plan.What
		place         string
		before, after string
	}
	var got []short
	for _, d := range differences {
		place := string(d.Section) + " " + string(d.Category) + d.Topic + " " + d.Subject + d.Field
		got = append(got, short{d.What, place, d.Before, d.After})
	}
	want := []short{
		{plan.Removed, "guiding  ", before.Guiding, ""},
		{plan.Changed, "requirement section_level technologyhours", "10", "8"},
		{plan.Changed, "requirement section_level ruralhours", "16", "18"},
		{plan.Added, "requirement village_stationed hours", "", "80"},
		{plan.Added, "requirement village_stationed meetings", "", "0"},
		{plan.Changed, "topic t1 hours", "3", "2.5"},
		{plan.Removed, "topic t1 required document 7", "《土地管理法律要点》", ""},
	}
	if !slices.Equal(got, want) {
		t.Errorf("differences\n got %v\nwant %v", got, want)
	}
	if same != 2+3+4+4+5+5 {
		t.Errorf("%d items are the same", same)
	}
}

func TestCompareIsFairToBothSides(t *testing.T) {
	t.Parallel()
	draw := func(t *rapid.T, name string) plan.Content {
		c := plan.Empty()
		for _, category := range []roster.Category{"section_level", "party_member", "central_group"} {
			if rapid.Bool().Draw(t, name) {
				amount := hours.Amount(rapid.IntRange(1, 3).Draw(t, "hours"))
				c.Requirements = append(c.Requirements, plan.Requirement{Category: category, Hours: amount})
			}
		}
		return c
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t, "a"), draw(t, "b")
		there, same := plan.Compare(a, b)
		back, sameBack := plan.Compare(b, a)
		if same != sameBack || len(there) != len(back) {
			t.Fatalf("%d changes and %d the same one way, %d and %d the other", len(there), same, len(back), sameBack)
		}
		if self, _ := plan.Compare(a, a); len(self) != 0 {
			t.Fatalf("a plan differs from itself: %v", self)
		}
	})
}
