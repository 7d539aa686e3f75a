package search

import (
	"bufio"
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
)

//go:embed data/aliases.txt
var aliasFile string

// Alias is a name that people use for a law, and the law's own title, which may lack 中华人民共和国.
type Alias struct{ Name, Law string }

// ParseAliases reads aliases, one a line: the name, a space, the law. Lines that begin with # are comments. It fails
// on a line of another form and names it.
func ParseAliases(r io.Reader) ([]Alias, error) {
	var aliases []Alias
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Fields(line)
		if len(words) != 2 {
			return nil, fmt.Errorf("alias line %d: want a name and a law, got %q", n, line)
		}
		aliases = append(aliases, Alias{words[0], words[1]})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read aliases: %w", err)
	}
	return aliases, nil
}

// shippedAliases returns the aliases that come with the program.
func shippedAliases() []Alias {
	aliases, err := ParseAliases(strings.NewReader(aliasFile))
	if err != nil {
		panic("search: data/aliases.txt: " + err.Error()) // the file is compiled in and tested
	}
	return aliases
}

// shortNames turns the values of the short field into aliases.
func shortNames(values []string) []Alias {
	var aliases []Alias
	for _, value := range values {
		if name, law, ok := strings.Cut(value, "\x00"); ok {
			aliases = append(aliases, Alias{name, law})
		}
	}
	return aliases
}

// dictionary knows the names of the indexed laws: full titles, titles without what people leave out, and aliases.
type dictionary struct {
	laws   map[string][]string // a name as bare gives it → titles
	starts map[[2]rune][]int   // the first two runes of names → lengths of such names in runes, longest first
}

// newDictionary builds the dictionary. Where a name could mean several laws, a full title goes before a shortened
// one, and that before an alias.
func newDictionary(titles []string, aliases []Alias) *dictionary {
	d := &dictionary{laws: make(map[string][]string), starts: make(map[[2]rune][]int)}
	d.add(titles, func(title string) []string { return []string{bare(title)} })
	d.add(titles, func(title string) []string { return shortened(bare(title)) })
	byName := make(map[string][]string)
	for _, alias := range aliases {
		for _, title := range d.laws[bare(alias.Law)] {
			byName[bare(alias.Name)] = append(byName[bare(alias.Name)], title)
		}
	}
	for name, laws := range byName {
		d.name(name, laws)
	}
	return d
}

// add names the titles by what names returns, unless a name is taken.
func (d *dictionary) add(titles []string, names func(title string) []string) {
	added := make(map[string][]string)
	for _, title := range titles {
		for _, name := range names(title) {
			added[name] = append(added[name], title)
		}
	}
	for name, laws := range added {
		d.name(name, laws)
	}
}

// name enters one name, unless it is taken or too short to be one.
func (d *dictionary) name(name string, laws []string) {
	runes := []rune(name)
	if len(runes) < 2 || d.laws[name] != nil {
		return
	}
	slices.Sort(laws)
	d.laws[name] = slices.Compact(laws)
	start := [2]rune(runes)
	if !slices.Contains(d.starts[start], len(runes)) {
		d.starts[start] = append(d.starts[start], len(runes))
		slices.SortFunc(d.starts[start], func(a, b int) int { return cmp.Compare(b, a) })
	}
}

// longest returns the titles that the longest name at the head of text means, and the name's length.
func (d *dictionary) longest(text []rune) (laws []string, runes int) {
	if len(text) < 2 {
		return nil, 0
	}
	for _, n := range d.starts[[2]rune(text)] {
		if n <= len(text) {
			if laws := d.laws[string(text[:n])]; laws != nil {
				return laws, n
			}
		}
	}
	return nil, 0
}
