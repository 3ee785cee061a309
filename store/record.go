package store

import (
	"bytes"
	"math"

	"github.com/fxamacker/cbor/v2"
)

// A codec writes and reads records: CBOR, deterministic, so that equal records
// are equal bytes and an unchanged one need not be written. Fields are named by
// integers (`cbor:"1,keyasint"`), so renaming one in Go changes nothing that
// is stored. A time is written as UTC to the nanosecond; the zero time as null.
type codec struct {
	enc cbor.EncMode
	dec cbor.DecMode
	err error // the options were refused; every record fails with it
}

// newCodec returns the codec of all tables.
func newCodec() codec {
	var c codec
	enc := cbor.CoreDetEncOptions()
	enc.Time = cbor.TimeRFC3339NanoUTC // the micro mode is a float and loses the microsecond
	enc.TimeTag = cbor.EncTagNone
	if c.enc, c.err = enc.EncMode(); c.err != nil {
		return c
	}
	c.dec, c.err = cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		UTF8:             cbor.UTF8DecodeInvalid, // what people sent is stored as it came and must be read again
		MaxArrayElements: math.MaxInt32,
		MaxMapPairs:      math.MaxInt32,
		MaxNestedLevels:  64,
	}.DecMode()
	return c
}

// encode returns the bytes of a record.
func (c codec) encode(record any) ([]byte, error) {
	if c.err != nil {
		return nil, c.err
	}
	return c.enc.Marshal(record)
}

// decode sets record from its bytes. A record must be whole: bytes after its
// end are an error.
func (c codec) decode(data []byte, record any) error {
	if c.err != nil {
		return c.err
	}
	return c.dec.Unmarshal(data, record)
}

// oddYear reports whether an encoded record may hold a time of a year that is
// not written with four digits: after 9999, or before 0. The codec writes such
// a time and cannot read it again; it reads all else that it writes, up to 64
// levels deep. A text that merely looks like one is reported too.
//
// A time is written 2026-11-22T08:30:15Z, so before the T there are ten bytes
// of a date, and before these the head of the field, which is no digit or sign.
func oddYear(data []byte) bool {
	for from := 0; ; {
		at := bytes.IndexByte(data[from:], 'T')
		if at < 0 {
			return false
		}
		at += from
		if at > 10 && data[at-3] == '-' && data[at-6] == '-' {
			if before := data[at-11]; before == '-' || before >= '0' && before <= '9' {
				return true
			}
		}
		from = at + 1
	}
}
