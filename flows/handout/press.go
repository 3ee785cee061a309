package handout

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"caunoi/flows/text"
)

// paper is how a sheet looks.
//
//go:embed paper.html
var paper string

// A Press prints sheets one after the other into one HTML file that needs
// nothing from outside.
type Press struct {
	Texts        *text.Catalog
	Lang         text.Lang
	Organisation string
	Link         func(code string, group bool) string // the address that opens the bot with a code

	form *template.Template
}

// Open begins the file.
func (p *Press) Open(w io.Writer) error {
	form, err := template.New("paper").Parse(paper)
	if err != nil {
		return fmt.Errorf("read how a sheet looks: %w", err)
	}
	p.form = form
	return p.put(w, "head", map[string]string{"Lang": string(p.Lang), "Title": p.say("sheet.title", nil), "Keep": p.say("sheet.keep", nil)})
}

// Close ends the file.
func (p *Press) Close(w io.Writer) error { return p.put(w, "foot", nil) }

// A printed is a sheet in words.
type printed struct {
	Organisation, Title, Unit, Until, Keep string
	Cards                                  []printedCard
}

// A printedCard is a card in words.
type printedCard struct {
	Name, Roles, With string
	Code              template.HTML
	Steps             []string
	Hint, Link, Once  string
}

// Print adds a sheet to the file.
func (p *Press) Print(w io.Writer, s Sheet) error {
	key := "sheet.office"
	if s.Unit.Team {
		key = "sheet.team"
	}
	out := printed{
		Organisation: p.Organisation, Title: p.say("sheet.title", nil), Keep: p.say("sheet.keep", nil),
		Unit:  p.say(key, text.Args{"unit": s.Unit.Name, "above": s.Above}),
		Until: p.say("sheet.until", text.Args{"until": text.Moment(s.Until)}),
	}
	for _, c := range s.Cards {
		card, err := p.card(c, s)
		if err != nil {
			return err
		}
		out.Cards = append(out.Cards, card)
	}
	if s.Group != "" {
		card, err := p.group(s)
		if err != nil {
			return err
		}
		out.Cards = append(out.Cards, card)
	}
	return p.put(w, "page", out)
}

// card puts the card of a person into words.
func (p *Press) card(c Card, s Sheet) (printedCard, error) {
	out := printedCard{
		Name: c.Name, Roles: p.say("sheet.roles", text.Args{"roles": c.Roles, "unit": s.Unit.Name}),
		Steps: []string{
			p.say("sheet.step.scan", nil),
			p.say("sheet.step.start", nil),
			p.say("sheet.step.agree", text.Args{"yes": text.K("join.yes"), "agree": text.K("join.agree")}),
		},
		Once: p.say("sheet.once", text.Args{"until": text.Moment(s.Until)}),
	}
	if c.With != "" {
		out.With = p.say("sheet.shares", text.Args{"name": c.With})
	}
	return p.linked(out, p.Link(c.Code, false))
}

// group puts the card for the team's group into words.
func (p *Press) group(s Sheet) (printedCard, error) {
	out := printedCard{
		Name: p.say("sheet.group.title", nil), Roles: p.say("sheet.group.who", nil),
		Steps: []string{p.say("sheet.group.scan", nil), p.say("sheet.group.choose", nil), p.say("sheet.group.add", nil)},
		Once:  p.say("sheet.once", text.Args{"until": text.Moment(s.Until)}),
	}
	return p.linked(out, p.Link(s.Group, true))
}

// linked adds a link to a card, to be scanned and to be typed.
func (p *Press) linked(c printedCard, link string) (printedCard, error) {
	c.Hint, c.Link = p.say("sheet.type", nil), strings.TrimPrefix(link, "https://")
	var err error
	c.Code, err = picture(link)
	return c, err
}

func (p *Press) say(key string, args text.Args) string { return p.Texts.Say(p.Lang, "", key, args) }

func (p *Press) put(w io.Writer, part string, what any) error {
	if err := p.form.ExecuteTemplate(w, part, what); err != nil {
		return fmt.Errorf("print the sheets: %w", err)
	}
	return nil
}
