package quiz

// Asked is an item as it may be shown before the paper is marked. It tells nothing about which answer is right.
type Asked struct {
	Key        ItemKey
	Number     int // from 1
	Point      string
	PointTitle string
	Kind       Kind
	Text       string
	Options    []AskedOption
	Prompts    []string // of a matching question
	Gaps       int      // of a fill-in question: how many fields its answer has
}

// AskedOption is an option as it is shown; Letter is its label and form value.
type AskedOption struct {
	Letter string
	Text   string
}

// Asked returns the items that are to be answered in this round, in order; carried ones are left out. Numbers and keys
// count all items, so they stay the same from round to round.
func (p Paper) Asked() []Asked {
	var asked []Asked
	for i, it := range p.Items {
		if it.Carried {
			continue
		}
		a := Asked{Key: Key(i), Number: i + 1, Point: it.Question.Point, PointTitle: it.PointTitle,
			Kind: it.Question.Kind, Text: it.Question.Text, Prompts: it.Question.Prompts, Gaps: it.Question.Gaps()}
		for shown, option := range it.Order {
			a.Options = append(a.Options, AskedOption{letters[shown], it.Question.Options[option].Text})
		}
		asked = append(asked, a)
	}
	return asked
}
