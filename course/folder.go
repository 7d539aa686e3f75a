package course

import (
	"fmt"
	"io/fs"
	"strconv"

	"gopkg.in/yaml.v3"

	"xiangxue/course/hours"
	"xiangxue/course/office"
)

// courseFile is the file of a course folder that names all others.
const courseFile = "course.yaml"

// The largest files of a folder, materials apart, in bytes.
const (
	maxCourseFile    = 64 << 10
	maxQuestionsFile = 1 << 20
)

// ReadFolder reads a course folder: course.yaml and the files it names, lessons/01.md, questions/01.gift and so on by
// default. It opens nothing that lies outside; give it the FS of an os.Root so that symbolic links cannot lead out
// either. Every problem names its file, and the line or field where it has one. The draft is meant for Compile, which
// looks at what the fields say.
func ReadFolder(fsys fs.FS) (Draft, office.RowErrors) {
	d := Draft{file: courseFile, lines: map[string]int{}}
	f := folder{fsys: fsys, problems: problems{draft: &d}}
	content, ok := f.readText(courseFile, maxCourseFile)
	if !ok {
		return d, f.list
	}
	m, ok := f.parseYAML(courseFile, []byte(content),
		"slug", "title", "subject", "summary", "source", "hours", "lessons", "materials")
	if !ok {
		return d, f.list
	}
	d.Slug, d.Title, d.Subject = m.text("slug"), m.text("title"), m.text("subject")
	d.Summary, d.Source = m.text("summary"), m.text("source")
	d.Hours = f.amount(m, "hours")
	d.Materials = f.materials(m, "materials")
	f.lessons(m)
	return d, f.list
}

// folder reads the files of a course folder.
type folder struct {
	problems
	fsys fs.FS
}

func (f *folder) amount(m mapping, key string) hours.Amount {
	text := m.text(key)
	if text == "" {
		return 0
	}
	amount, err := hours.ParseAmount(text)
	f.check(err == nil, m.prefix+key, "“%s”不是学时数，请写成 1.5 这样的数", text)
	return amount
}

func (f *folder) lessons(m mapping) {
	nodes := m.list("lessons")
	if len(nodes) > maxLessons {
		f.field("lessons", "最多 %d 课，请分成几门课程", maxLessons)
		return
	}
	for i, node := range nodes {
		prefix := "lessons." + strconv.Itoa(i+1) + "."
		lesson, ok := f.mapping(node, prefix, "title", "minutes", "file", "questions", "materials")
		if ok {
			f.draft.Lessons = append(f.draft.Lessons, f.lesson(lesson, i+1))
		}
	}
}

func (f *folder) lesson(m mapping, number int) DraftLesson {
	l := DraftLesson{Title: m.text("title"), Minutes: m.number("minutes"), File: m.text("file")}
	if l.File == "" {
		l.File = fmt.Sprintf("lessons/%02d.md", number)
	}
	l.Markdown, _ = f.readText(l.File, maxLessonText)
	l.Questions = f.questions(m, number)
	l.Materials = f.materials(m, "materials")
	return l
}

// questions reads the question files that the lesson names, or the one that goes by its number when there is one.
func (f *folder) questions(m mapping, number int) []QuestionFile {
	var names []string
	if m.values["questions"] == nil {
		name := fmt.Sprintf("questions/%02d.gift", number)
		if info, err := fs.Stat(f.fsys, name); err == nil && info.Mode().IsRegular() {
			names = []string{name}
		}
	}
	for _, node := range m.list("questions") {
		names = append(names, node.Value)
	}
	var files []QuestionFile
	for _, name := range names {
		if data, ok := f.read(name, maxQuestionsFile); ok {
			files = append(files, QuestionFile{Name: name, Data: data})
		}
	}
	return files
}

func (f *folder) materials(m mapping, key string) []DraftMaterial {
	nodes := m.list(key)
	if len(nodes) > maxMaterials {
		f.field(m.prefix+key, "最多 %d 份材料", maxMaterials)
		return nil
	}
	var list []DraftMaterial
	for _, node := range nodes {
		if material, ok := f.material(m, key, node); ok {
			list = append(list, material)
		}
	}
	return list
}

// material reads one material, which is named by its path alone or with a title.
func (f *folder) material(m mapping, key string, node *yaml.Node) (DraftMaterial, bool) {
	if node.Kind == yaml.ScalarNode {
		return f.inspect(node.Value, "")
	}
	fields, ok := f.mapping(node, m.prefix+key+".", "file", "title")
	if !ok {
		return DraftMaterial{}, false
	}
	return f.inspect(fields.text("file"), fields.text("title"))
}
