package course

import (
	"bytes"
	"testing"

	"github.com/yuin/goldmark"
	"pgregory.net/rapid"
)

func TestEmphasisInChinese(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ source, want string }{
		"title before a word":       {"**《条例》**规定", "<strong>《条例》</strong>规定"},
		"title after a word":        {"依照**《条例》**规定", "依照<strong>《条例》</strong>规定"},
		"full stop inside":          {"**先审后办。**这是底线", "<strong>先审后办。</strong>这是底线"},
		"colon inside":              {"分三步：**第一步：**调查", "分三步：<strong>第一步：</strong>调查"},
		"brackets":                  {"镇里的**（示例）**文件", "镇里的<strong>（示例）</strong>文件"},
		"curly quotes":              {"通过**“一卡通”**发放", "通过<strong>“一卡通”</strong>发放"},
		"per cent":                  {"已完成**80%**以上", "已完成<strong>80%</strong>以上"},
		"plain words":               {"按照**当地习惯**办", "按照<strong>当地习惯</strong>办"},
		"next to Latin":             {"用**GIS**系统", "用<strong>GIS</strong>系统"},
		"two in a row":              {"**《甲》**和**《乙》**", "<strong>《甲》</strong>和<strong>《乙》</strong>"},
		"single star":               {"*《条例》*规定", "<em>《条例》</em>规定"},
		"strong within emphasis":    {"***《条例》***规定", "<em><strong>《条例》</strong></em>规定"},
		"across a link":             {"**[《条例》](/laws/1)**规定", `<strong><a href="/laws/1">《条例》</a></strong>规定`},
		"space after the opening":   {"** 不是强调**的", "** 不是强调**的"},
		"never closed":              {"**《条例》规定", "**《条例》规定"},
		"escaped":                   {`\*\*《条例》\*\*规定`, "**《条例》**规定"},
		"in code":                   {"`**《条例》**规定`", "<code>**《条例》**规定</code>"},
		"multiplication stays text": {"3 * 4 * 5 亩", "3 * 4 * 5 亩"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := render(c.source, nil, func(int, string, ...any) {})
			if err != nil {
				t.Fatal(err)
			}
			if want := "<p>" + c.want + "</p>\n"; r.HTML != want {
				t.Errorf("%s\n got %s want %s", c.source, r.HTML, want)
			}
		})
	}
}

// Text without Chinese must be read as CommonMark reads it.
func TestEmphasisElsewhereIsUntouched(t *testing.T) {
	t.Parallel()
	plain, ours := goldmark.New(), goldmark.New(goldmark.WithExtensions(cjkEmphasis{}))
	rapid.Check(t, func(t *rapid.T) {
		source := []byte(rapid.StringMatching(`[ab *_.("!é\[\]]{0,40}`).Draw(t, "source"))
		var want, got bytes.Buffer
		if err := plain.Convert(source, &want); err != nil {
			t.Fatal(err)
		}
		if err := ours.Convert(source, &got); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Fatalf("%q\n got %s want %s", source, &got, &want)
		}
	})
}

// Marking any run of Chinese words or punctuation inside Chinese text works, whatever stands beside the stars.
func TestAnyChineseCanBeMarked(t *testing.T) {
	t.Parallel()
	inner := rapid.StringMatching(`[条例办法《》（），。：“”甲乙]{1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		before, marked, after := inner.Draw(t, "before"), inner.Draw(t, "marked"), inner.Draw(t, "after")
		r, err := render(before+"**"+marked+"**"+after, nil, func(int, string, ...any) {})
		if err != nil {
			t.Fatal(err)
		}
		if want := "<p>" + before + "<strong>" + marked + "</strong>" + after + "</p>\n"; r.HTML != want {
			t.Fatalf("got %s want %s", r.HTML, want)
		}
	})
}
