package store

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
)

// A sample has a field of each kind that records are made of.
type sample struct {
	Name  string         `cbor:"1,keyasint"`
	At    time.Time      `cbor:"2,keyasint,omitzero"`
	Level uint8          `cbor:"3,keyasint,omitempty"`
	List  []string       `cbor:"4,keyasint,omitempty"`
	Map   map[string]int `cbor:"5,keyasint,omitempty"`
	Share float64        `cbor:"6,keyasint,omitempty"`
	Times []time.Time    `cbor:"7,keyasint,omitempty"`
}

func TestRecordsComeBack(t *testing.T) {
	hanoi := time.FixedZone("+07", 7*3600)
	at := time.Date(2026, 11, 22, 8, 30, 15, 123456789, hanoi)
	for _, s := range []sample{
		{},
		{Name: "a", At: at, Level: 255, List: []string{"x", ""}, Map: map[string]int{"b": 1, "a": -2}, Share: math.Pi},
		{Name: "not UTF-8: \xff\xfe\x00", At: time.Unix(0, 0), Times: []time.Time{at, {}, time.UnixMicro(-1)}},
		{Name: strings.Repeat("long ", 100000), List: make([]string, 200000)},
	} {
		c := newCodec()
		data, err := c.encode(s)
		if err != nil {
			t.Fatal(err)
		}
		var got sample
		if err := c.decode(data, &got); err != nil {
			t.Fatal(err)
		}
		if !got.At.Equal(s.At) || got.At.Location() != time.UTC {
			t.Errorf("time %v came back as %v", s.At, got.At)
		}
		for i := range s.Times {
			if !got.Times[i].Equal(s.Times[i]) {
				t.Errorf("time %v came back as %v", s.Times[i], got.Times[i])
			}
		}
		again, err := c.encode(got)
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("a record read and written again differs (%v)", err)
		}
		s.At, got.At, s.Times, got.Times = time.Time{}, time.Time{}, nil, nil
		if !reflect.DeepEqual(s, got) {
			t.Errorf("%.80v came back as %.80v", s, got)
		}
	}
}

// TestOddYears: what the codec cannot read again is known by its bytes.
func TestOddYears(t *testing.T) {
	c := newCodec()
	for _, year := range []int{-292_000_000, -9999, -1, 0, 1, 999, 1970, 2026, 9999, 10000, 99999, 123456, 292_000_000} {
		for _, at := range []time.Time{
			time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(year, 12, 31, 23, 59, 59, 999999999, time.UTC),
			time.Date(year, 12, 31, 23, 59, 59, 0, time.FixedZone("", -12*3600)),
		} {
			data, err := c.encode(sample{Name: "Tổ T", At: time.Unix(0, 0), Times: []time.Time{{}, at}})
			if err != nil {
				continue // refused already
			}
			if readable := c.decode(data, new(sample)) == nil; readable == oddYear(data) {
				t.Errorf("%v: can be read again: %t, and its year is taken for odd: %t", at, readable, oddYear(data))
			}
		}
	}
	data, err := c.encode(sample{Name: "12026-11-22T08", At: time.Unix(0, 0)})
	if err != nil || !oddYear(data) {
		t.Errorf("a text that looks like an odd year is not looked at (%v)", err)
	}
}

func TestFieldsMayComeAndGo(t *testing.T) {
	c := newCodec()
	data, err := c.encode(struct {
		Name string `cbor:"1,keyasint"`
		Gone int    `cbor:"99,keyasint"`
	}{"a", 5})
	if err != nil {
		t.Fatal(err)
	}
	var got sample
	if err := c.decode(data, &got); err != nil || got.Name != "a" || got.Level != 0 {
		t.Errorf("a record of another release came back as %v, %v", got, err)
	}
}

func FuzzRecord(f *testing.F) {
	c := newCodec()
	for _, s := range []sample{{}, {Name: "a", At: time.Unix(1, 2), List: []string{"b"}, Map: map[string]int{"c": 1}}} {
		data, err := c.encode(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var s, again sample
		if c.decode(data, &s) != nil {
			return
		}
		data, err := c.encode(s)
		if err != nil || oddYear(data) {
			t.Skip("a year that cannot be written, which Put refuses")
		}
		if err := c.decode(data, &again); err != nil {
			t.Errorf("what was written cannot be read: %v", err)
		}
	})
}

func FuzzUnescape(f *testing.F) {
	f.Add("a", "b")
	f.Add("\x00\x01\x02", "\x00")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, term, key string) {
		gotTerm, gotKey, ok := unescape(indexKey(term, key))
		if !ok || gotTerm != term || gotKey != key {
			t.Errorf("%q, %q came back as %q, %q, %t", term, key, gotTerm, gotKey, ok)
		}
		if text, rest, ok := unescape(term); ok && indexKey(text, rest) != term {
			t.Errorf("%q was taken apart as %q, %q", term, text, rest)
		}
	})
}
