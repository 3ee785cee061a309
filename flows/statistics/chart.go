package statistics

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// The picture stands upright, as a phone does: 390 dots wide its letters are still
// 13 dots high. Its ground is white, so that it reads the same on light and dark.
const (
	pictureWide = 6 * vg.Inch
	panelHigh   = 3.1 * vg.Inch
	headHeight  = 0.75 * vg.Inch
	pictureDots = 180 // to an inch
	letterSize  = vg.Length(15)
	typeVariant = "Sans" // of the face that comes with the library; it has all Vietnamese marks
	mostMonths  = 12     // that stand beside one another
)

var (
	blue   = color.RGBA{R: 0x1f, G: 0x6f, B: 0xb4, A: 255}
	green  = color.RGBA{R: 0x1b, G: 0x7f, B: 0x3a, A: 255}
	orange = color.RGBA{R: 0xc7, G: 0x6a, B: 0x00, A: 255}
	grey   = color.RGBA{R: 0xb8, G: 0xbe, B: 0xc6, A: 255}
	ink    = color.RGBA{R: 0x20, G: 0x24, B: 0x2a, A: 255}
)

// A speech writes a sentence in the reader's language.
type speech func(key string, a text.Args) string

// MakeChart returns the builder of the picture of a view: it is drawn when all has
// been read.
func MakeChart(d *flows.Desk) flows.Builder {
	return func(view flows.View, at time.Time, args []string) ([]byte, error) {
		var c canvas
		var k made
		var err error
		failed := view(func(tx store.Tx) {
			if k, err = making(d, tx, at, args); err == nil {
				c = k.book(tx).canvas(k.view.Period)
			}
		})
		if err := firstOf(failed, err); err != nil {
			return nil, err
		}
		return c.picture(k.say)
	}
}

// picture draws what there is to see: reports by month, by category, and teams that
// gave their figures.
func (c canvas) picture(say speech) ([]byte, error) {
	var panels []*plot.Plot
	for _, draw := range []func(speech) (*plot.Plot, error){c.monthsPanel, c.categoryPanel, c.teamsPanel} {
		panel, err := draw(say)
		if err != nil {
			return nil, fmt.Errorf("draw statistics: %w", err)
		}
		if panel != nil {
			panels = append(panels, panel)
		}
	}
	high := headHeight + panelHigh*vg.Length(max(1, len(panels)))
	img := vgimg.NewWith(vgimg.UseWH(pictureWide, high), vgimg.UseDPI(pictureDots), vgimg.UseBackgroundColor(color.White))
	sheet := draw.New(img)
	style := plot.New().Title.TextStyle
	style.Font.Variant, style.Font.Size, style.Color = typeVariant, letterSize+4, ink
	style.XAlign, style.YAlign = draw.XLeft, draw.YTop
	sheet.FillText(style, vg.Point{X: vg.Points(12), Y: high - vg.Points(10)}, c.name)
	style.Font.Size = letterSize
	sheet.FillText(style, vg.Point{X: vg.Points(12), Y: high - vg.Points(34)}, say("statistics.chart.period", text.Args{"period": spanWords(c.period)}))
	if len(panels) == 0 {
		sheet.FillText(style, vg.Point{X: vg.Points(12), Y: panelHigh / 2}, say("statistics.chart.none", nil))
	}
	top := high - headHeight
	for _, panel := range panels {
		panel.Draw(draw.Crop(sheet, vg.Points(10), -vg.Points(14), top-panelHigh+vg.Points(4), top-high-vg.Points(6)))
		top -= panelHigh
	}
	var out bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: img}).WriteTo(&out); err != nil {
		return nil, fmt.Errorf("write the picture of statistics: %w", err)
	}
	return out.Bytes(), nil
}

// panel is an empty panel with a title.
func panel(title string) *plot.Plot {
	p := plot.New()
	p.Title.Text, p.BackgroundColor = title, color.White
	for _, style := range []*draw.TextStyle{&p.Title.TextStyle, &p.X.Tick.Label, &p.Y.Tick.Label, &p.Legend.TextStyle} {
		style.Font.Variant, style.Font.Size, style.Color = typeVariant, letterSize-1, ink
	}
	p.Title.TextStyle.Font.Size = letterSize
	p.Title.TextStyle.XAlign, p.Title.Padding = draw.XCenter, vg.Points(4)
	p.Legend.Top, p.Legend.Left, p.Legend.Padding = true, true, vg.Points(3)
	return p
}

// bars adds bars that stand beside one another, moved by so much.
func bars(p *plot.Plot, values []int, wide, moved vg.Length, fill color.Color, level bool) error {
	heights := make(plotter.Values, len(values))
	for i, v := range values {
		heights[i] = float64(v)
	}
	chart, err := plotter.NewBarChart(heights, wide)
	if err != nil {
		return err
	}
	chart.Color, chart.LineStyle.Width, chart.Offset, chart.Horizontal = fill, 0, moved, level
	p.Add(chart)
	return nil
}

// numbered writes the number at the end of each bar.
func numbered(p *plot.Plot, values []int, moved vg.Length, level bool) error {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = strconv.Itoa(v)
	}
	return labelled(p, values, names, moved, level)
}

// labelled writes something at the end of each bar.
func labelled(p *plot.Plot, values []int, names []string, moved vg.Length, level bool) error {
	points, labels := make(plotter.XYs, 0, len(values)), make([]string, 0, len(values))
	for i, v := range values {
		at := plotter.XY{X: float64(i), Y: float64(v)}
		if level {
			at = plotter.XY{X: float64(v), Y: float64(i)}
		}
		if v > 0 {
			points, labels = append(points, at), append(labels, names[i])
		}
	}
	if len(points) == 0 {
		return nil
	}
	named, err := plotter.NewLabels(plotter.XYLabels{XYs: points, Labels: labels})
	if err != nil {
		return err
	}
	for i := range named.TextStyle {
		named.TextStyle[i].Font.Variant, named.TextStyle[i].Font.Size, named.TextStyle[i].Color = typeVariant, letterSize-2, ink
		named.TextStyle[i].XAlign = draw.XCenter
		if level {
			named.TextStyle[i].XAlign, named.TextStyle[i].YAlign = draw.XLeft, draw.YCenter
		}
	}
	named.Offset = vg.Point{X: moved, Y: vg.Points(2)}
	if level {
		named.Offset = vg.Point{X: vg.Points(4), Y: vg.Points(2)}
	}
	p.Add(named)
	return nil
}

// wholeTicks marks whole numbers only, few of them: there is no half a report.
func wholeTicks(low, high float64) []plot.Tick {
	step := 1.0
	for (high-low)/step > 5 {
		if f := step / math.Pow(10, math.Floor(math.Log10(step))); f > 1.9 && f < 2.1 {
			step *= 2.5
		} else {
			step *= 2
		}
	}
	var ticks []plot.Tick
	for v := 0.0; v <= high; v += step {
		ticks = append(ticks, plot.Tick{Value: v, Label: strconv.Itoa(int(v))})
	}
	return ticks
}
