package handout

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"rsc.io/qr"
)

// TestPicture draws exactly the squares of a link's code, with its border.
func TestPicture(t *testing.T) {
	for _, link := range []string{
		"https://t.me/MauBot?start=abcdefghijklmnopqrstuvwxyz",
		"https://t.me/AVeryLongNameForSuchABotAsThis_Bot?startgroup=abcdefghijklmnopqrstuvwxyz",
	} {
		html, err := picture(link)
		if err != nil {
			t.Fatal(err)
		}
		code, err := qr.Encode(link, qr.M)
		if err != nil {
			t.Fatal(err)
		}
		if got := lit(t, string(html)); got != squares(code) {
			t.Errorf("%s is drawn as %s", link, html)
		}
		if box := fmt.Sprintf(`viewBox="0 0 %d %d"`, code.Size+8, code.Size+8); !strings.Contains(string(html), box) {
			t.Errorf("%s has no border of four squares: %.60s", link, html)
		}
	}
}

// squares are the dark squares of a code, four to the right and below.
func squares(code *qr.Code) string {
	var b strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&b, "%d,%d ", x+4, y+4)
			}
		}
	}
	return b.String()
}

// lit are the dark squares of a picture, read off its strokes.
func lit(t *testing.T, picture string) string {
	t.Helper()
	var b strings.Builder
	for _, stroke := range regexp.MustCompile(`M(\d+) (\d+)\.5h(\d+)`).FindAllString(picture, -1) {
		var x, y, n int
		if _, err := fmt.Sscanf(stroke, "M%d %d.5h%d", &x, &y, &n); err != nil {
			t.Fatal(stroke, err)
		}
		for i := range n {
			fmt.Fprintf(&b, "%d,%d ", x+i, y)
		}
	}
	return b.String()
}
