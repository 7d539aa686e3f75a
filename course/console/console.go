// Package console is what the command line prints and asks (命令行). Each function carries out one command over the
// operations of the packages below and tells the operator what was done, in Chinese, or fails.
package console

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"strings"
	"syscall"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/storage/archive"
)

// Describe returns an error as the operator reads it: what the domain says in its own words, with the fields at fault;
// what the machine refused with what to look at; and anything else as it is.
func Describe(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		if advice := advise(err); advice != "" {
			return advice + "\n  " + err.Error()
		}
		return "xiangxue: " + err.Error()
	}
	lines := []string{f.Message.String()}
	for _, field := range f.Fields {
		lines = append(lines, "  "+field.Name+"："+field.Message.String())
	}
	return strings.Join(lines, "\n")
}

// advise says what the operator can do about a failure of the machine or the place, and nothing about any other.
func advise(err error) string {
	var damaged *archive.DamagedError
	switch {
	case errors.As(err, &damaged):
		return "备份文件不完整或者被改动过，不能用它恢复"
	case errors.Is(err, archive.ErrNotEmpty), errors.Is(err, storage.ErrNotEmpty):
		return "恢复的目标里已经有内容，请用 -data 指定一个空目录，PostgreSQL 请用空的数据库"
	case errors.Is(err, archive.ErrMountPoint):
		return "恢复的目标是一个挂载点，请用 -data 指定它下面的一个新目录"
	case errors.Is(err, storage.ErrServing):
		return "已经有一个程序在用这个数据目录或数据库，请先停掉它"
	case errors.Is(err, syscall.EADDRINUSE):
		return "这个地址和端口已经有程序在用，请用 -addr 换一个"
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return "没有写入的权限：请检查目录的属主和权限，磁盘是不是只读"
	case errors.Is(err, syscall.ENOSPC), strings.Contains(err.Error(), "database or disk is full"):
		return "磁盘满了，没有写入；请腾出空间再做一遍"
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrNotExist):
		return "没有这个文件或者目录，请检查路径"
	}
	return ""
}

// Listening returns a function that tells the operator where the site can be reached.
func Listening(w io.Writer) func(net.Addr) {
	return func(addr net.Addr) { fmt.Fprintf(w, "乡学已启动：http://%s\n停止请按 Ctrl+C。\n", addr) }
}
