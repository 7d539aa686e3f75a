package web

import (
	"html/template"
	"text/template/parse"

	"xiangxue/static/locale"
)

// fold replaces what a template computes from constants alone, a translated text or an icon, by its result: two thirds
// of what a page does while it is printed. It must come before the first execution; the result is then escaped with the
// page around it. Texts stand between tags or in quoted attributes only, where the same escaping serves both.
func (s *Site) fold(lang locale.Lang, page *template.Template) {
	constants := map[string]func(string) string{
		"t":    func(source string) string { return template.HTMLEscapeString(s.catalog.Text(lang, source)) },
		"icon": func(name string) string { return string(icon(name)) },
	}
	for _, t := range page.Templates() {
		if t.Tree != nil {
			foldList(t.Tree.Root, constants)
		}
	}
}

func foldList(list *parse.ListNode, constants map[string]func(string) string) {
	if list == nil {
		return
	}
	for i, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			if text, ok := constant(n.Pipe, constants); ok {
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(text)}
			}
		case *parse.IfNode:
			foldBranch(&n.BranchNode, constants)
		case *parse.RangeNode:
			foldBranch(&n.BranchNode, constants)
		case *parse.WithNode:
			foldBranch(&n.BranchNode, constants)
		}
	}
}

func foldBranch(b *parse.BranchNode, constants map[string]func(string) string) {
	foldList(b.List, constants)
	foldList(b.ElseList, constants)
}

// constant returns what a pipeline prints that is one call of a foldable function with one literal.
func constant(p *parse.PipeNode, constants map[string]func(string) string) (string, bool) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 2 {
		return "", false
	}
	name, isName := p.Cmds[0].Args[0].(*parse.IdentifierNode)
	literal, isLiteral := p.Cmds[0].Args[1].(*parse.StringNode)
	if !isName || !isLiteral {
		return "", false
	}
	compute, ok := constants[name.Ident]
	if !ok {
		return "", false
	}
	return compute(literal.Text), true
}
