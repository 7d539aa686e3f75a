package importer

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strings"

	"xiangxue/course/office"
	"xiangxue/quiz"
	"xiangxue/quiz/bank"
)

// The namespaces of a QTI 3.0 package.
const (
	qtiSpace      = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
	manifestSpace = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
	lomSpace      = "http://ltsc.ieee.org/xsd/LOM"
)

// writeQTI writes a content package of QTI 3.0 with an item for each question. What is known about a question stands in the
// keywords of the manifest.
func writeQTI(w io.Writer, title string, drafts []bank.Draft) (office.RowErrors, error) {
	lost := losses{title: title}
	pack := zip.NewWriter(w)
	resources := el("resources")
	for i, d := range drafts {
		lost.rubric(i, d)
		if !d.Content.Kind.Chosen() {
			lost.feedback(i, d)
		}
		id := fmt.Sprintf("item-%05d", i+1)
		if err := addFile(pack, "items/"+id+".xml", document(qtiItemOf(id, d.Content))); err != nil {
			return nil, err
		}
		resources.children = append(resources.children, qtiResource(id, d))
	}
	manifest := el("manifest", attr{"xmlns", manifestSpace}, attr{"identifier", "bank"},
		el("metadata", el("schema", "QTI Package"), el("schemaversion", "3.0.0")), el("organizations"), resources)
	if err := addFile(pack, "imsmanifest.xml", document(manifest)); err != nil {
		return nil, err
	}
	if err := pack.Close(); err != nil {
		return nil, fmt.Errorf("write QTI: %w", err)
	}
	return lost.list, nil
}

func addFile(pack *zip.Writer, name string, content []byte) error {
	f, err := pack.Create(name)
	if err == nil {
		_, err = f.Write(content)
	}
	if err != nil {
		return fmt.Errorf("write QTI: %w", err)
	}
	return nil
}

func qtiResource(id string, d bank.Draft) element {
	general := el("general")
	for _, label := range labelsOf(d, true) {
		general.children = append(general.children, el("keyword", el("string", attr{"language", "zh-CN"}, label)))
	}
	return el("resource", attr{"identifier", id}, attr{"type", "imsqti_item_xmlv3p0"}, attr{"href", "items/" + id + ".xml"},
		el("metadata", el("lom", attr{"xmlns", lomSpace}, general)), el("file", attr{"href", "items/" + id + ".xml"}))
}

func qtiItemOf(id string, q quiz.Question) element {
	declaration, interaction, processing := qtiParts(q)
	item := el("qti-assessment-item", attr{"xmlns", qtiSpace}, attr{"identifier", id}, attr{"title", cmp.Or(short(q.Text), id)},
		attr{"adaptive", "false"}, attr{"time-dependent", "false"}, attr{"xml:lang", "zh-CN"}, declaration,
		el("qti-outcome-declaration", attr{"identifier", "SCORE"}, attr{"cardinality", "single"}, attr{"base-type", "float"}),
		el("qti-outcome-declaration", attr{"identifier", "SOLUTION"}, attr{"cardinality", "single"}, attr{"base-type", "identifier"}),
		el("qti-item-body", qtiBody(q, interaction)), processing)
	if q.Explanation != "" {
		item.children = append(item.children, el("qti-modal-feedback", attr{"outcome-identifier", "SOLUTION"}, attr{"identifier", "SOLUTION"}, attr{"show-hide", "show"},
			el("qti-content-body", qtiLines(q.Explanation))))
	}
	return item
}

// qtiBody returns what the item shows. The place to write in stands where the text has its blank, or below the text.
func qtiBody(q quiz.Question, interaction element) []element {
	if q.Kind != quiz.FillIn {
		body := append(qtiLines(q.Text), interaction)
		if len(q.Rubric) > 0 {
			body = append(body, el("qti-rubric-block", attr{"use", "scoring"}, attr{"view", "scorer"}, el("qti-content-body", qtiLines(rubricLines(q.Rubric)))))
		}
		return body
	}
	lines := qtiLines(q.Text)
	for i, line := range lines {
		text, _ := line.children[0].(string)
		if at := entryBlank.FindStringSubmatchIndex(text); at != nil && strings.TrimSpace(text) != blank {
			lines[i].children = nil
			for _, part := range []any{text[:at[2]], interaction, text[at[3]:]} {
				if part != "" {
					lines[i].children = append(lines[i].children, part)
				}
			}
			return lines
		}
	}
	return append(lines, el("p", interaction))
}

// entryBlank matches a blank that is as long as a place to write in is read as.
var entryBlank = regexp.MustCompile(`(?:^|[^_])(____)(?:$|[^_])`)

// qtiLines returns a text as paragraphs, or as one that keeps its spaces when they are unusual.
func qtiLines(text string) []element {
	var lines []element
	for _, line := range strings.Split(text, "\n") {
		if line != oneLine(line) || line == "" {
			return []element{el("pre", text)}
		}
		lines = append(lines, el("p", line))
	}
	return lines
}

// qtiInline returns a text within a choice: as it is when it is one ordinary line.
func qtiInline(text string) []any {
	if text == oneLine(text) {
		return []any{text}
	}
	var parts []any
	for _, line := range qtiLines(text) {
		parts = append(parts, line)
	}
	return parts
}
