package account_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"xiangxue/course/office"
	"xiangxue/course/roster"
	"xiangxue/course/web/webtest"
)

// workbook writes a roster file with one sheet of people.
func workbook(t *testing.T, people ...[]any) []byte {
	t.Helper()
	var b bytes.Buffer
	columns := []office.Column{{Title: "工号"}, {Title: "姓名"}, {Title: "单位代码"}, {Title: "手机号"}}
	if err := office.WriteXLSX(&b, []office.Sheet{{Name: "人员", Columns: columns, Rows: people}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// upload sends a file as the browser does and follows to the page that answers.
func upload(t *testing.T, c *webtest.Client, name string, content []byte) webtest.Page {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	if name != "" {
		part, err := form.CreateFormFile("roster", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/imports/roster", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	page := c.Send(r)
	if page.Status == http.StatusSeeOther {
		return c.Get(page.Header.Get("Location"))
	}
	return page
}

// confirm sends the confirmation of the difference that a page shows.
func confirm(c *webtest.Client, difference webtest.Page, form url.Values) webtest.Page {
	path, _, _ := strings.Cut(difference.Path, "?")
	return c.Post(path, form)
}

func (f *fixture) kept() int {
	f.t.Helper()
	entries, err := os.ReadDir(f.uploads)
	if err != nil {
		f.t.Fatal(err)
	}
	return len(entries)
}

func TestImportIsShownBeforeItIsApplied(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SystemAdmin)
	want(t, admin.Get("/imports"), 200, "花名册里还只有管理员", "花名册模板.xlsx")
	file := workbook(t, []any{"YX01", "何秀兰", "YX", "13800001234"}, []any{"YX02", "陈立群", "YX", ""})
	page := upload(t, admin, "花名册.xlsx", file)
	want(t, page, 200, "会改什么", "花名册.xlsx", "新增：人员", "何秀兰（YX01）", "文件里没有写到的人", "韦管理", "确认导入")
	if page.Shows("13800001234") {
		t.Error("the page shows a telephone number in full")
	}
	if f.exists("YX01") {
		t.Fatal("the dry run added somebody")
	}
	want(t, confirm(admin, page, url.Values{"file": {"花名册.xlsx"}}), 200, "花名册已导入")
	if !f.exists("YX01") || !f.exists("YX02") {
		t.Error("the confirmation did not add the people")
	}
	if n := f.kept(); n != 0 {
		t.Errorf("%d uploads stay after the import", n)
	}
	want(t, confirm(admin, page, nil), 409, "已经处理过")
	again := upload(t, admin, "花名册.xlsx", file)
	want(t, again, 200, "花名册和这份文件一致")
	if again.Shows("确认导入") {
		t.Error("there is nothing to confirm")
	}
}

func TestImportNamesWrongRows(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SystemAdmin)
	page := upload(t, admin, "花名册.xlsx", workbook(t, []any{"YX01", "何秀兰", "YX", ""}, []any{"YX02", "", "YX", "12"}))
	want(t, page, 200, "有 2 处要改", "<td class=\"n\" data-l=\"行\">3</td>", "不能为空", "手机号", "只导入没有错的行")
	want(t, confirm(admin, page, nil), 422, "没有导入", "不能为空", "只导入没有错的行")
	if f.exists("YX01") {
		t.Fatal("a file with wrong rows was imported")
	}
	want(t, confirm(admin, page, url.Values{"partial": {"yes"}}), 200, "花名册已导入")
	if !f.exists("YX01") {
		t.Error("the good row was not imported")
	}
}

func TestUnusableFilesAreRefused(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SystemAdmin)
	for name, c := range map[string]struct {
		file    string
		content []byte
		says    string
	}{
		"no file":          {"", nil, "请选择文件"},
		"old format":       {"花名册.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"), "另存为"},
		"a web page":       {"花名册.xlsx", []byte("<html><script>alert(1)</script>"), "这份文件不能用"},
		"another workbook": {"花名册.xlsx", otherWorkbook(t), "没有找到"},
		"script as name":   {"<script>alert(1)</script>.xlsx", []byte("not a workbook"), "这份文件不能用"},
		"too large":        {"花名册.xlsx", bytes.Repeat([]byte("x"), 21<<20), "提交的内容太大"},
	} {
		page := upload(t, admin, c.file, c.content)
		if page.Status != 422 || !page.Shows(c.says, "花名册文件") || page.Shows("<script>alert") {
			t.Errorf("%s: status %d\n%s", name, page.Status, page.Body)
		}
	}
	if n := f.kept(); n != 0 {
		t.Errorf("%d unusable files are kept", n)
	}
}

func otherWorkbook(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := office.WriteXLSX(&b, []office.Sheet{{Name: "工资表", Columns: []office.Column{{Title: "金额"}}}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestUploadWaitsAnHour(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	admin := f.as(roster.SystemAdmin)
	page := upload(t, admin, "花名册.xlsx", workbook(t, []any{"YX01", "何秀兰", "YX", ""}))
	want(t, admin.Get(page.Path), 200, "何秀兰")
	f.now = f.now.Add(61 * time.Minute)
	want(t, admin.Get(page.Path), 409, "请重新选择文件")
	want(t, confirm(admin, page, nil), 409, "请重新选择文件")
	admin.Get("/imports")
	if n := f.kept(); n != 0 {
		t.Errorf("%d old uploads stay", n)
	}
	for _, path := range []string{"/imports/roster/abc", "/imports/roster/..%2f..%2fetc%2fpasswd", "/imports/roster/" + strings.Repeat("0", 64)} {
		want(t, admin.Get(path), 409)
	}
}

func TestImportIsLimitedToTheUnit(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	office := f.unitBelow("YX-NY", "农业农村办公室")
	f.account(f.person("SYS", "韦管理", office, roster.SystemAdmin))
	admin := f.window("SYS", password)
	page := upload(t, admin, "花名册.xlsx", workbook(t, []any{"YX01", "何秀兰", "YX-NY", ""}, []any{"YX02", "陈立群", "YX", ""}))
	want(t, page, 200, "有 1 处要改", "何秀兰")
	confirm(admin, page, url.Values{"partial": {"yes"}})
	if !f.exists("YX01") || f.exists("YX02") {
		t.Error("the import does not keep to the unit")
	}
}

func TestTemplateCanBeFilledIn(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	page := webtest.New(t, f.site).Get("/imports/roster/template")
	if page.Status != 200 || !strings.Contains(page.Header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("status %d, headers %v", page.Status, page.Header)
	}
	if _, faults, err := roster.ReadRoster("花名册模板.xlsx", []byte(page.Body)); err != nil || len(faults) > 0 {
		t.Errorf("the template cannot be read again: %v %v", err, faults)
	}
}
