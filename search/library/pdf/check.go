package pdf

import (
	"unicode"
	"unicode/utf8"
)

// check refuses a file whose text is not there or not to be understood.
func check(text Text) error {
	empty, letters, unknown := 0, 0, 0
	for _, p := range text.Pages {
		seen := 0
		for _, run := range p.Runs {
			r, _ := utf8.DecodeRuneInString(run.Text)
			switch {
			case unicode.IsSpace(r):
			case r == 0 || r == utf8.RuneError || unicode.Is(unicode.Co, r):
				unknown++
				seen++
			default:
				seen++
			}
		}
		letters += seen
		if seen == 0 {
			empty++
		}
	}
	switch {
	case letters == 0 || empty*2 > len(text.Pages):
		return refused("这是扫描件，%d 页中有 %d 页没有文字，请先做文字识别（OCR），或者用原文件另存为 .docx", len(text.Pages), empty)
	case unknown*10 > letters*3:
		return refused("文件里的字体没有文字对照，读出来是乱码，请用原文件另存为 .docx")
	}
	return nil
}
