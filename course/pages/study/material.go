package study

import (
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"strings"
	"time"

	"xiangxue/course"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// serveMaterial sends a file of a course, whole or in the ranges that the browser asks for. What a browser could run
// is only offered for download.
func (a *Area) serveMaterial(r *web.Request) error {
	sum, err := course.ParseSum(r.Param("sum"))
	if err != nil {
		return err
	}
	var material course.Material
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		material, err = course.MaterialBySum(r.Ctx(), tx, sum)
		return err
	})
	if err != nil {
		return err
	}
	file, err := a.Shelf.Open(sum)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, "这份材料的文件不在了，请告诉系统管理员")
	}
	if err != nil {
		return err
	}
	defer file.Close()
	h := r.Response().Header()
	h.Set("Content-Type", material.MediaType)
	h.Set("Content-Disposition", mime.FormatMediaType(disposition(material.MediaType), map[string]string{"filename": material.Name}))
	h.Set("Cache-Control", "private, max-age=31536000, immutable")
	http.ServeContent(r.Response(), r.Request(), "", time.Time{}, file)
	return nil
}

func disposition(mediaType string) string {
	for _, shown := range []string{"image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/", "application/pdf"} {
		if strings.HasPrefix(mediaType, shown) {
			return "inline"
		}
	}
	return "attachment"
}
