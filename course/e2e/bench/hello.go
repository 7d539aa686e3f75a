package main

import (
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/labstack/echo/v4"
)

// helloArgument makes this program the server that only says hello.
const helloArgument = "hello"

// serveHello serves the yardstick: one route of Echo without middleware, as bare as a site can be.
func serveHello() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	e := echo.New()
	e.HideBanner, e.HidePort, e.Listener = true, true, listener
	text := greeting(os.Getpid())
	e.GET("/", func(c echo.Context) error { return c.String(http.StatusOK, text) })
	fmt.Printf("http://%s\n", listener.Addr())
	return e.Start("")
}

// greeting is what the server with the process id says, so that nobody else's answer is taken for its own.
func greeting(pid int) string { return fmt.Sprintf("hello from process %d\n", pid) }

// startHello starts this program once more as the hello server.
func startHello() (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p, err := launch(self, helloArgument)
	if err != nil {
		return nil, fmt.Errorf("start the hello server: %w", err)
	}
	if err := p.answers("/", greeting(p.cmd.Process.Pid)); err != nil {
		p.kill()
		return nil, fmt.Errorf("ask the hello server: %w", err)
	}
	return p, nil
}
