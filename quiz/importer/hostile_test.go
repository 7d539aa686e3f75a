package importer

import (
	"runtime"
	"strings"
	"testing"
)

// TestHostileFilesStayCheap reads files made to use up memory or time: what is allocated while they are refused or read
// stays near what their size costs.
func TestHostileFilesStayCheap(t *testing.T) {
	// Not parallel: it measures what is allocated meanwhile.
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for _, c := range []struct {
		name, file, data string
		most             uint64 // MiB
	}{
		{"many GIFT questions", "a.gift", fill("a{T}\n\n"), 256},
		{"one long GIFT question", "a.gift", "a{" + fill("=b\n"), 512},
		{"GIFT braces", "a.gift", fill("{=\n"), 256},
		{"many numbers", "a.txt", "1. 题（A）\nA. 一 B. 二\n" + fill("2. \n"), 256},
		{"one question of many lines", "a.txt", "1. 题\n" + fill("行\n"), 256},
		{"one long line", "a.txt", "1. 题（A）" + fill("A. 一 B. 二 "), 64},
		{"options", "a.txt", "1. 题（A）\n" + fill("A. 一 B. 二\n"), 256},
		{"open brackets", "a.txt", "1. 题\n" + fill(strings.Repeat("（ ", 20_000)+"\n"), 256},
		{"fields", "a.txt", "1. 题\n" + fill(strings.Repeat("【答案】", 9_000)+"\n"), 256},
		{"ranges without end", "a.txt", "1. 题（ ）\nA. 一\n参考答案\n" + fill("1-9999 A\n"), 512},
		{"Aiken", "a.txt", fill("Q\nA. a\nB. b\nANSWER: A\n"), 512},
		{"Aiken without answers", "a.txt", "题\nA. a\nB. b\nANSWER: A\n" + fill("A. a\n"), 256},
		{"Moodle questions", "a.xml", "<quiz>" + fill(`<question type="essay"/>`), 256},
		{"Moodle answers", "a.xml", `<quiz><question type="multichoice">` + fill(`<answer/>`), 512},
		{"Moodle tags", "a.xml", "<quiz><question><text><![CDATA[" + fill("<p>") + "]]></text></question></quiz>", 256},
		{"deep QTI", "a.xml", "<assessmentItem>" + fill("<p>"), 256},
		{"QTI interactions", "a.xml", "<assessmentItem>" + fill("<xInteraction/>"), 512},
		{"columns", "a.csv", "题干,答案" + fill(","), 256},
		{"rows", "a.csv", "题干,A,B,答案\n" + fill("a,b,c,A\n"), 512},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if _, err := Read(c.file, []byte(c.data)); err != nil && !strings.Contains(err.Error(), c.file) {
				t.Errorf("the complaint names no file: %v", err)
			}
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > c.most {
				t.Errorf("%d MiB were allocated, at most %d may be", used, c.most)
			}
		})
	}
}
