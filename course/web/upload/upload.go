// Package upload takes files from forms (上传): it reads the file of a field and keeps it for the short time between the
// page that shows what the file would do and the confirmation.
package upload

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"xiangxue/course/fault"
	"xiangxue/course/office"
	"xiangxue/course/web"
)

// mostFileName is how many characters of a file's name are kept.
const mostFileName = 120

// File returns the file of a form's field. It fails with fault.Invalid when none was chosen. The route bounds its size.
func File(r *web.Request, field string) (name string, content []byte, err error) {
	file, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		var fields fault.Fields
		fields.Add(field, "请选择文件")
		return "", nil, fields.Err()
	}
	if err != nil {
		return "", nil, fmt.Errorf("take the uploaded file: %w", err)
	}
	opened, err := file.Open()
	if err != nil {
		return "", nil, fmt.Errorf("open the uploaded file: %w", err)
	}
	defer opened.Close()
	if content, err = io.ReadAll(opened); err != nil {
		return "", nil, fmt.Errorf("read the uploaded file: %w", err)
	}
	return FileName(file.Filename), content, nil
}

// FileName bounds the name under which complaints speak of a file.
func FileName(name string) string {
	if runes := []rune(name); len(runes) > mostFileName {
		name = string(runes[len(runes)-mostFileName:])
	}
	return name
}

// Unusable says of a file that cannot be read as a whole what the person can do about it, at the field that took it; any
// other failure is returned as it is.
func Unusable(err error, field string) error {
	text := ""
	if format := (*office.FormatError)(nil); errors.As(err, &format) {
		text = format.Error()
	} else if limit := (*office.LimitError)(nil); errors.As(err, &limit) {
		text = limit.Error()
	} else {
		return err
	}
	var fields fault.Fields
	fields.Add(field, "这份文件不能用：%s", text)
	return fields.Err()
}
