package pages_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"xiangxue/course/web/webtest"
)

const table = "题干,选项A,选项B,选项C,答案,解析\n" +
	"耕地的承包期为多少年？,三十年,二十年,五十年,A,见第二十一条\n" +
	"草地的承包期为多少年？,三十年至五十年,二十年,十年,A,\n" +
	"没有答案的题,甲,乙,,,\n"

// sendFile uploads a file of questions and follows to what the site shows.
func sendFile(t *testing.T, c *webtest.Client, path, name, content string) webtest.Page {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	page := c.Send(r)
	if page.Status == http.StatusSeeOther {
		return c.Get(page.Header.Get("Location"))
	}
	return page
}

func TestQuestionsAreImportedAfterAPreview(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stock(everyKind()[0])
	c, path := f.as("林若溪"), fmt.Sprintf("/banks/%d/imports", f.bank.ID)
	want(t, c.Get(path), 200, "题目文件", "Moodle XML", "题目模板.xlsx")
	want(t, sendFile(t, c, path, "题.csv", "这里没有题"), 422, "这份文件不能用")
	page := sendFile(t, c, path, "新题.csv", table)
	want(t, page, 200, "导入预览", "新题.csv", "2 题", "新增", "1 题", "更新", "1 题，存为新版本", "有错", "只导入没有错的题", "第 4 行", "读出的题", "草地的承包期")
	if got := f.find(); len(got) != 1 {
		t.Fatalf("the preview stored %d questions", len(got))
	}
	apply, _, _ := strings.Cut(page.Path, "?")
	want(t, c.Post(apply, url.Values{"file": {"新题.csv"}}), 422, "没有导入", "第 4 行")
	want(t, c.Post(apply, url.Values{"file": {"新题.csv"}, "partial": {"yes"}}), 200, "导入完成：新增 1 题，更新 1 题，原有 0 题")
	want(t, c.Post(apply, url.Values{"file": {"新题.csv"}}), 409, "已经处理过")
	want(t, c.Get(fmt.Sprintf("/banks/%d", f.bank.ID)), 200, "草地的承包期")
}

func TestABankIsExportedAndReadAgain(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.stock(everyKind()...)
	c, path := f.as("林若溪"), fmt.Sprintf("/banks/%d/exports", f.bank.ID)
	page := c.Get(path)
	want(t, page, 200, "XLSX", "GIFT", "Moodle XML")
	wantNot(t, page, "TXT/DOCX")
	want(t, c.Get(path+"?format=GIFT"), 200, "下载 法律常识.gift")
	want(t, c.Get(path+"/file?format=PDF"), 404)
	file := c.Get(path + "/file?format=XLSX")
	if file.Status != 200 || !strings.Contains(file.Header.Get("Content-Disposition"), url.PathEscape("法律常识.xlsx")) {
		t.Fatalf("status %d, %v", file.Status, file.Header)
	}
	want(t, sendFile(t, c, fmt.Sprintf("/banks/%d/imports", f.bank.ID), "法律常识.xlsx", file.Body), 200, "7 题", "新增", "0 题", "更新", "0 题", "已有", "7 题")
	if template := c.Get("/bank-template"); template.Status != 200 || !strings.HasPrefix(template.Body, "PK") {
		t.Errorf("the template: %d", template.Status)
	}
}
