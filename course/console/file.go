package console

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"xiangxue/course/fault"
	"xiangxue/course/office"
)

// read returns the content of an ordinary file that the operator named, which must not be larger than imports take.
func read(path string) ([]byte, error) { return readUpTo(path, office.DefaultLimits().FileBytes) }

// readUpTo is read with a bound in bytes. It never waits, as a pipe would have it do.
func readUpTo(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.NotFound, "没有找到文件 %s", path)
	case errors.Is(err, fs.ErrPermission):
		return nil, fault.New(fault.Forbidden, "没有读 %s 的权限", path)
	case err != nil:
		return nil, fault.New(fault.Invalid, "打不开 %s，请检查权限，也不要用循环的链接", path)
	case !info.Mode().IsRegular():
		return nil, fault.New(fault.Invalid, "%s 不是普通文件", path)
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrPermission) {
		return nil, fault.New(fault.Forbidden, "没有读 %s 的权限", path)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return office.Load(filepath.Base(path), f, office.Limits{FileBytes: limit})
}
