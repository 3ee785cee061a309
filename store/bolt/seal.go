package bolt

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"sync"
)

// sealSize is how many bytes a seal puts before a value.
const sealSize = 4

// castagnoli is the polynomial of CRC-32C, for which processors have an
// instruction.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// rooms lends checksum room for names and keys. Room on the stack would not
// stay there, since the compiler does not see what crc32 does with it, and a
// checksum is made for every value that is read or written.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// checksum covers the table, the key, where the key ends, and the value, so
// that a value that came to lie under another key is found too.
func checksum(table, key string, value []byte) uint32 {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	b := binary.AppendUvarint((*room)[:0], uint64(len(table)))
	b = append(b, table...)
	b = binary.AppendUvarint(b, uint64(len(key)))
	b = append(b, key...)
	*room = b
	return crc32.Update(crc32.Checksum(b, castagnoli), castagnoli, value)
}

// seal returns value with its checksum, in bytes of its own.
func seal(table, key string, value []byte) []byte {
	b := make([]byte, 0, sealSize+len(value))
	b = binary.BigEndian.AppendUint32(b, checksum(table, key, value))
	return append(b, value...)
}

// unseal returns the value inside a sealed one, and whether it is whole.
func unseal(table, key string, sealed []byte) (value []byte, ok bool) {
	if len(sealed) < sealSize {
		return nil, false
	}
	value = sealed[sealSize:]
	return value, binary.BigEndian.Uint32(sealed) == checksum(table, key, value)
}

// clone copies bytes that die with the transaction; nil stays nil.
func clone(b []byte) []byte {
	return bytes.Clone(b)
}
