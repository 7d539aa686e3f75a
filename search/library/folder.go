package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// ImportPath imports a folder, or one file with its questions. Nothing outside the folder can be reached from within
// it. It fails with fault.Invalid when there is no such path, and as Import does.
func ImportPath(ctx context.Context, db *storage.DB, path string, o Options) (Report, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Report{}, fault.New(fault.Invalid, "没有这个文件或者文件夹：%s", path)
	}
	switch {
	case err != nil:
		return Report{}, fault.New(fault.Invalid, "打不开 %s，请检查权限，也不要用循环的链接", path)
	case info.IsDir():
		return importFolder(ctx, db, path, o)
	case !info.Mode().IsRegular():
		return Report{}, fault.New(fault.Invalid, "%s 不是普通文件", path)
	}
	return importFile(ctx, db, path, o)
}

func importFolder(ctx context.Context, db *storage.DB, dir string, o Options) (Report, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Report{}, fmt.Errorf("open %s: %w", dir, err)
	}
	defer root.Close()
	return Import(ctx, db, root.FS(), o)
}

func importFile(ctx context.Context, db *storage.DB, file string, o Options) (Report, error) {
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return Report{}, fmt.Errorf("open the folder of %s: %w", file, err)
	}
	defer root.Close()
	name := filepath.Base(file)
	if !isDocument(name) {
		return Report{}, fault.New(fault.Invalid, "不能导入这种文件，请另存为 .docx、.pdf、.ofd、.html、.md 或者 .txt：%s", name)
	}
	b := bundle{files: []string{name}}
	if questions := strings.TrimSuffix(name, filepath.Ext(name)) + ".gift"; exists(root, questions) {
		b.questions = questions
	}
	return importBundles(ctx, db, root.FS(), []bundle{b}, nil, o)
}

func exists(root *os.Root, name string) bool {
	info, err := root.Lstat(name)
	return err == nil && info.Mode().IsRegular()
}
