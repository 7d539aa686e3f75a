package console_test

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"xiangxue/course/console"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/storage/archive"
)

func TestDescribe(t *testing.T) {
	t.Parallel()
	var fields fault.Fields
	fields.Add("title", "请填写")
	tests := map[string]struct {
		err  error
		want string
	}{
		"of the domain":      {fmt.Errorf("adopt: %w", fault.New(fault.Conflict, "第 %d 版已经有了", 2)), "第 2 版已经有了"},
		"with fields":        {fields.Err(), "有几处填得不对，请改好再提交\n  title：请填写"},
		"unknown":            {errors.New("odd"), "xiangxue: odd"},
		"a damaged backup":   {&archive.DamagedError{Problem: "cut"}, "备份文件不完整或者被改动过，不能用它恢复\n  the backup cannot be used: cut"},
		"not empty":          {fmt.Errorf("x: %w", archive.ErrNotEmpty), "恢复的目标里已经有内容，请用 -data 指定一个空目录，PostgreSQL 请用空的数据库\n  x: " + archive.ErrNotEmpty.Error()},
		"a mount point":      {archive.ErrMountPoint, "恢复的目标是一个挂载点，请用 -data 指定它下面的一个新目录\n  " + archive.ErrMountPoint.Error()},
		"served already":     {storage.ErrServing, "已经有一个程序在用这个数据目录或数据库，请先停掉它\n  " + storage.ErrServing.Error()},
		"port in use":        {fmt.Errorf("listen: %w", syscall.EADDRINUSE), "这个地址和端口已经有程序在用，请用 -addr 换一个\n  listen: address already in use"},
		"read-only":          {&fs.PathError{Op: "open", Path: "/d", Err: syscall.EROFS}, "没有写入的权限：请检查目录的属主和权限，磁盘是不是只读\n  open /d: read-only file system"},
		"not allowed":        {&fs.PathError{Op: "open", Path: "/d", Err: syscall.EACCES}, "没有写入的权限：请检查目录的属主和权限，磁盘是不是只读\n  open /d: permission denied"},
		"full":               {fmt.Errorf("write: %w", syscall.ENOSPC), "磁盘满了，没有写入；请腾出空间再做一遍\n  write: no space left on device"},
		"full, says SQLite":  {errors.New("commit: database or disk is full"), "磁盘满了，没有写入；请腾出空间再做一遍\n  commit: database or disk is full"},
		"a file as a folder": {&fs.PathError{Op: "mkdir", Path: "/f/d", Err: syscall.ENOTDIR}, "没有这个文件或者目录，请检查路径\n  mkdir /f/d: not a directory"},
	}
	for name, test := range tests {
		if got := console.Describe(test.err); got != test.want {
			t.Errorf("%s:\n got %q\nwant %q", name, got, test.want)
		}
	}
}
