package directive

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"slices"
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

// The picture is as wide as a phone shows it without scrolling, with letters that
// are read there.
const (
	pictureWide = 7 * vg.Inch
	pictureHigh = 5 * vg.Inch
	pictureDots = 150 // to an inch
	letterSize  = vg.Length(14)
	typeVariant = "Sans" // of the face that comes with the library; it has all Vietnamese marks
)

// A course is when something happened, once for each of those it happened to.
type course struct {
	name  string
	color color.Color
	dash  []vg.Length
	at    []time.Time
}

// MakeChart returns the maker of the picture: how many had a directive, had read
// and had answered it, over the time since it was begun.
func MakeChart(d *flows.Desk) flows.Maker {
	return func(tx store.Tx, at time.Time, args []string) ([]byte, error) {
		s, m, err := making(d, tx, at, args)
		if err != nil {
			return nil, err
		}
		say := func(key string, a text.Args) string { return d.Texts.Say(m.Lang, m.Form, key, a) }
		return s.picture(say, s.courses(say), at)
	}
}

// courses returns when those whom the reader may see had the directive, read it
// and answered it.
func (s sight) courses(say func(string, text.Args) string) []course {
	has := course{name: say("directive.chart.has", nil), color: color.RGBA{R: 0x77, G: 0x77, B: 0x77, A: 255}}
	read := course{name: say("directive.chart.read", nil), color: color.RGBA{R: 0x1f, G: 0x6f, B: 0xb4, A: 255}, dash: []vg.Length{6, 3}}
	done := course{name: say("directive.chart.answered", nil), color: color.RGBA{R: 0x1b, G: 0x7f, B: 0x3a, A: 255}}
	arrived := s.arrivals()
	for _, c := range s.shares() {
		for _, p := range c.parties {
			if at := s.reached(p, arrived); !at.IsZero() {
				has.at = append(has.at, at)
			}
			if !p.ReadAt.IsZero() {
				read.at = append(read.at, p.ReadAt)
			}
			if p.State == Answered {
				done.at = append(done.at, p.At)
			}
		}
	}
	switch {
	case !s.d.Ask.Wants():
		return []course{has}
	case s.d.Ask == ToConfirm:
		return []course{has, read}
	}
	return []course{has, read, done}
}

// picture draws the courses until a moment.
func (s sight) picture(say func(string, text.Args) string, courses []course, until time.Time) ([]byte, error) {
	p := plot.New()
	p.Title.Text = say("directive.chart.title", text.Args{"n": s.d.Number})
	p.Y.Label.Text = say("directive.chart.axis", nil)
	for _, style := range []*draw.TextStyle{&p.Title.TextStyle, &p.Y.Label.TextStyle, &p.X.Tick.Label, &p.Y.Tick.Label, &p.Legend.TextStyle} {
		style.Font.Variant, style.Font.Size = typeVariant, letterSize
	}
	p.Legend.Top, p.Legend.Left, p.Legend.Padding, p.Y.Min = true, true, vg.Points(4), 0
	p.Add(plotter.NewGrid())
	most, from := 1, s.d.Begun
	for _, c := range courses {
		line, err := plotter.NewLine(c.points(from, until))
		if err != nil {
			return nil, fmt.Errorf("draw the course of a directive: %w", err)
		}
		line.StepStyle, line.Color, line.Width, line.Dashes = plotter.PostStep, c.color, vg.Points(3), c.dash
		p.Add(line)
		p.Legend.Add(fmt.Sprintf("%s: %d", c.name, len(c.at)), line)
		most = max(most, len(c.at))
	}
	p.X.Min, p.X.Max = 0, max(until.Sub(from), time.Minute).Seconds()
	p.Y.Max = float64(most) * 1.35 // room for the names of the lines
	p.X.Tick.Marker = clock{from.In(s.t.Set.Zone), p.X.Max}
	p.Y.Tick.Marker = plot.TickerFunc(wholeTicks)
	img := vgimg.NewWith(vgimg.UseWH(pictureWide, pictureHigh), vgimg.UseDPI(pictureDots), vgimg.UseBackgroundColor(color.White))
	p.Draw(draw.Crop(draw.New(img), vg.Points(8), -vg.Points(14), vg.Points(6), -vg.Points(6)))
	var out bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: img}).WriteTo(&out); err != nil {
		return nil, fmt.Errorf("write the picture of a directive: %w", err)
	}
	return out.Bytes(), nil
}

// points are how many there were at each moment something happened, from none at
// the beginning to all at the end.
func (c course) points(from, until time.Time) plotter.XYs {
	at := slices.SortedFunc(slices.Values(c.at), time.Time.Compare)
	points := plotter.XYs{{X: 0, Y: 0}}
	for i, when := range at {
		points = append(points, plotter.XY{X: max(0, when.Sub(from).Seconds()), Y: float64(i + 1)})
	}
	return append(points, plotter.XY{X: max(until.Sub(from), time.Minute).Seconds(), Y: float64(len(at))})
}

// A clock writes the time of day below the picture, with the day where it is
// another one.
type clock struct {
	from time.Time
	long float64 // seconds
}

// Ticks implements plot.Ticker: four marks, the first and the last among them.
func (c clock) Ticks(low, high float64) []plot.Tick {
	layout := "15:04"
	if c.long > 18*60*60 {
		layout = "15:04\n02/01"
	}
	if c.long < 5*60 {
		layout = "15:04:05"
	}
	var ticks []plot.Tick
	for i := range 4 {
		at := low + (high-low)*float64(i)/3
		ticks = append(ticks, plot.Tick{Value: at, Label: c.from.Add(time.Duration(at * float64(time.Second))).Format(layout)})
	}
	return ticks
}

// wholeTicks marks whole numbers only: there is no half a team.
func wholeTicks(low, high float64) []plot.Tick {
	step := 1.0
	for (high-low)/step > 6 {
		if f := step / math.Pow(10, math.Floor(math.Log10(step))); f == 2 {
			step *= 2.5
		} else {
			step *= 2
		}
	}
	var ticks []plot.Tick
	for v := 0.0; v <= high; v += step {
		ticks = append(ticks, plot.Tick{Value: v, Label: fmt.Sprintf("%.0f", v)})
	}
	return ticks
}
