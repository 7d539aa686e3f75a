package search

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// addedTo returns the terms that a vocabulary adds to a question.
func (v Vocabulary) addedTo(question string) (added []string) {
	for _, term := range v.expand(fold(question)) {
		if term.added {
			added = append(added, term.text)
		}
	}
	return added
}

func TestVocabulary(t *testing.T) {
	t.Parallel()
	v, err := ParseVocabulary(strings.NewReader("# 劳动\n\n欠薪 討薪 = 劳动报酬 拖欠\n老板 = 用人单位\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, question string
		want           []string
	}{
		{"one word", "老板怎么办", []string{"用人", "人单", "单位"}},
		{"traditional", "討薪讨薪", []string{"劳动", "动报", "报酬", "拖欠"}},
		{"two lines", "老板欠薪", []string{"劳动", "动报", "报酬", "拖欠", "用人", "人单", "单位"}},
		{"what is said already", "拖欠的欠薪", []string{"劳动", "动报", "报酬"}},
		{"nothing", "土地", nil},
	} {
		if got := v.addedTo(test.question); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q adds %q, want %q", test.name, test.question, got, test.want)
		}
	}
}

func TestSingleCharactersStayLast(t *testing.T) {
	t.Parallel()
	terms := shippedVocabulary().expand(fold("拖欠工资怎么办"))
	single := slices.IndexFunc(terms, func(term queryTerm) bool { return term.single })
	for _, term := range terms[single:] {
		if !term.single {
			t.Errorf("%q stands after a single character", term.text)
		}
	}
}

func TestVocabularyNamesABadLine(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"欠薪", "= 劳动报酬", "欠薪 =", "欠薪 = 报", "甲乙 = 丙丁 = 戊己"} {
		_, err := ParseVocabulary(strings.NewReader("老板 = 用人单位\n" + line))
		if err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v, want an error that names line 2", line, err)
		}
	}
}

func TestVocabularyOfAnAdministrator(t *testing.T) {
	t.Parallel()
	x := built(t, []Article{
		{ID: "1", Law: "云溪镇通知", Text: "骨灰存放设施由村集体管理。"},
		{ID: "2", Law: "云溪镇通知", Text: "补贴通过一卡通发放。"},
	})
	if got := found(t, x, Request{Text: "阴宅咋办"}); len(got) != 0 {
		t.Fatalf("found %v before the word is known", got)
	}
	added, err := ParseVocabulary(strings.NewReader("阴宅 = 骨灰存放设施"))
	if err != nil {
		t.Fatal(err)
	}
	x.Extend(added)
	if got := found(t, x, Request{Text: "阴宅咋办"}); !slices.Equal(got, []string{"1"}) {
		t.Errorf("found %v, want the article that says it otherwise", got)
	}
}

func TestExtendFrom(t *testing.T) {
	t.Parallel()
	x := built(t, []Article{{ID: "1", Law: "云溪镇通知", Text: "骨灰存放设施由村集体管理。"}})
	path := filepath.Join(t.TempDir(), "vocabulary.txt")
	if err := x.ExtendFrom(path); err != nil {
		t.Fatalf("no file: %v", err)
	}
	for _, test := range []struct {
		text, fails string
		found       int
	}{{"# 丧葬\n阴宅\n", "vocabulary.txt: vocabulary line 2", 0}, {"阴宅 = 骨灰存放设施\n", "", 1}} {
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := x.ExtendFrom(path); (err != nil) != (test.fails != "") || err != nil && !strings.Contains(err.Error(), test.fails) {
			t.Errorf("%q: %v", test.text, err)
		}
		if got := found(t, x, Request{Text: "阴宅"}); len(got) != test.found {
			t.Errorf("%q: found %v", test.text, got)
		}
	}
}
