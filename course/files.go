package course

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// open opens a regular file of the folder that is not larger than limit, and reports why it cannot.
func (f *folder) open(name string, limit int64) (fs.File, bool) {
	if !fs.ValidPath(name) || strings.ContainsAny(name, `\:`) {
		f.line(courseFile, 0, "文件名“%s”不能用，请写课程文件夹里的路径，用 / 分隔，例如 lessons/01.md", name)
		return nil, false
	}
	info, err := fs.Stat(f.fsys, name) // before it is opened: a pipe would have to be waited for
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.line(name, 0, "找不到这个文件")
	case err != nil:
		f.line(name, 0, "打不开这个文件，请检查权限，也不要用快捷方式或链接")
	case !info.Mode().IsRegular():
		f.line(name, 0, "这不是普通文件")
	case info.Size() > limit:
		f.line(name, 0, "文件有 %d KB，最多 %d KB", info.Size()>>10, limit>>10)
	default:
		file, err := f.fsys.Open(name)
		if err == nil {
			return file, true
		}
		f.line(name, 0, "打不开这个文件，请检查权限，也不要用快捷方式或链接")
	}
	return nil, false
}

func (f *folder) close(name string, file io.Closer) {
	if err := file.Close(); err != nil {
		f.line(name, 0, "读文件时出错，请再试一次")
	}
}

// read returns the content of a file, and false after reporting why there is none.
func (f *folder) read(name string, limit int64) ([]byte, bool) {
	file, ok := f.open(name, limit)
	if !ok {
		return nil, false
	}
	defer f.close(name, file)
	content, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil || int64(len(content)) > limit {
		f.line(name, 0, "读文件时出错，请再试一次")
		return nil, false
	}
	return content, true
}

// readText returns a text with the line ends of Unix and without byte order mark.
func (f *folder) readText(name string, limit int64) (string, bool) {
	content, ok := f.read(name, limit)
	if !ok {
		return "", false
	}
	text := strings.TrimPrefix(string(content), "\ufeff")
	if !utf8.ValidString(text) {
		f.line(name, 0, "%s", encodingProblem(content))
		return "", false
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if i := strings.IndexFunc(text, isControl); i >= 0 {
		f.line(name, 1+strings.Count(text[:i], "\n"), "有不能显示的控制字符，请删去")
		return "", false
	}
	return text, true
}

func encodingProblem(content []byte) string {
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(content)
	if err == nil && !strings.ContainsRune(string(decoded), utf8.RuneError) {
		return "文字编码看起来是 GBK，请用记事本打开，“另存为”时把编码改成 UTF-8"
	}
	return "文字编码不是 UTF-8，请确认选对了文件，再另存为 UTF-8"
}

func isControl(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }

// inspect reads a material once, for its kind and sum.
func (f *folder) inspect(name, title string) (DraftMaterial, bool) {
	if title == "" {
		title = strings.TrimSuffix(path.Base(name), path.Ext(name))
	}
	kind, ok := kindByName(name)
	if !ok {
		f.line(name, 0, "不收这种文件；可用 PDF、图片（png、jpg、gif、webp）、音频、视频、docx、xlsx、pptx、ofd、zip")
		return DraftMaterial{}, false
	}
	file, ok := f.open(name, kind.limit)
	if !ok {
		return DraftMaterial{}, false
	}
	defer f.close(name, file)
	m := DraftMaterial{Name: name, Title: title, MediaType: kind.mediaType}
	head, err := m.sum(file)
	if err != nil {
		f.line(name, 0, "读文件时出错，请再试一次")
		return m, false
	}
	if !kind.matches(head) {
		f.line(name, 0, "内容和扩展名 %s 不符，请确认文件没有改过名", path.Ext(name))
		return m, false
	}
	fsys := f.fsys
	m.Open = func() (io.ReadCloser, error) { return fsys.Open(name) }
	return m, true
}

// sum fills in sum and size and returns the first bytes.
func (m *DraftMaterial) sum(r io.Reader) ([]byte, error) {
	head := make([]byte, headLength)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", m.Name, err)
	}
	head = head[:n]
	m.Sum, m.Size, err = sumOf(io.MultiReader(strings.NewReader(string(head)), r))
	return head, err
}
