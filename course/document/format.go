package document

import (
	"context"
	"io"

	"xiangxue/course/fault"
)

// Format is a kind of file that a document is written as.
type Format string

// The formats.
const (
	Word Format = "docx"
	PDF  Format = "pdf"
)

// MediaType returns the media type of the format.
func (f Format) MediaType() string {
	if f == PDF {
		return "application/pdf"
	}
	return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
}

// Write writes the document in a format. It fails with fault.NotFound for one that there is not, and as Print does.
func (p *Press) Write(ctx context.Context, w io.Writer, d Document, f Format) error {
	switch f {
	case Word:
		return DOCX(w, d)
	case PDF:
		return p.Print(ctx, w, d)
	default:
		return fault.New(fault.NotFound, "没有找到这个页面")
	}
}
