package hours_test

import (
	"testing"

	"pgregory.net/rapid"

	"xiangxue/course/hours"
)

func TestAmountText(t *testing.T) {
	t.Parallel()
	for text, amount := range map[string]hours.Amount{"0": 0, "0.25": 25, "0.5": 50, "61.5": 6150, "90": 9000, "0.05": 5, "100000": 10_000_000} {
		if got := amount.String(); got != text {
			t.Errorf("Amount(%d) = %q, want %q", amount, got, text)
		}
		if got, err := hours.ParseAmount(" " + text + " "); err != nil || got != amount {
			t.Errorf("ParseAmount(%q) = %d, %v", text, got, err)
		}
	}
	for text, amount := range map[string]hours.Amount{"-3": -300, "-0.25": -25, "-1.05": -105} {
		if got := amount.String(); got != text {
			t.Errorf("Amount(%d) = %q, want %q", amount, got, text)
		}
	}
	for _, text := range []string{"", ".", "1.", ".5", "-1", "+1", "1.234", "1,5", "１", "1e3", "100001", "9999999999999999999", "0x10", "三"} {
		if got, err := hours.ParseAmount(text); err == nil {
			t.Errorf("ParseAmount(%q) = %d, want an error", text, got)
		}
	}
}

func TestAmountRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := hours.Amount(rapid.Int64Range(0, 10_000_000).Draw(t, "amount"))
		if got, err := hours.ParseAmount(a.String()); err != nil || got != a {
			t.Fatalf("%d is written %q and read %d, %v", a, a, got, err)
		}
		if (-a).String() != "-"+a.String() && a != 0 {
			t.Fatalf("%d is written %q, its negative %q", a, a, -a)
		}
		d := hours.Days(a)
		if got, err := hours.ParseDays(d.String()); err != nil || got != d {
			t.Fatalf("%d days are written %q and read %d, %v", d, d, got, err)
		}
	})
}

func TestLessonHours(t *testing.T) {
	t.Parallel()
	c := hours.DefaultRuleSet().Conversion
	for minutes, want := range map[int]string{-1: "0", 0: "0", 1: "0.25", 15: "0.25", 16: "0.5", 29: "0.5", 30: "1", 31: "1", 90: "1"} {
		if got := c.Lesson(minutes).String(); got != want {
			t.Errorf("a lesson of %d minutes: %s, want %s", minutes, got, want)
		}
	}
	if got := c.Course([]int{15, 20, 45}).String(); got != "1.75" {
		t.Errorf("a course of 15, 20 and 45 minutes: %s, want 1.75", got)
	}
}

func TestTrainingDays(t *testing.T) {
	t.Parallel()
	c := hours.DefaultRuleSet().Conversion
	for days, want := range map[hours.Days]string{50: "4", 100: "8", 150: "12", 500: "40"} {
		if got, ok := c.Days(days); !ok || got.String() != want {
			t.Errorf("%s days: %s, %v, want %s", days, got, ok, want)
		}
	}
	for _, days := range []hours.Days{1, 25, 99, 133} {
		if got, ok := c.Days(days); ok {
			t.Errorf("%s days: %s, want a refusal", days, got)
		}
	}
}

func TestLeaveOfOneSeventhIsAllowed(t *testing.T) {
	t.Parallel()
	l := hours.DefaultRuleSet().Limits
	for _, tt := range []struct {
		leave, total hours.Amount
		want         bool
	}{{800, 5600, true}, {801, 5600, false}, {0, 0, true}, {1, 6, false}, {1, 7, true}, {571, 4000, true}, {572, 4000, false}} {
		if got := l.LeaveAllowed(tt.leave, tt.total); got != tt.want {
			t.Errorf("%s of %s: %v", tt.leave, tt.total, got)
		}
	}
}
