package importer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/quiz"
)

func TestCourse(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	report, err := d.Course(t.Context(), d.actor, villageRoads(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !report.Changed || report.Questions != 4 || report.Name != "村道养护" || report.Published.Number != 1 || len(report.Published.Lessons) != 2 {
		t.Errorf("report %+v", report)
	}
	err = d.db.Read(t.Context(), func(tx storage.ReadTx) error {
		source := course.QuestionSource{Kind: course.SourceLesson, ID: int64(report.Published.Lessons[0])}
		set, found, err := quiz.CurrentSet(t.Context(), tx, source)
		if !found || len(set.Points) != 2 || set.Points[1].Title != "二、多久一次" || set.Size() != 4 {
			t.Errorf("the first lesson asks %+v", set)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Course(t.Context(), d.actor, villageRoads(), Options{})
	if err != nil || again.Changed || again.Published.Version != report.Published.Version || again.Questions != 4 {
		t.Errorf("imported again: %+v, %v", again, err)
	}
}

func TestCourseWithOtherQuestionsKeepsItsVersion(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first, err := d.Course(t.Context(), d.actor, villageRoads(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	folder := villageRoads()
	folder["questions/01.gift"].Data = []byte(strings.Replace(roadQuestions, "{#7}", "{#10}", 1))
	second, err := d.Course(t.Context(), d.actor, folder, Options{})
	if err != nil || !second.Changed || second.Published.Version != first.Published.Version {
		t.Errorf("second import %+v, %v", second, err)
	}
	if d.count("question_sets") != 2 || d.count("questions") != 5 || d.count("course_versions") != 1 {
		t.Errorf("%d sets, %d questions, %d versions", d.count("question_sets"), d.count("questions"), d.count("course_versions"))
	}
}

func TestCourseDryRunKeepsNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	report, err := d.Course(t.Context(), d.actor, villageRoads(), Options{DryRun: true})
	if err != nil || !report.Changed || report.Questions != 4 {
		t.Errorf("report %+v, %v", report, err)
	}
	if !d.isEmpty() {
		t.Error("the dry run kept something")
	}
	if _, err := os.Stat(filepath.Join(d.db.Config().Dir, "materials")); !os.IsNotExist(err) {
		t.Errorf("the dry run made a shelf: %v", err)
	}
}

func TestCourseProblemsNameFileAndLine(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		spoil func(fstest.MapFS)
		want  []string
	}{
		{"unknown point", func(f fstest.MapFS) { replace(f, "$CATEGORY: s2", "$CATEGORY: s9") },
			[]string{"questions/01.gift 第 13 行：文中没有编号为“s9”的知识点；有的是：s1、s2", "第 15 行：文中没有编号为“s9”"}},
		{"no point", func(f fstest.MapFS) { replace(f, "$CATEGORY: s1\n", "") },
			[]string{"questions/01.gift 第 2 行：这道题没有写明知识点", "第 8 行：这道题没有写明知识点"}},
		{"one question of a point", func(f fstest.MapFS) { replace(f, "巡查要记录。 {T}\n", "") },
			[]string{"questions/01.gift：知识点“二、多久一次”（$CATEGORY: s2）只有 1 道题，至少要 2 道"}},
		{"no question of a point", func(f fstest.MapFS) {
			f["lessons/01.md"].Data = append(f["lessons/01.md"].Data, "\n## 三、钱 {#s3}\n\n钱。\n"...)
		},
			[]string{"questions/01.gift：知识点“三、钱”（$CATEGORY: s3）只有 0 道题"}},
		{"same question twice", func(f fstest.MapFS) {
			replace(f, "巡查要记录。 {T}", "巡查要记录。 {T}\n\n巡查要记录。 {F}")
		},
			[]string{"questions/01.gift 第 17 行：题干与 questions/01.gift 第 15 行的题相同"}},
		{"not GIFT, and a lesson without minutes", func(f fstest.MapFS) {
			replace(f, "{#7}", "{7}")
			f["course.yaml"].Data = []byte(strings.Replace(courseYAML, "minutes: 20", "minutes: 0", 1))
		}, []string{"course.yaml 第 8 行「lessons.1.minutes」", "questions/01.gift 第 13 行"}},
		{"no question at all", func(f fstest.MapFS) { f["questions/01.gift"].Data = []byte("// 待写\n") },
			[]string{"questions/01.gift：文件里没有题目"}},
		{"no course", func(f fstest.MapFS) { delete(f, "course.yaml") }, []string{"course.yaml"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d, folder := newDesk(t), villageRoads()
			c.spoil(folder)
			_, err := d.Course(t.Context(), d.actor, folder, Options{})
			wantProblems(t, err, c.want...)
			if !d.isEmpty() {
				t.Error("something was imported all the same")
			}
		})
	}
}

func replace(f fstest.MapFS, before, after string) {
	f["questions/01.gift"].Data = []byte(strings.Replace(string(f["questions/01.gift"].Data), before, after, 1))
}

func TestCourseOfUnknownSubjectLeavesNothing(t *testing.T) {
	t.Parallel()
	d, folder := newDesk(t), villageRoads()
	folder["course.yaml"].Data = []byte(strings.Replace(courseYAML, "subject: rural", "subject: cooking", 1))
	if _, err := d.Course(t.Context(), d.actor, folder, Options{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("error %v", err)
	}
	if !d.isEmpty() {
		t.Error("half a course remains")
	}
}

func TestDemoCourses(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folders, err := filepath.Glob(filepath.Join(repository(t), "course/demo/courses/*"))
	if err != nil || len(folders) < 5 {
		t.Fatalf("%d demo courses, %v", len(folders), err)
	}
	for _, folder := range folders {
		for _, changed := range []bool{true, false} {
			report, err := d.Course(t.Context(), d.actor, os.DirFS(folder), Options{})
			if err != nil {
				t.Fatalf("%s: %v", filepath.Base(folder), err)
			}
			if report.Changed != changed || len(report.Published.Lessons) != 3 || report.Questions < 18 {
				t.Errorf("%s: %+v", filepath.Base(folder), report)
			}
		}
	}
}
