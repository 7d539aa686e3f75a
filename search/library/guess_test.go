package library

import "testing"

func TestGuessesFromTheTitle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ title, kind, category string }{
		{"临澜县农村土地经营权流转管理办法（试行）", "办法", "土地"},
		{"临澜县人民政府办公室关于做好2026年春耕备耕工作的通知", "通知", "农业"},
		{"关于做好低保对象认定工作的指导意见", "意见", "社会救助"},
		{"关于张三任职的函", "函", ""},
		{"拿来主义", "", ""},
	} {
		if kind, category := kindByTitle(c.title), categoryByTitle(c.title); kind != c.kind || category != c.category {
			t.Errorf("%s: %q, %q, want %q, %q", c.title, kind, category, c.kind, c.category)
		}
	}
}
