package handout

import (
	"fmt"
	"html/template"
	"strings"

	"rsc.io/qr"
)

// quiet is how wide the white border of a code is in its own squares (ISO/IEC
// 18004: four).
const quiet = 4

// picture draws the code of a link as a picture that any size of print keeps
// sharp. A seventh of it may be torn or stained (level M).
func picture(link string) (template.HTML, error) {
	code, err := qr.Encode(link, qr.M)
	if err != nil {
		return "", fmt.Errorf("draw a code: %w", err)
	}
	side := code.Size + 2*quiet
	return template.HTML(fmt.Sprintf(`<svg viewBox="0 0 %d %d" shape-rendering="crispEdges"><path stroke="#000" d="%s"/></svg>`,
		side, side, strokes(code))), nil
}

// strokes writes the dark squares, a stroke for those that lie side by side.
func strokes(code *qr.Code) string {
	var d strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for code.Black(x, y) { // beyond the edge all is white
				x++
			}
			if x > from {
				fmt.Fprintf(&d, "M%d %d.5h%d", from+quiet, y+quiet, x-from)
			}
		}
	}
	return d.String()
}
