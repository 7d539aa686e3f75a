package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestReadXML(t *testing.T) {
	t.Parallel()
	root, err := ReadXML("题.xml", []byte(`<?xml version="1.0"?>
<quiz xmlns="urn:x" xmlns:q="urn:q">
  <!-- <question> "' -->
  <q:question type="a&amp;b">前<b>中</b>&nbsp;后</q:question>
  <text><![CDATA[<p class="x">1 < 2, it's ]] > ok</p>]]></text>
</quiz>`), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	question, text := root.Child("question"), root.Child("text")
	if root.Name != "quiz" || len(root.Children) != 2 || question.Attr("type") != "a&b" || question.Line != 4 || question.Attrs()["type"] != "a&b" {
		t.Errorf("read %+v, %+v", root, question)
	}
	if got := question.Content(); got != "前中\u00a0后" {
		t.Errorf("content %q", got)
	}
	if got := text.Content(); got != `<p class="x">1 < 2, it's ]] > ok</p>` {
		t.Errorf("CDATA %q", got)
	}
	if len(root.All("text")) != 1 || root.Child("none").Child("none") != nil || root.Child("none").All("x") != nil || (*Node)(nil).Content() != "" {
		t.Error("elements that are not there")
	}
}

func TestReadXMLRefuses(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]string{
		"empty": "", "no element": "<?xml version='1.0'?>", "unclosed": "<a><b></a>", "cut off": "<a><b>",
		"entities": `<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, "outer entity": `<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`,
		"unknown entity": "<a>&x;</a>", "deep": strings.Repeat("<a>", 300), "long tag": "<a " + strings.Repeat(`b="" `, 20000) + "/>",
		"endless comment": "<a><!--" + strings.Repeat(" ", 5<<20), "endless CDATA": "<a><![CDATA[" + strings.Repeat(">", 5<<20),
		"many nodes": "<a>" + strings.Repeat("<b/>", maxNodes+1) + "</a>",
	} {
		if _, err := ReadXML("题.xml", []byte(source), Limits{}); err == nil || !strings.HasPrefix(err.Error(), "题.xml：") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPackage(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{"imsmanifest.xml": "<manifest/>", "Items/一.xml": "<item/>", "bad.xml": "<item>"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	p, err := OpenPackage("题.zip", b.Bytes(), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(p.Names(), " "); got != "bad.xml imsmanifest.xml items/一.xml" {
		t.Errorf("names %s", got)
	}
	if item, err := p.XML("items/一.xml"); err != nil || item.Name != "item" {
		t.Errorf("read %+v, %v", item, err)
	}
	var format *FormatError
	for _, name := range []string{"bad.xml", "none.xml"} {
		if _, err := p.XML(name); !errors.As(err, &format) || format.Sheet != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := OpenPackage("题.zip", []byte("no zip"), Limits{}); !errors.As(err, &format) {
		t.Errorf("no zip file: %v", err)
	}
	var limit *LimitError
	if _, err := OpenPackage("题.zip", b.Bytes(), Limits{Parts: 2}); !errors.As(err, &limit) {
		t.Errorf("too many files: %v", err)
	}
}
