package web

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"caunoi/flows"
)

// filesName is the folder in the data directory that holds what was uploaded.
const filesName = "files"

// largest is how many bytes an uploaded file may have.
const largest = 20 << 20

// refForm is the form of the names given to uploads: what a person called a
// file is shown but never becomes a path.
var refForm = regexp.MustCompile(`^w[A-Z2-7]{26}$`)

func isRef(s string) bool { return refForm.MatchString(s) }

// errLarge is what an upload meets that is over the cap.
var errLarge = errors.New("the file is too large")

// openFiles opens the folder of uploads, which nothing can lead out of.
func openFiles(dir string) (*os.Root, error) {
	path := filepath.Join(dir, filesName)
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of uploads: %w", err)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("open the folder of uploads: %w", err)
	}
	return root, nil
}

// keep writes an upload under a fresh name before the bot is told of it. A
// file that did not arrive whole is removed.
func (c *Channel) keep(from io.Reader) (ref string, size int64, err error) {
	ref = "w" + rand.Text()
	f, err := c.files.OpenFile(ref, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", 0, fmt.Errorf("keep an upload: %w", err)
	}
	size, err = io.Copy(f, io.LimitReader(from, largest+1))
	if err == nil && size > largest {
		err = errLarge
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", 0, errors.Join(fmt.Errorf("keep an upload: %w", err), c.files.Remove(ref))
	}
	return ref, size, nil
}

// file serves an upload. Only pictures and sounds are shown; whatever else was
// sent is handed over as a download, so that nothing in it is ever run.
func (c *Channel) file(w http.ResponseWriter, r *http.Request) {
	ref := r.PathValue("ref")
	if made := (flows.File{Ref: ref}); c.made(made) {
		c.make(w, made)
		return
	}
	if !isRef(ref) {
		http.NotFound(w, r)
		return
	}
	f, err := c.files.Open(ref)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	head := make([]byte, 512)
	n, _ := io.ReadFull(f, head) // a short file is read as far as it goes
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		http.NotFound(w, r)
		return
	}
	kind := shownAs(head[:n])
	if kind == "" {
		kind = "application/octet-stream"
		w.Header().Set("Content-Disposition", "attachment")
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
	info, err := f.Stat()
	if err != nil {
		http.NotFound(w, r)
		return
	}
	http.ServeContent(w, r, "", info.ModTime(), f)
}

// made reports whether the bot makes the file itself, when it is asked for.
func (c *Channel) made(f flows.File) bool {
	return c.local != nil && f.Channel == "" && strings.HasPrefix(f.Ref, "made:")
}

// make hands over a file that lies nowhere, as it is now: what was erased
// meanwhile is not in it.
func (c *Channel) make(w http.ResponseWriter, f flows.File) {
	data, err := c.local(f)
	if err != nil {
		http.Error(w, "there is nothing to make it from any more", http.StatusNotFound)
		return
	}
	defer data.Close()
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", "attachment")
	_, _ = io.Copy(w, data) // the page has gone: there is nobody to tell
}

// shownAs names the type of a picture or sound by its first bytes; "" is for
// anything a browser might treat as a page.
func shownAs(head []byte) string {
	kind := http.DetectContentType(head)
	switch kind {
	case "image/png", "image/jpeg", "image/gif", "image/webp",
		"audio/mpeg", "audio/wave", "audio/ogg", "application/ogg", "video/webm", "video/mp4":
		return kind
	}
	return ""
}

// kindOf says what a file is to people, by what the page said and by its first
// bytes: a "photo" that is no picture is a document.
func kindOf(asked string, head []byte) flows.FileKind {
	kind := http.DetectContentType(head)
	switch {
	case asked == string(flows.Photo) && strings.HasPrefix(kind, "image/"):
		return flows.Photo
	case asked == string(flows.Voice) && shownAs(head) != "" && !strings.HasPrefix(kind, "image/"):
		return flows.Voice
	}
	return flows.Document
}
