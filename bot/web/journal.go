package web

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// journalName is the file in the data directory that holds what was said here.
const journalName = "web.jsonl"

// A journal is an append-only file of entries, one JSON object a line. It is
// what the page remembers, not what the bot knows: a line is handed to the
// system before it is shown, and is not forced to the disk.
type journal struct {
	file *os.File
	size int64 // of the whole lines in it
	cut  int   // lines that could not be read at the start
}

// openJournal opens the journal and reads what it holds. A last line that was
// torn by a crash is cut off; a damaged line elsewhere is left out.
func openJournal(dir string) (*journal, []entry, error) {
	path := filepath.Join(dir, journalName)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("open web journal: %w", err)
	}
	j := &journal{file: f}
	past, err := j.read()
	if err == nil {
		err = j.rewind()
	}
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("read web journal %s: %w", path, err), f.Close())
	}
	return j, past, nil
}

// read returns the entries and counts the size of the whole lines.
func (j *journal) read() ([]entry, error) {
	var past []entry
	lines := bufio.NewReader(j.file)
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			if len(line) > 0 {
				j.cut++
			}
			return past, nil
		}
		if err != nil {
			return nil, err
		}
		j.size += int64(len(line))
		var e entry
		if json.Unmarshal(line, &e) != nil || e.Chat == "" {
			j.cut++
			continue
		}
		past = append(past, e)
	}
}

// rewind puts the end of the file after the last whole line, so that a line
// that was written in part is written over.
func (j *journal) rewind() error {
	if err := j.file.Truncate(j.size); err != nil {
		return err
	}
	_, err := j.file.Seek(j.size, io.SeekStart)
	return err
}

// append writes entries as one piece: all of them or, after an error, none.
func (j *journal) append(entries []entry) error {
	var b bytes.Buffer
	lines := json.NewEncoder(&b)
	lines.SetEscapeHTML(false)
	for _, e := range entries {
		if err := lines.Encode(e); err != nil {
			return fmt.Errorf("write web journal: %w", err)
		}
	}
	n, err := j.file.Write(b.Bytes())
	if err != nil {
		return errors.Join(fmt.Errorf("write web journal: %w", err), j.rewind())
	}
	j.size += int64(n)
	return nil
}

func (j *journal) close() error { return j.file.Close() }
