package pdf

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	pdfium "github.com/klippa-app/go-pdfium"
	cause "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"xiangxue/course/office"
	"xiangxue/search/library/layout"
)

// read reads all pages of a file.
func read(ctx context.Context, machine pdfium.Pdfium, b []byte) (Text, error) {
	opened, err := machine.OpenDocument(&requests.OpenDocument{File: &b})
	if err != nil {
		return Text{}, err
	}
	counted, err := machine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return Text{}, err
	}
	if counted.PageCount > maxPages {
		return Text{}, refused("超过 %d 页，请拆成几个文件", maxPages)
	}
	var text Text
	if meta, err := machine.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: opened.Document, Tag: "Title"}); err == nil {
		text.Title = strings.TrimSpace(meta.Value)
	}
	letters := 0
	for i := range counted.PageCount {
		if err := ctx.Err(); err != nil {
			return Text{}, err
		}
		page, err := readPage(machine, opened.Document, i, maxLetters-letters)
		if err != nil {
			return Text{}, fmt.Errorf("page %d: %w", i+1, err)
		}
		letters += len(page.Runs)
		text.Pages = append(text.Pages, page)
	}
	return text, nil
}

// readPage reads one page, counted from 0, with at most most letters. A page that cannot be shown is an empty one.
func readPage(machine pdfium.Pdfium, document references.FPDF_DOCUMENT, number, most int) (layout.Page, error) {
	loaded, err := machine.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: document, Index: number})
	if err != nil {
		return layout.Page{}, nil //nolint:nilerr // its text is missing like that of a picture
	}
	page := requests.Page{ByReference: &loaded.Page}
	defer func() { _, _ = machine.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page}) }()
	size, err := machine.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: document, Index: number})
	if err != nil {
		return layout.Page{}, err
	}
	turned, err := machine.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: page})
	if err != nil {
		return layout.Page{}, err
	}
	s := sheet{machine: machine, page: layout.Page{Width: size.Width, Height: size.Height}, quarters: int(turned.PageRotation)}
	text, err := machine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return s.page, nil //nolint:nilerr // as above
	}
	s.text = text.TextPage
	defer func() { _, _ = machine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: s.text}) }()
	return s.page, s.read(most)
}

// sheet is a page that is being read.
type sheet struct {
	machine  pdfium.Pdfium
	text     references.FPDF_TEXTPAGE
	page     layout.Page
	quarters int // by which it is turned when it is shown
}

func (s *sheet) read(most int) error {
	counted, err := s.machine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: s.text})
	if err != nil {
		return err
	}
	if counted.Count > most {
		return refused("文字太多，请拆成几个文件")
	}
	for i := range counted.Count {
		if err := s.letter(i); err != nil {
			return err
		}
	}
	return nil
}

// letter adds one letter at its place. Marks that the machine adds between lines have no place.
func (s *sheet) letter(i int) error {
	letter, err := s.machine.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: s.text, Index: i})
	if err != nil {
		return err
	}
	r := rune(letter.Unicode)
	if r > 0 && r < ' ' {
		return nil
	}
	box, err := s.machine.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: s.text, Index: i})
	if err != nil {
		return nil //nolint:nilerr // it has no place
	}
	left, right := float64(box.Rect.Left), float64(box.Rect.Right)
	bottom, top := float64(box.Rect.Bottom), float64(box.Rect.Top)
	if right <= left || top <= bottom {
		return nil
	}
	s.page.Runs = append(s.page.Runs, s.upright(string(r), left, bottom, right, top))
	return nil
}

// upright takes a box of the page, whose y grows upwards, to the page as it is shown, whose y grows downwards.
func (s *sheet) upright(text string, left, bottom, right, top float64) layout.Run {
	w, h := s.page.Width, s.page.Height
	run := layout.Run{Text: text, X: left, Y: h - top, W: right - left, H: top - bottom}
	switch s.quarters {
	case 1:
		run = layout.Run{Text: text, X: bottom, Y: left, W: top - bottom, H: right - left}
	case 2:
		run.X, run.Y = w-right, bottom
	case 3:
		run = layout.Run{Text: text, X: w - top, Y: h - right, W: top - bottom, H: right - left}
	}
	run.H = math.Round(run.H*10) / 10
	return run
}

// named turns what the machine said into a refusal of the file.
func named(err error, file string) error {
	var format *office.FormatError
	switch {
	case errors.As(err, &format):
		return &office.FormatError{File: file, Message: format.Message, Err: format.Err}
	case errors.Is(err, cause.ErrPassword), errors.Is(err, cause.ErrSecurity):
		return &office.FormatError{File: file, Message: "文件加了密码，请去掉密码后再试", Err: err}
	}
	return &office.FormatError{File: file, Message: "文件已损坏，无法读取，请重新另存一次", Err: err}
}

func refused(format string, args ...any) error {
	return &office.FormatError{Message: fmt.Sprintf(format, args...)}
}
