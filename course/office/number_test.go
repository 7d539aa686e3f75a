package office

import "testing"

func TestNumberText(t *testing.T) {
	t.Parallel()
	tests := []struct {
		raw    string
		format format
		from   bool // 1904
		want   string
	}{
		{"12", plain, false, "12"},
		{"-3", plain, false, "-3"},
		{"123456789012345678", plain, false, "123456789012345678"},
		{"1.23456789012346E+17", plain, false, "123456789012346000"},
		{"61.249999999999993", plain, false, "61.25"},
		{"0.25", plain, false, "0.25"},
		{"-0.0", plain, false, "0"},
		{"1E-3", plain, false, "0.001"},
		{"1e300", plain, false, "1e+300"},
		{"NaN", plain, false, "NaN"},
		{"1e999", plain, false, "1e999"},
		{"", plain, false, ""},
		{"abc", dated, false, "abc"},
		{"46086", dated, false, "2026-03-05"},
		{"46086.999999999", dated, false, "2026-03-06"},
		{"46086.60417", dated, false, "2026-03-05 14:30"},
		{"46086.5000116", dated, false, "2026-03-05 12:00:01"},
		{"44624", dated, true, "2026-03-05"},
		{"1", dated, false, "1900-01-01"},
		{"59", dated, false, "1900-02-28"},
		{"60", dated, false, "1900-02-29"},
		{"61", dated, false, "1900-03-01"},
		{"2958465", dated, false, "9999-12-31"},
		{"2958466", dated, false, "2958466"},
		{"-1", dated, false, "-1"},
		{"0.604166666666667", dated, false, "14:30"},
		{"0", dated, true, "1904-01-01"},
		{"1.5", elapsed, false, "36:00"},
		{"-0.0625", elapsed, false, "-1:30"},
		{"0.00001157407", elapsed, false, "0:00:01"},
	}
	for _, test := range tests {
		if got := numberText(test.raw, test.format, test.from); got != test.want {
			t.Errorf("%s as format %d is %q, want %q", test.raw, test.format, got, test.want)
		}
	}
}

func TestFormatOfCode(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]format{
		"General":                          plain,
		"G/通用格式":                           plain,
		"0.00":                             plain,
		`#,##0;[Red]-#,##0`:                plain,
		`0"days"`:                          plain,
		`0.0\d`:                            plain,
		`0;"d`:                             plain,
		"0.00E+00":                         plain,
		"@":                                plain,
		"":                                 plain,
		"[":                                plain,
		`\`:                                plain,
		"yyyy-mm-dd":                       dated,
		`yyyy"年"m"月"d"日";@`:                dated,
		"[$-804]yyyy/m/d":                  dated,
		"[DBNum1][$-804]m\"月\"d\"日\"":      dated,
		"h:mm AM/PM":                       dated,
		"[h]:mm:ss":                        elapsed,
		"[mm]:ss":                          elapsed,
		"_-* #,##0_-;-* #,##0_-;_-* \"-\"": plain,
	} {
		if got := formatOfCode(code); got != want {
			t.Errorf("formatOfCode(%q) = %d, want %d", code, got, want)
		}
	}
}

func TestFormatOfID(t *testing.T) {
	t.Parallel()
	own := map[string]format{"164": dated, "14": plain}
	for id, want := range map[string]format{
		"0": plain, "1": plain, "22": dated, "31": dated, "46": elapsed, "57": dated, "59": plain,
		"164": dated, "14": plain, "165": plain, "x": plain,
	} {
		if got := formatOfID(id, own); got != want {
			t.Errorf("format %s is %d, want %d", id, got, want)
		}
	}
}

func TestUnescape(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a":                "a",
		"a_x0041_":         "aA",
		"_x005F_x0041_":    "_x0041_",
		"_x000D__x000D_":   "\r\r",
		"_x00_":            "_x00_",
		"_xZZZZ_":          "_xZZZZ_",
		"_xD83D_":          "_xD83D_",
		"__x0042_":         "_B",
		"文_x":              "文_x",
		"_x0041":           "_x0041",
		"_x0041_x0042_end": "Ax0042_end",
	} {
		if got := unescape(in); got != want {
			t.Errorf("unescape(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestColumnOf(t *testing.T) {
	t.Parallel()
	for ref, want := range map[string]int{
		"A1": 0, "Z9": 25, "AA1": 26, "xfd1048576": 16383, "": 7, "12": 7,
	} {
		if got := columnOf(ref, 7); got != want {
			t.Errorf("column of %q is %d, want %d", ref, got, want)
		}
	}
	if got := columnOf("ZZZZZZZZZZZZZZZZZZZZZ1", 0); got < maxSheetColumn {
		t.Errorf("absurd reference is column %d", got)
	}
}
