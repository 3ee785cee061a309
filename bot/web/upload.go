package web

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"

	"caunoi/flows"
)

// upload takes a picture, a recording or a document, with or without words.
// The parts of the form come in this order: the fields, then the file.
func (c *Channel) upload(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, largest+largestPost)
	parts, err := r.MultipartReader()
	if err != nil {
		refuse(w, http.StatusUnsupportedMediaType, "multipart")
		return
	}
	fields, part, err := untilFile(parts)
	if err != nil || !fits(fields["kind"]) {
		refuse(w, http.StatusBadRequest, "multipart")
		return
	}
	p := post{
		Chat: fields["chat"], Key: fields["key"], Lang: fields["lang"],
		Text: fields["text"], ReplyTo: fields["replyTo"],
	}
	if !c.sound(w, p) {
		return
	}
	head := make([]byte, 512)
	n, err := io.ReadFull(part, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		refuse(w, http.StatusBadRequest, "nothing")
		return
	}
	head = head[:n]
	ref, size, err := c.keep(io.MultiReader(bytes.NewReader(head), part))
	if err != nil {
		c.notKept(w, err)
		return
	}
	e := c.entry(p, said)
	e.Text = p.Text
	e.Files = []file{{Kind: kindOf(fields["kind"], head), Ref: ref, Name: called(part.FileName()), Size: size}}
	if e.Files[0].Kind == flows.Voice {
		e.Files[0].Seconds = seconds(fields["seconds"])
	}
	c.settle(w, r, e)
}

// notKept answers for a file that could not be kept.
func (c *Channel) notKept(w http.ResponseWriter, err error) {
	var over *http.MaxBytesError
	if errors.Is(err, errLarge) || errors.As(err, &over) {
		refuse(w, http.StatusRequestEntityTooLarge, "large")
		return
	}
	c.log.Error("web upload", "error", err)
	refuse(w, http.StatusInternalServerError, "journal")
}

// untilFile reads the fields of a form up to its file.
func untilFile(parts *multipart.Reader) (map[string]string, *multipart.Part, error) {
	fields := map[string]string{}
	for range 16 {
		part, err := parts.NextPart()
		if err != nil {
			return nil, nil, err
		}
		if part.FormName() == "file" {
			return fields, part, nil
		}
		value, err := io.ReadAll(io.LimitReader(part, largestPost))
		if err != nil {
			return nil, nil, err
		}
		fields[part.FormName()] = string(value)
	}
	return nil, nil, http.ErrMissingFile
}

// called is a file's name as the sender sees it, short and without folders. It
// is shown and never opened.
func called(s string) string {
	s = filepath.Base(strings.ReplaceAll(s, `\`, "/"))
	if s == "." || s == "/" {
		return ""
	}
	if r := []rune(s); len(r) > 120 {
		s = string(r[len(r)-120:])
	}
	return strings.ToValidUTF8(s, "")
}

// seconds reads how long a recording is; a doubtful number is none.
func seconds(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 24*60*60 {
		return 0
	}
	return n
}
