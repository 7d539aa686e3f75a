package witness

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"xiangxue/course/proof"
	"xiangxue/course/translog"
)

// mostFetched is how long an answer of a log may be: a tile has 8 KB, a checkpoint some hundred bytes.
const mostFetched = 64 << 10

// FromSite returns the log that a site serves below an address such as https://host/log. An answer may take a minute.
func FromSite(ctx context.Context, address string) (Log, error) {
	client := &http.Client{Timeout: time.Minute}
	fetch := func(path string) ([]byte, error) {
		return get(ctx, client, strings.TrimSuffix(address, "/")+"/"+path)
	}
	checkpoint, err := fetch("checkpoint")
	if err != nil {
		return Log{}, fmt.Errorf("fetch the checkpoint: %w", err)
	}
	return Log{Checkpoint: checkpoint, Nodes: func(head translog.Head) translog.HashReader { return translog.Fetched(head, fetch) }}, nil
}

func get(ctx context.Context, client *http.Client, address string) (_ []byte, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", address, answer.Status)
	}
	content, err := io.ReadAll(io.LimitReader(answer.Body, mostFetched+1))
	if err == nil && len(content) > mostFetched {
		err = fmt.Errorf("%s answers more than %d bytes", address, mostFetched)
	}
	return content, err
}

// FromBundle returns the log as a bundle holds it, for a witness that cannot reach the site.
func FromBundle(path string) (Log, error) {
	file, err := os.Open(path)
	if err != nil {
		return Log{}, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return Log{}, err
	}
	checkpoint, nodes, err := proof.ReadLog(file, info.Size())
	if err != nil {
		return Log{}, err
	}
	return Log{Checkpoint: checkpoint, Nodes: func(translog.Head) translog.HashReader { return nodes }}, nil
}
