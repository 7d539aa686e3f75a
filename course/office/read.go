package office

import (
	"bytes"
	"path"
	"strings"
)

// ReadTable reads a workbook's first visible sheet that has content, or a CSV file. What it is is told by the
// content, not by the name, which serves in errors and to notice a file that is not what it is called. A row
// with a single filled cell over a row with several is a title and passed over; the next is the header.
// CSV may be UTF-8 with or without byte order mark, GBK, GB18030, or UTF-16 with byte order mark, and be
// separated by commas, semicolons or tabs. It fails with FormatError or LimitError.
func ReadTable(file string, b []byte, limits Limits) (Table, error) {
	limits = limits.orDefault()
	tables, err := readTables(file, b, limits, true)
	if err != nil {
		return Table{}, err
	}
	if len(tables) == 0 {
		return Table{}, &FormatError{File: file, Message: "文件里没有数据"}
	}
	return tables[0], nil
}

// ReadWorkbook reads all visible sheets of a workbook in their order, blank ones included, as ReadTable reads
// one. A CSV file is a workbook of one sheet without a name.
func ReadWorkbook(file string, b []byte, limits Limits) ([]Table, error) {
	return readTables(file, b, limits.orDefault(), false)
}

// readTables reads all tables of a file, or only the first with content.
func readTables(file string, b []byte, limits Limits, first bool) ([]Table, error) {
	if err := limits.checkSize(len(b)); err != nil {
		return nil, located(err, file, "")
	}
	if isZip(b) {
		return readSheets(file, b, limits, first)
	}
	if err := refuseForeign(file, b); err != nil {
		return nil, located(err, file, "")
	}
	table, err := readCSV(file, b, limits)
	if err != nil {
		return nil, located(err, file, "")
	}
	if first && table.HeaderLine == 0 {
		return nil, nil
	}
	return []Table{table}, nil
}

func isZip(b []byte) bool {
	return bytes.HasPrefix(b, []byte("PK\x03\x04")) || bytes.HasPrefix(b, []byte("PK\x05\x06"))
}

// isOLE recognises the container of old Office formats, of WPS's own, and of encrypted files.
func isOLE(b []byte) bool {
	return bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
}

// refuseForeign tells files that are no text, and tables that only pretend to be a workbook.
func refuseForeign(file string, b []byte) error {
	if isOLE(b) {
		return &FormatError{Message: "这是旧版 .xls、.et 格式或加了密码的文件，请另存为不加密码的 .xlsx 后再试"}
	}
	start := bytes.ToLower(bytes.TrimSpace(b[:min(len(b), 512)]))
	for _, sign := range []string{"<html", "<!doctype html", "<table", "<?xml", "%pdf-"} {
		if bytes.HasPrefix(start, []byte(sign)) {
			return &FormatError{Message: "内容不是表格文件（而是网页、PDF 等），请用 Excel 或 WPS 打开后另存为 .xlsx"}
		}
	}
	switch strings.ToLower(path.Ext(file)) {
	case ".xlsx", ".xlsm", ".docx", ".zip":
		return &FormatError{Message: "内容与扩展名不符，文件可能没有传完整，请重新另存后再试"}
	}
	return nil
}
