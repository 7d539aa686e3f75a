package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// wire is a kept connection that sends ready-made requests and reads as little of the answers as it can, so that the
// measuring takes little from what is measured.
type wire struct {
	conn net.Conn
	in   *bufio.Reader
}

// answer is what came back. The body is there only when it was asked for.
type answer struct {
	status                 int
	size                   int // of the body
	tag, location, cookies string
	body                   []byte
}

func dial(address string) (*wire, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return &wire{conn, bufio.NewReaderSize(conn, 16<<10)}, nil
}

func (w *wire) close() { _ = w.conn.Close() }

// get returns a request for a page, with the lines as further header lines.
func get(path, cookie string, lines ...string) []byte {
	return request("GET", path, cookie, strings.Join(lines, "\r\n"), "")
}

// post returns a request that sends a form as the site's own page does.
func post(path, cookie string, form url.Values) []byte {
	body := form.Encode()
	return request("POST", path, cookie, "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "+
		strconv.Itoa(len(body)), body)
}

func request(method, path, cookie, lines, body string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n", method, path)
	if cookie != "" {
		fmt.Fprintf(&b, "Cookie: %s\r\n", cookie)
	}
	if lines != "" {
		b.WriteString(lines + "\r\n")
	}
	b.WriteString("\r\n" + body)
	return b.Bytes()
}

// ask sends a request and returns the answer with its body.
func (w *wire) ask(request []byte) (answer, error) { return w.exchange(request, true) }

// exchange sends a request and reads the answer.
func (w *wire) exchange(request []byte, keep bool) (answer, error) {
	if _, err := w.conn.Write(request); err != nil {
		return answer{}, err
	}
	a, length, err := w.readHead(keep)
	if err != nil {
		return answer{}, err
	}
	if a.status == 304 || a.status == 204 {
		return a, nil
	}
	if length >= 0 {
		return a, w.take(&a, length, keep)
	}
	return a, w.takeChunks(&a, keep)
}

// readHead reads up to the body and returns its length, -1 for one in chunks.
func (w *wire) readHead(keep bool) (answer, int, error) {
	line, err := w.in.ReadSlice('\n')
	if err != nil {
		return answer{}, 0, err
	}
	if len(line) < 12 {
		return answer{}, 0, fmt.Errorf("not an answer: %q", line)
	}
	a, length := answer{}, 0
	a.status, err = strconv.Atoi(string(line[9:12]))
	for err == nil {
		if line, err = w.in.ReadSlice('\n'); err != nil || len(line) <= 2 {
			break
		}
		switch name, value, _ := bytes.Cut(line, []byte(": ")); {
		case bytes.EqualFold(name, []byte("Content-Length")):
			length, err = strconv.Atoi(string(bytes.TrimSpace(value)))
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			length = -1
		case keep:
			a.keepHeader(string(name), strings.TrimSpace(string(value)))
		}
	}
	return a, length, err
}

func (a *answer) keepHeader(name, value string) {
	switch strings.ToLower(name) {
	case "etag":
		a.tag = value
	case "location":
		a.location = value
	case "set-cookie":
		cookie, _, _ := strings.Cut(value, ";")
		a.cookies = strings.TrimPrefix(a.cookies+"; "+cookie, "; ")
	}
}

func (w *wire) take(a *answer, length int, keep bool) error {
	a.size += length
	if !keep {
		_, err := w.in.Discard(length)
		return err
	}
	at := len(a.body)
	a.body = append(a.body, make([]byte, length)...)
	_, err := io.ReadFull(w.in, a.body[at:])
	return err
}

func (w *wire) takeChunks(a *answer, keep bool) error {
	for {
		line, err := w.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		length, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 32)
		if err != nil {
			return errors.Join(errors.New("not a chunk"), err)
		}
		if err := w.take(a, int(length), keep); err != nil {
			return err
		}
		if _, err := w.in.Discard(2); err != nil || length == 0 {
			return err
		}
	}
}
