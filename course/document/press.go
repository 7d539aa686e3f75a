package document

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/signintech/gopdf"

	"xiangxue/course/fault"
)

// DefaultFont is where Debian's package fonts-lxgw-wenkai puts the font of PDF files, LXGW WenKai (霞鹜文楷, SIL OFL).
const DefaultFont = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"

// Press prints documents as PDF (印制), one at a time: each takes the memory of the fonts, some tens of megabytes. It is
// safe for concurrent use.
type Press struct {
	font string
	turn chan struct{}
}

// NewPress returns a press for a TrueType font with Chinese characters; DefaultFont when the path is empty. The bold face
// is looked for beside it under the name with Bold instead of Regular, and the regular one serves where there is none.
func NewPress(font string) *Press {
	if font == "" {
		font = DefaultFont
	}
	return &Press{font: font, turn: make(chan struct{}, 1)}
}

// Ready fails with fault.Conflict, and what to install, when the font is not there.
func (p *Press) Ready() error {
	if _, err := os.Stat(p.font); err != nil {
		return p.without()
	}
	return nil
}

func (p *Press) without() error {
	return fault.New(fault.Conflict, "服务器上没有中文字体 %s，不能生成 PDF。请管理员安装 fonts-lxgw-wenkai（apt-get install fonts-lxgw-wenkai），或用 -font 指明字体文件；DOCX 不受影响", p.font)
}

// Print writes the document as PDF. It fails with fault.Conflict when there is no font, and with the context's error when ctx
// ends before its turn comes.
func (p *Press) Print(ctx context.Context, w io.Writer, d Document) error {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	s, err := p.set()
	if err != nil {
		return err
	}
	s.pdf.SetInfo(gopdf.PdfInfo{Title: d.Title}) // and no time
	for _, e := range d.elements() {
		if err := s.element(e); err != nil {
			return fmt.Errorf("set %q: %w", d.Title, err)
		}
	}
	if _, err := s.pdf.WriteTo(w); err != nil {
		return fmt.Errorf("write a PDF file: %w", err)
	}
	return nil
}

// set returns an empty sheet with both faces loaded.
func (p *Press) set() (*sheet, error) {
	pdf := &gopdf.GoPdf{}
	pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: paperWidth, H: paperHeight}})
	for _, f := range []face{regular, bold} {
		data, err := p.read(f)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, p.without()
		}
		if err != nil {
			return nil, fmt.Errorf("read the font of PDF files: %w", err)
		}
		if err := pdf.AddTTFFontData(string(f), data); err != nil {
			return nil, fmt.Errorf("read the font %s: %w", p.font, err)
		}
	}
	s := &sheet{pdf: pdf, advances: map[face]map[rune]float64{regular: {}, bold: {}}}
	s.turnPage()
	return s, nil
}

func (p *Press) read(f face) ([]byte, error) {
	if f == bold {
		data, err := os.ReadFile(strings.Replace(p.font, "Regular", "Bold", 1))
		if err == nil {
			return data, nil
		}
	}
	return os.ReadFile(p.font)
}
