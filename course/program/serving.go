package program

import (
	"context"
	"errors"
	"io"
	"os"

	"xiangxue/course/console"
	"xiangxue/course/demo"
	"xiangxue/course/storage"
)

// Serving says how the web site is served. The tags make it the flags of the command.
type Serving struct {
	Addr   string `help:"Address to listen on." default:"127.0.0.1:8080"`
	Secure bool   `help:"A proxy in front takes HTTPS: cookies and browsers are told so, and X-Forwarded-For says who asks."`
	Demo   bool   `help:"Fill an empty data directory with the demo township and say who can sign in."`
}

// Run serves until the program is told to stop.
func (s Serving) Run(ctx context.Context, o Options) error { return Serve(ctx, os.Stdout, o, s) }

// Serve opens the installation, serves its site until ctx ends and tells the operator on w. It fails with
// storage.ErrServing when another process serves it.
func Serve(ctx context.Context, w io.Writer, o Options, s Serving) error {
	if s.Demo && o.Name == Unnamed {
		o.Name = demo.Name
	}
	lock, err := storage.LockServing(ctx, o.Storage())
	if err != nil {
		return err
	}
	return errors.Join(Use(ctx, o, func(p *Program) error {
		if s.Demo {
			if err := demo.Prepare(ctx, w, demo.Deps{DB: p.DB, Log: p.Log, Shelf: p.Shelf}, p.Clock()); err != nil {
				return err
			}
		}
		return p.Serve(ctx, s.Addr, s.Secure, console.Listening(w))
	}), lock.Release())
}
