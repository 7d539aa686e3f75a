package library

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"xiangxue/course/office"
)

const (
	maxFiles     = 100_000 // of one import
	maxQuestions = 8 << 20 // bytes of a file of questions
)

// bundle is the files of one document: one, or the parts of a law that comes in several.
type bundle struct {
	files     []string
	questions string // the .gift file beside it, if any
}

// walk gathers what lies in a folder.
type walk struct {
	documents []string
	questions map[string]string // by path without extension
	problems  []Problem
}

// survey finds the documents below the root of files, in the order of their paths.
func survey(files fs.FS) ([]bundle, []Problem, error) {
	w := &walk{questions: map[string]string{}}
	if err := fs.WalkDir(files, ".", w.visit); err != nil {
		return nil, nil, fmt.Errorf("look through the folder: %w", err)
	}
	slices.Sort(w.documents)
	var bundles []bundle
	parts := map[string]int{} // of which bundle a part is, by folder and title
	for _, file := range w.documents {
		stem := strings.TrimSuffix(file, path.Ext(file))
		b := bundle{files: []string{file}, questions: w.questions[stem]}
		delete(w.questions, stem)
		if title := partOf(files, file); title != "" {
			key := path.Dir(file) + "\n" + title
			if at, found := parts[key]; found {
				bundles[at].files = append(bundles[at].files, file)
				continue
			}
			parts[key] = len(bundles)
		}
		bundles = append(bundles, b)
	}
	for _, file := range w.questions {
		w.problems = append(w.problems, Problem{File: file, Message: "没有同名的文件，不知道是哪份文件的题"})
	}
	slices.SortFunc(w.problems, func(a, b Problem) int { return strings.Compare(a.File, b.File) })
	return bundles, w.problems, nil
}

func (w *walk) visit(file string, entry fs.DirEntry, err error) error {
	if err != nil {
		return err
	}
	name := entry.Name()
	if file != "." && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")) {
		if entry.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	switch extension := strings.ToLower(path.Ext(name)); {
	case entry.IsDir():
	case !entry.Type().IsRegular():
		w.refuse(file, "是链接或者特殊文件，不能导入")
	case extension == ".gift":
		w.questions[strings.TrimSuffix(file, path.Ext(file))] = file
	case isDocument(name):
		w.documents = append(w.documents, file)
	default:
		w.refuse(file, unknownForm)
	}
	if len(w.documents) > maxFiles {
		return fmt.Errorf("more than %d files", maxFiles)
	}
	return nil
}

// unknownForm refuses a file of a form that cannot be read.
const unknownForm = "不能导入这种文件，请另存为 .docx、.pdf、.ofd、.html、.md 或者 .txt"

// isDocument reports whether the name is that of a document that can be read.
func isDocument(name string) bool {
	_, known := formNamed(name)
	return known
}

func (w *walk) refuse(file, message string) {
	w.problems = append(w.problems, Problem{File: file, Message: message})
}

// partOf returns the title of the law when the file holds one part of it: its first two lines are headings of the first
// level.
func partOf(files fs.FS, file string) string {
	if strings.ToLower(path.Ext(file)) != ".md" {
		return ""
	}
	f, err := files.Open(file)
	if err != nil {
		return "" // reading it whole reports it
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 2048))
	if err != nil {
		return ""
	}
	head = head[:bytes.LastIndexByte(head, '\n')+1] // no character is cut in two
	text, err := office.ReadText(file, head, office.Limits{})
	if err != nil {
		return ""
	}
	lines := markdownLines(text)
	if len(lines) > 2 && lines[0].level == 1 && lines[1].level == 1 {
		return lines[0].text
	}
	return ""
}

// readBounded reads one file, refusing one that is too large for its form before it is in memory.
func readBounded(files fs.FS, file string) ([]byte, error) {
	f, err := files.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	limit := int64(maxQuestions)
	if form, known := formNamed(file); known {
		limit = form.limit
	}
	return office.Load(file, f, office.Limits{FileBytes: limit})
}
