package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"caunoi/flows"
)

// maxDownload is the most that a bot may fetch (A5).
const maxDownload = 20 << 20

// errTooBig is a file over that.
var errTooBig = errors.New("telegram: the file is over 20 MiB")

// Open fetches a file. The library's own address for files holds the token and
// always names api.telegram.org (T17, B5); this one stays inside the function.
// The reader fails if the file is over 20 MiB, and must be closed.
func (c *Channel) Open(ctx context.Context, f flows.File) (io.ReadCloser, error) {
	if f.Channel != name || f.Ref == "" {
		return nil, errors.New("telegram: the file lies elsewhere")
	}
	result, err := c.call(ctx, "getFile", tgbotapi.Params{"file_id": f.Ref})
	if err != nil {
		return nil, err
	}
	var at struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := json.Unmarshal(result, &at); err != nil {
		return nil, errors.New("telegram: getFile: the result is not a file")
	}
	if at.Size > maxDownload {
		return nil, errTooBig
	}
	// A local server answers with an absolute path of its own disk.
	if at.Path == "" || strings.HasPrefix(at.Path, "/") || strings.Contains(at.Path, "..") {
		return nil, errors.New("telegram: getFile: the path cannot be fetched")
	}
	ctx, cancel := context.WithTimeout(ctx, uploadTime)
	body, err := c.fetch(ctx, at.Path)
	if err != nil {
		cancel()
		return nil, err
	}
	return &download{body: body, left: maxDownload, cancel: cancel, line: c.line}, nil
}

// fetch asks for the bytes at a path.
func (c *Channel) fetch(ctx context.Context, path string) (io.ReadCloser, error) {
	address := c.line.base + "/file/bot" + c.opt.Token + "/" + (&url.URL{Path: path}).EscapedPath()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, c.line.clean("file", err)
	}
	resp, err := c.line.calls.Do(req)
	if err != nil {
		return nil, c.line.clean("file", err)
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, fmt.Errorf("telegram: file: refused with %d", resp.StatusCode)
	}
	return resp.Body, nil
}

// A download is a file on its way, cut off where it gets too long.
type download struct {
	body   io.ReadCloser
	left   int64
	cancel context.CancelFunc
	line   *line
}

// Read reads on.
func (d *download) Read(p []byte) (int, error) {
	n, err := d.body.Read(p)
	if d.left -= int64(n); d.left < 0 {
		return 0, errTooBig
	}
	if err != nil && err != io.EOF {
		err = d.line.clean("file", err)
	}
	return n, err
}

// Close ends the download.
func (d *download) Close() error {
	defer d.cancel()
	return d.body.Close()
}
