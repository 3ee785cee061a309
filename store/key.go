package store

import (
	"fmt"
	"math/bits"
	"reflect"
	"strings"
	"time"
)

// The form of keys. It is stored, so it never changes.
//
// Every part ends by itself, so that a key of fewer parts is a prefix of all
// keys that begin with them, and no part can be mistaken for the next one:
//
//	string   its bytes, 0x00 written 01 01 and 0x01 written 01 02, then 0x00
//	integer  one byte 80+n for a value of n bytes and the bytes, the highest
//	         first; a negative one is 7f-n and the bytes of its complement
//	time     its microseconds since 1970 as an integer
//	Desc     the form of its parts with every bit turned over
const (
	stringEnd    = 0x00
	stringEscape = 0x01
	integerZero  = 0x80
)

// A Descending is parts of a key in the opposite order; see Desc.
type Descending struct{ key string }

// Desc makes parts of a Key sort from the last to the first, so that a plain
// scan meets the newest time or the highest number first.
func Desc(parts ...any) Descending {
	b := []byte(Key(parts...))
	for i := range b {
		b[i] = ^b[i]
	}
	return Descending{string(b)}
}

// Key builds a key that sorts as its parts do, the first part first. Parts are
// strings (any bytes), integers of any Go type, times (to the microsecond,
// finer is cut off) and Desc of these; also of types defined from strings and
// integers. All keys of one table or index must have the same kinds of part in
// the same places. Key panics on any other type, because that is a mistake in
// the program which would otherwise be stored.
func Key(parts ...any) string {
	var b []byte
	for _, p := range parts {
		b = appendPart(b, p)
	}
	return string(b)
}

// appendPart appends the form of one part.
func appendPart(b []byte, part any) []byte {
	switch p := part.(type) {
	case string:
		return appendString(b, p)
	case time.Time:
		return appendInt(b, p.UnixMicro())
	case Descending:
		return append(b, p.key...)
	}
	v := reflect.ValueOf(part)
	switch {
	case !v.IsValid():
	case v.Kind() == reflect.String:
		return appendString(b, v.String())
	case v.CanInt():
		return appendInt(b, v.Int())
	case v.CanUint():
		return appendUint(b, v.Uint())
	}
	panic(fmt.Sprintf("store.Key: a part of type %T has no order", part)) // a mistake in the program, see Key
}

// appendString appends s escaped and ended.
func appendString(b []byte, s string) []byte {
	return append(appendEscaped(b, s), stringEnd)
}

// appendEscaped appends s so that it holds no 0x00 and sorts as before.
func appendEscaped(b []byte, s string) []byte {
	if strings.IndexByte(s, stringEnd) < 0 && strings.IndexByte(s, stringEscape) < 0 {
		return append(b, s...)
	}
	for i := range len(s) {
		if c := s[i]; c <= stringEscape {
			b = append(b, stringEscape, c+1)
		} else {
			b = append(b, c)
		}
	}
	return b
}

// unescape takes the string apart that appendString made at the beginning of
// s. It reports false if there is none.
func unescape(s string) (text, rest string, ok bool) {
	end := strings.IndexByte(s, stringEnd)
	if end < 0 {
		return "", "", false
	}
	text, rest = s[:end], s[end+1:]
	if strings.IndexByte(text, stringEscape) < 0 {
		return text, rest, true
	}
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == stringEscape {
			i++
			if i == len(text) || text[i] < 1 || text[i] > 2 {
				return "", "", false
			}
			c = text[i] - 1
		}
		b = append(b, c)
	}
	return string(b), rest, true
}

// appendInt appends a signed number.
func appendInt(b []byte, v int64) []byte {
	if v >= 0 {
		return appendUint(b, uint64(v))
	}
	n := (bits.Len64(uint64(^v)) + 7) / 8
	b = append(b, byte(integerZero-1-n))
	return appendBytes(b, uint64(v), n)
}

// appendUint appends a number that is not negative.
func appendUint(b []byte, v uint64) []byte {
	n := (bits.Len64(v) + 7) / 8
	b = append(b, byte(integerZero+n))
	return appendBytes(b, v, n)
}

// appendBytes appends the n low bytes of v, the highest first.
func appendBytes(b []byte, v uint64, n int) []byte {
	for i := n - 1; i >= 0; i-- {
		b = append(b, byte(v>>(8*i)))
	}
	return b
}

// Prefix returns the range of all keys that begin with key, for Scan, By and
// Keys.
func Prefix(key string) (from, to string) {
	return key, Next(key)
}

// Next returns the first string after all those that begin with prefix, or ""
// (the end of the table) if there is none.
func Next(prefix string) string {
	for i := len(prefix) - 1; i >= 0; i-- {
		if prefix[i] != 0xff {
			return prefix[:i] + string([]byte{prefix[i] + 1})
		}
	}
	return ""
}

// Split takes a key apart into the strings and integers that parts point to
// (*string, *int), and reports false for a key that does not begin with such
// parts.
func Split(key string, parts ...any) bool {
	for _, part := range parts {
		ok := false
		switch p := part.(type) {
		case *string:
			*p, key, ok = unescape(key)
		case *int:
			*p, key, ok = leadingInt(key)
		}
		if !ok {
			return false
		}
	}
	return true
}

// leadingInt takes an integer off a key.
func leadingInt(key string) (n int, rest string, ok bool) {
	if key == "" {
		return 0, "", false
	}
	size, less := int(key[0])-integerZero, false
	if size < 0 {
		size, less = -1-size, true
	}
	if size > 8 || len(key) < 1+size {
		return 0, "", false
	}
	var v uint64
	for _, b := range []byte(key[1 : 1+size]) {
		v = v<<8 | uint64(b)
	}
	if less && size < 8 {
		v |= ^uint64(0) << (8 * size)
	}
	return int(v), key[1+size:], true
}
