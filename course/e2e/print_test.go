package e2e

import (
	"bytes"
	"compress/zlib"
	"context"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	downloads "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// prints fails the test unless the page prints on A4 with the words, and without what only leads elsewhere.
func (b *browser) prints(words ...string) {
	b.t.Helper()
	if b.width < 1280 || !b.script {
		return // paper is the same for all screens
	}
	b.do("look at it as on paper", media("print"))
	b.see(words...)
	for _, kind := range evaluate[[]string](b, `[...document.querySelectorAll('.top,.bnav,.foot,.crumb,.skip,.btn,.pager,.tabs,.no-print')]
		.filter(e => e.getClientRects().length).map(e => e.className)`) {
		b.t.Errorf("%s: %q is printed", b.location(), kind)
	}
	b.do("look at it as on a screen", media(""))
	sheet, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		b.t.Fatalf("print %s: %v", b.location(), err)
	}
	if pages := bytes.Count(sheet, []byte("/MediaBox [0 0 594.95")); pages == 0 || pages > 6 {
		b.t.Errorf("%s is printed on %d pages of A4", b.location(), pages)
	}
}

// printsOfficially fails the test unless the page prints with the type area of an official document by GB/T 9704: 156 by
// 225 mm, 28 mm from the left and 37 mm from the top of A4. It is measured in the PDF that the browser makes.
func (b *browser) printsOfficially() {
	b.t.Helper()
	sheet, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		b.t.Fatalf("print %s: %v", b.location(), err)
	}
	got, found := typeArea(sheet)
	if !found {
		b.t.Fatalf("%s: the PDF of %d bytes shows no type area", b.location(), len(sheet))
	}
	for i, want := range [4]float64{28, 37, 156, 225} {
		if math.Abs(got[i]-want) > 0.5 {
			b.t.Errorf("%s prints with left, top, width and height of %.1f mm, want 28, 37, 156 and 225", b.location(), got)
			break
		}
	}
}

var (
	pdfStream = regexp.MustCompile(`(?s)stream\r?\n(.*?)endstream`)
	scaled    = regexp.MustCompile(`(?s)^(\.\d+) 0 0 -\.\d+ 0 [\d.]+ cm\nq\n([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re\nW`)
)

// typeArea returns left, top, width and height in millimetres of what the first page of a PDF is clipped to, as Chromium
// writes it: the scale of the page first, then the clip.
func typeArea(sheet []byte) (area [4]float64, found bool) {
	const millimetre = 72 / 25.4
	for _, m := range pdfStream.FindAllSubmatch(sheet, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(r) // a line break before its end is no part of the stream
		clip := scaled.FindSubmatch(text)
		if clip == nil {
			continue
		}
		scale, _ := strconv.ParseFloat(string(clip[1]), 64) // digits by the expression
		for i := range area {
			length, _ := strconv.ParseFloat(string(clip[i+2]), 64)
			area[i] = length * scale / millimetre
		}
		return area, true
	}
	return area, false
}

func media(kind string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind})
		return err
	})
}

// download presses a button or link that brings a file, and returns what it holds.
func (b *browser) download(words string) []byte {
	b.t.Helper()
	dir := b.t.TempDir()
	b.do("keep downloads", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, downloads.SetDownloadBehavior, downloads.SetDownloadBehaviorParams{
			Behavior: downloads.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir, BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID,
		})
		return err
	}))
	b.mark("press "+words, `//*[self::button or self::a][contains(normalize-space(.),`+quote(words)+`)]`)
	b.clickMarked("press " + words)
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil || len(files) != 1 || strings.HasSuffix(files[0], ".crdownload") {
			continue
		}
		if content, err := os.ReadFile(files[0]); err == nil && len(content) > 0 {
			return content
		}
	}
	b.t.Fatalf("%s brings no file\nat %s", words, b.location())
	return nil
}
