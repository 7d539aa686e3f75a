package importer

import (
	"context"
	"testing"

	"xiangxue/course"
	"xiangxue/course/storage"
)

func floodPlan(data string) Document {
	return Document{
		ID: 5, Title: "防汛应急预案",
		Points: []course.Point{{ID: "第一条", Title: "第一条"}, {ID: "第七条", Title: "第七条"}, {ID: "第八条", Title: "第八条"}},
		File:   course.QuestionFile{Name: "防汛.gift", Data: []byte(data)},
	}
}

func TestDocument(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const questions = "$CATEGORY: 第七条\n\n几分钟到户？ {#30}\n\n发群消息就算到户。 {F}\n"
	for _, step := range []struct {
		name, data string
		changed    bool
	}{
		{"first", questions, true}, {"again", questions, false}, {"changed", questions + "\n独居老人要上门通知。 {T}\n", true},
	} {
		report, err := d.Document(t.Context(), d.actor, floodPlan(step.data), Options{})
		if err != nil || report.Changed != step.changed {
			t.Errorf("%s: %+v, %v", step.name, report, err)
		}
	}
	if d.count("question_sets") != 2 || d.count("questions") != 3 {
		t.Errorf("%d sets, %d questions", d.count("question_sets"), d.count("questions"))
	}
	_, err := d.Document(t.Context(), d.actor, floodPlan("$CATEGORY: 第八条\n\n只有一道。 {T}\n"), Options{})
	wantProblems(t, err, "防汛.gift：知识点“第八条”（$CATEGORY: 第八条）只有 1 道题")
	_, err = d.Document(t.Context(), d.actor, floodPlan("$CATEGORY: 第九条\n\n没有这一条。 {T}\n"), Options{})
	wantProblems(t, err, "防汛.gift 第 3 行：文中没有编号为“第九条”的知识点；有的是：第一条、第七条、第八条")
}

func TestDocumentDryRunKeepsNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	report, err := d.Document(t.Context(), d.actor, floodPlan("$CATEGORY: 第七条\n\n甲。 {T}\n\n乙。 {F}\n"), Options{DryRun: true})
	if err != nil || !report.Changed || report.Questions != 2 || !d.isEmpty() {
		t.Errorf("report %+v, %v", report, err)
	}
}

func TestDocumentWithoutQuestions(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	asked, err := ReadDocument(floodPlan("$CATEGORY: 第七条\n\n甲。 {T}\n\n乙。 {F}\n"))
	if err != nil || asked.Count != 2 {
		t.Fatalf("%+v, %v", asked, err)
	}
	for _, step := range []struct {
		name      string
		questions DocumentQuestions
		changed   bool
		sets      int
	}{
		{"it never had any", DocumentQuestions{}, false, 0}, {"it gets some", asked, true, 1},
		{"they are taken away", DocumentQuestions{}, true, 2}, {"and stay away", DocumentQuestions{}, false, 2},
		{"and come back", asked, true, 3},
	} {
		var changed bool
		err := d.db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) (err error) {
			changed, err = step.questions.Store(ctx, tx, d.clock(), d.actor.ID(), 5)
			return err
		})
		if err != nil || changed != step.changed || d.count("question_sets") != step.sets {
			t.Errorf("%s: changed %t, %d sets, %v", step.name, changed, d.count("question_sets"), err)
		}
	}
}
