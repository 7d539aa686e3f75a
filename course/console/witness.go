package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"xiangxue/course/fault"
	"xiangxue/course/seal"
	"xiangxue/course/witness"
)

// WitnessOrder says what a witness looks at. The tags make it the flags of the command.
type WitnessOrder struct {
	Source string `arg:"" optional:"" help:"Address of a log, such as https://host/log, or a bundle; a new key is made when not given."`
	Dir    string `help:"Directory of the witness: its key and what it saw last." default:"./witness" type:"path"`
	As     string `help:"Name of a new witness, such as its host with a word behind a slash."`
	LogKey string `help:"Public key of the log."`
	Out    string `help:"File for the cosigned checkpoint." short:"o" type:"path"`
}

// Run makes the key of a witness, or looks at a log and signs its checkpoint. It fails, and signs nothing, when the log was
// rewritten or has become shorter.
func (o WitnessOrder) Run(ctx context.Context) error { return o.run(ctx, os.Stdout, time.Now) }

func (o WitnessOrder) run(ctx context.Context, w io.Writer, now func() time.Time) (err error) {
	if o.Source == "" {
		public, err := witness.Make(o.Dir, o.As)
		if err == nil {
			fmt.Fprintf(w, "见证方的公钥，请交给日志所在的单位：\n%s\n", public)
		}
		return err
	}
	if o.LogKey == "" || o.Out == "" {
		return fault.New(fault.Invalid, "请用 -log-key 给出日志的公钥，用 -o 给出写到哪个文件")
	}
	log, err := o.log(ctx)
	if err != nil {
		return err
	}
	me, err := witness.Open(o.Dir, now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, me.Close()) }()
	signed, err := me.Cosign(log, o.LogKey)
	switch {
	case errors.Is(err, witness.ErrFork):
		return fmt.Errorf("没有签名：日志被改写过，与本见证方签过的（共 %d 条，校验码 %s）不是同一份；请保存证据: %w", signed.Before.Size, seal.CodeOf(signed.Before), err)
	case errors.Is(err, witness.ErrRollback):
		return fmt.Errorf("没有签名：日志只有 %d 条，比本见证方签过的 %d 条少，可能退回了旧的备份: %w", signed.Head.Size, signed.Before.Size, err)
	case err != nil:
		return err
	}
	if signed.Before.Size == 0 {
		fmt.Fprintln(w, "第一次见到这份日志，以前的情况无从对照")
	}
	err = replaceFile(o.Out, func(file io.Writer) error {
		_, err := file.Write(signed.Note)
		return err
	})
	if err == nil {
		fmt.Fprintf(w, "已见证 %d 条（上次 %d 条），校验码 %s，写入 %s\n", signed.Head.Size, signed.Before.Size, seal.CodeOf(signed.Head), o.Out)
	}
	return err
}

func (o WitnessOrder) log(ctx context.Context) (witness.Log, error) {
	if strings.Contains(o.Source, "://") {
		return witness.FromSite(ctx, o.Source)
	}
	return witness.FromBundle(o.Source)
}
