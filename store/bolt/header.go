package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"

	"caunoi/store"
)

// A meta is one of the two pages at the beginning of a bbolt file that say
// where everything else is. They are read here before bbolt is let near the
// file, because bbolt takes an empty file for a new one, goes back to the older
// meta page without a word, and panics on much else.
type meta struct {
	pageSize uint32
	root     uint64 // page of the list of buckets
	freelist uint64 // page of the list of free pages
	pages    uint64 // how many pages are in use; the file holds at least these
	tx       uint64
}

// The form of a bbolt file, version 2.
const (
	metaMagic    = 0xED0CDAED
	metaVersion  = 2
	pageHeader   = 16 // id u64, flags u16, count u16, overflow u32
	metaSize     = 64
	metaSum      = metaSize - 8
	noFreelist   = 1<<64 - 1
	freelistPage = 0x10
)

// errNoMagic says that bytes were never a meta page.
var errNoMagic = errors.New("no bbolt meta page")

// parseMeta reads the page at the beginning of b.
func parseMeta(b []byte) (m meta, err error) {
	if len(b) < pageHeader+metaSize {
		return m, errNoMagic
	}
	b = b[pageHeader:]
	u32, u64 := binary.NativeEndian.Uint32, binary.NativeEndian.Uint64
	if u32(b) != metaMagic {
		return m, errNoMagic
	}
	sum := fnv.New64a()
	sum.Write(b[:metaSum])
	switch {
	case sum.Sum64() != u64(b[metaSum:]):
		return m, errors.New("checksum of a meta page")
	case u32(b[4:]) != metaVersion:
		return m, fmt.Errorf("version %d of the bbolt form", u32(b[4:]))
	}
	m = meta{pageSize: u32(b[8:]), root: u64(b[16:]), freelist: u64(b[32:]), pages: u64(b[40:]), tx: u64(b[48:])}
	if m.pageSize < 1024 || m.pageSize > 1<<16 || m.pageSize&(m.pageSize-1) != 0 {
		return m, fmt.Errorf("page size %d", m.pageSize)
	}
	return m, nil
}

// readMeta returns the meta page that bbolt will use: the newer of those that
// are whole. One that is not whole may be a commit that a power cut stopped, so
// it is not an error by itself; the sidecar knows better.
func readMeta(f *os.File) (m meta, torn bool, err error) {
	head := make([]byte, 1<<16+pageHeader+metaSize)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return m, false, err
	}
	head = head[:n]
	first, firstErr := parseMeta(head)
	sizes := []int{int(first.pageSize)}
	if firstErr != nil {
		sizes = []int{1 << 12, 1 << 13, 1 << 14, 1 << 15, 1 << 16, 1 << 10, 1 << 11}
	}
	var second meta
	secondErr := errNoMagic
	for _, size := range sizes {
		if size < len(head) && errors.Is(secondErr, errNoMagic) {
			second, secondErr = parseMeta(head[size:])
		}
	}
	switch {
	case errors.Is(firstErr, errNoMagic) && errors.Is(secondErr, errNoMagic):
		return m, false, store.ErrForeign
	case firstErr != nil && secondErr != nil:
		return m, false, fmt.Errorf("%w: neither of its two meta pages is whole", store.ErrDamaged)
	case firstErr != nil || secondErr == nil && second.tx > first.tx:
		return second, firstErr != nil, nil
	}
	return first, secondErr != nil, nil
}

// checkPages looks at what can be seen without reading the whole file: that the
// file is long enough, and that the list of free pages is one. bbolt writes to
// the pages of that list, so a wrong one destroys records later.
func (m meta) checkPages(f *os.File, size int64) error {
	if need := int64(m.pages) * int64(m.pageSize); size < need {
		return fmt.Errorf("%w: cut off at %d of %d bytes", store.ErrDamaged, size, need)
	}
	if m.freelist == noFreelist {
		return fmt.Errorf("%w: it has no list of free pages", store.ErrDamaged)
	}
	if m.freelist < 2 || m.freelist >= m.pages || m.root < 2 || m.root >= m.pages {
		return fmt.Errorf("%w: its meta page points outside the file", store.ErrDamaged)
	}
	return m.checkFreelist(f, size)
}

// checkFreelist looks at the list of free pages.
func (m meta) checkFreelist(f *os.File, size int64) error {
	head := make([]byte, pageHeader)
	if _, err := f.ReadAt(head, int64(m.freelist)*int64(m.pageSize)); err != nil {
		return err
	}
	u64 := binary.NativeEndian.Uint64
	count := uint64(binary.NativeEndian.Uint16(head[10:]))
	room := (uint64(binary.NativeEndian.Uint32(head[12:]))+1)*uint64(m.pageSize) - pageHeader
	if u64(head) != m.freelist || binary.NativeEndian.Uint16(head[8:]) != freelistPage || room > uint64(size) {
		return fmt.Errorf("%w: its list of free pages is not one", store.ErrDamaged)
	}
	body := make([]byte, room)
	if _, err := f.ReadAt(body, int64(m.freelist)*int64(m.pageSize)+pageHeader); err != nil {
		return fmt.Errorf("%w: its list of free pages ends too soon", store.ErrDamaged)
	}
	if count == 0xffff { // a longer list has its length in front
		count, body = u64(body), body[8:]
	}
	if count > uint64(len(body))/8 {
		return fmt.Errorf("%w: its list of free pages is too long", store.ErrDamaged)
	}
	last := uint64(1)
	for i := range count {
		id := u64(body[8*i:])
		if id <= last || id >= m.pages || id == m.root || id == m.freelist {
			return fmt.Errorf("%w: its list of free pages names page %d wrongly", store.ErrDamaged, id)
		}
		last = id
	}
	return nil
}
