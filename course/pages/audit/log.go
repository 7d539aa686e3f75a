package audit

import (
	"net/http"
	"strings"

	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// The answers of the log, as C2SP tlog-tiles asks for them. A tile never changes; the checkpoint does.
const (
	tileCache       = "public, max-age=31536000, immutable"
	checkpointCache = "no-cache"
)

func (a *Area) serveCheckpoint(r *web.Request) error {
	return a.serveLog(r, "checkpoint", "text/plain; charset=utf-8", checkpointCache)
}

// serveWitnessed sends the largest checkpoint that a witness has signed; the latest one has often grown since.
func (a *Area) serveWitnessed(r *web.Request) error {
	var signed string
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		signed, err = a.Log.Witnessed(r.Ctx(), tx)
		return err
	})
	if err != nil {
		return err
	}
	r.Response().Header().Set("Cache-Control", checkpointCache)
	return r.Blob(http.StatusOK, "text/plain; charset=utf-8", []byte(signed))
}

func (a *Area) serveTile(r *web.Request) error {
	return a.serveLog(r, "tile/"+strings.TrimPrefix(r.Param("*"), "/"), "application/octet-stream", tileCache)
}

func (a *Area) serveLog(r *web.Request, path, mediaType, cache string) error {
	var content []byte
	err := a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		content, err = a.Log.Tile(r.Ctx(), tx, path)
		return err
	})
	if err != nil {
		return err
	}
	r.Response().Header().Set("Cache-Control", cache)
	return r.Blob(http.StatusOK, mediaType, content)
}
