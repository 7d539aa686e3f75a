// Package console is what the command line prints and asks (命令行). Each function carries out one command over the
// operations of the packages below and tells the operator what was done, in Chinese, or fails.
package console

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"xiangxue/course/fault"
)

// Describe returns an error as the operator reads it: what the domain says in its own words, with the fields at fault,
// and anything else as it is.
func Describe(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return "xiangxue: " + err.Error()
	}
	lines := []string{f.Message.String()}
	for _, field := range f.Fields {
		lines = append(lines, "  "+field.Name+"："+field.Message.String())
	}
	return strings.Join(lines, "\n")
}

// Listening returns a function that tells the operator where the site can be reached.
func Listening(w io.Writer) func(net.Addr) {
	return func(addr net.Addr) { fmt.Fprintf(w, "乡学已启动：http://%s\n停止请按 Ctrl+C。\n", addr) }
}
