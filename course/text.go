package course

// Text is something to read before a check (阅读材料), whatever area keeps it.
type Text struct {
	Title string
	Parts []TextPart
}

// TextPart is an article or section of a text.
type TextPart struct {
	Point      string // as CheckItem.Point names it
	Title      string // 第六条, or a heading
	Paragraphs []string
}

// Asked returns the parts that the items of a check ask about, in the order of the text.
func (t Text) Asked(c Check) []TextPart {
	asked := map[string]bool{}
	for _, item := range c.Items {
		asked[item.Point] = true
	}
	var parts []TextPart
	for _, p := range t.Parts {
		if asked[p.Point] {
			parts = append(parts, p)
		}
	}
	return parts
}
