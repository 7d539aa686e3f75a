package kit

import (
	_ "embed"
	"io"
	"strings"
)

// The page of a kit: it needs no server, no network and no recent browser.
var (
	//go:embed shell/kit.html
	shell string
	//go:embed shell/kit.css
	style string
	//go:embed shell/kit.js
	script string
)

// writeShell writes the page around the data, which are JSON.
func writeShell(w io.Writer, language string, data []byte) error {
	_, err := strings.NewReplacer("{{language}}", language, "{{style}}", style, "{{data}}", string(data), "{{script}}", script).WriteString(w, shell)
	return err
}
