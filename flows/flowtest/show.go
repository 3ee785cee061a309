package flowtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/store"
)

// show puts a message before somebody's eyes, if the chat is open.
func (p *play) show(s flows.Sending) flows.Outcome {
	to := p.phone(s.Message.To.Chat())
	switch {
	case to.down:
		return flows.Outcome{Result: flows.Later, After: time.Minute, Why: "service down"}
	case to.moved != "":
		return flows.Outcome{Result: flows.Moved, To: flows.At(channel, to.moved)}
	case to.blocked:
		return flows.Outcome{Result: flows.Gone, Why: "blocked"}
	case to.closed[s.Message.Topic] && s.Message.Deed == flows.Show:
		return flows.Outcome{Result: flows.Gone, Why: flows.TopicClosed}
	case s.Message.Deed != flows.Show:
		return p.does(s, to)
	}
	mark := "←"
	id := s.Edit
	if s.Edit != "" {
		mark = "~"
	} else {
		p.shown++
		id = fmt.Sprintf("b%d", p.shown)
	}
	to.messages = append(to.messages, message{at: to.since(id, p.now), id: id, text: s.Text, buttons: s.Buttons, hint: s.Hint != "" && s.Edit == ""})
	files := s.Files
	if s.Edit != "" {
		files = nil // they stand there
	}
	p.seen = append(p.seen, picture(to.label(s.Message.Topic), mark, s, files, p.made(files)))
	if to.lose {
		to.lose = false
		return flows.Outcome{Result: flows.Unsure}
	}
	return flows.Outcome{Result: flows.Done, Shown: id}
}

// made makes the files that are made when they leave, and returns what stands
// in them, with a bar before each line.
func (p *play) made(files []flows.File) (lines []string) {
	for _, f := range files {
		if f.Channel != "" {
			continue
		}
		err := p.db.View(context.Background(), func(tx store.Tx) {
			data, err := p.desk.Make(tx, p.now, f)
			if err != nil {
				p.t.Errorf("make %s: %v", f.Name, err)
			}
			lines = append(lines, f.Name)
			if strings.HasSuffix(f.Name, ".xlsx") || strings.HasSuffix(f.Name, ".png") {
				return // no text: a test of its flow reads it
			}
			for line := range strings.Lines(string(data)) {
				lines = append(lines, strings.TrimRight("| "+strings.TrimRight(line, "\r\n"), " "))
			}
		})
		if err != nil {
			p.t.Fatal(err)
		}
	}
	return lines
}

// picture writes what somebody saw.
func picture(name, mark string, s flows.Sending, files []flows.File, made []string) string {
	indent := "    " + name + " " + mark + " "
	lines := strings.Split(s.Text, "\n")
	if s.Text == "" {
		lines = nil
	}
	if len(files) > 0 {
		var kinds []string
		for _, f := range files {
			kinds = append(kinds, "("+string(f.Kind)+")")
		}
		lines = append(lines, strings.Join(kinds, " "))
	}
	lines = append(lines, made...)
	var labels []string
	for i, b := range s.Buttons {
		if b.Row && i > 0 && len(labels) > 0 {
			lines = append(lines, strings.Join(labels, " "))
			labels = nil
		}
		labels = append(labels, "["+b.Label+"]")
	}
	if len(labels) > 0 {
		lines = append(lines, strings.Join(labels, " "))
	}
	margin := strings.Repeat(" ", len([]rune(indent)))
	return indent + strings.Join(lines, "\n"+margin) + "\n"
}

// since is when a message was first shown.
func (ph *phone) since(id string, now time.Time) time.Time {
	for _, m := range ph.messages {
		if m.id == id {
			return m.at
		}
	}
	return now
}

// keeps is how long the service lets the bot delete what it showed.
const keeps = 48 * time.Hour

// deletes takes away what stands on a phone: a cross and its first line.
func (p *play) deletes(stands []flows.Part, from *phone) flows.Outcome {
	for _, part := range stands {
		if p.now.Sub(from.since(part.Last(), p.now)) > keeps {
			return flows.Outcome{Result: flows.Never, Why: flows.TooOld}
		}
	}
	for _, part := range stands {
		last := ""
		from.messages = slices.DeleteFunc(from.messages, func(m message) bool {
			if m.id == part.Last() {
				last = m.text
			}
			return m.id == part.Last()
		})
		first, _, _ := strings.Cut(last, "\n")
		p.seen = append(p.seen, "    "+from.label("")+" × "+first+"\n")
	}
	return flows.Outcome{Result: flows.Done}
}
