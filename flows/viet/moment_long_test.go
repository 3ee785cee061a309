package viet

import (
	"strings"
	"testing"
	"time"
)

// TestLongMoments: forty thousand characters take a moment too.
func TestLongMoments(t *testing.T) {
	for _, piece := range []string{"trước ", "1/", "ngày ", "mùng ", "từ ", "sáng ", "mai ", "thứ ", "đến hết ", "T3-", "hằng ", "7h ", "3 ngày ", "lúc ", "tháng ", "cuối ", "rằ", "12/13 ", "lần thứ hai "} {
		long := strings.Repeat(piece, 40000/len(piece))
		begun := time.Now()
		Moment(long, momentNow, Ahead)
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("%q, repeated, takes %v", piece, took)
		}
	}
}
