package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// table prints the figures, a line each, as soon as they are known.
type table struct{ out io.Writer }

// row is a line of the table; what is empty is left out.
type row struct {
	what, goal, figure, ratio, cost, p50, p99 string
	met                                       string
}

var columns = []int{34, 12, 14, 9, 10, 9, 9, 0}

func newTable(out io.Writer) *table {
	t := &table{out}
	t.row(row{"what", "goal", "figure", "of hello", "CPU each", "p50", "p99", ""})
	return t
}

func (t *table) heading(text string) { fmt.Fprintf(t.out, "\n%s\n", text) }

func (t *table) row(r row) {
	var line strings.Builder
	for i, cell := range []string{r.what, r.goal, r.figure, r.ratio, r.cost, r.p50, r.p99, r.met} {
		line.WriteString(cell)
		if i < len(columns)-1 {
			line.WriteString(strings.Repeat(" ", max(1, columns[i]-utf8.RuneCountInString(cell))))
		}
	}
	fmt.Fprintln(t.out, strings.TrimRight(line.String(), " "))
}

// mark says whether a goal is met.
func mark(met bool) string {
	if met {
		return "ok"
	}
	return "MISSED"
}
