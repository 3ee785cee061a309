package privacy

import (
	"cmp"
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// services are the names that people know the channels by.
var services = map[string]string{"telegram": "Telegram", "zalo": "Zalo", "web": "Web"}

// Show says what is kept about whoever asks, and what can be done about it. An
// administrator also sees what others have asked for.
func Show(t *flows.Turn, _ []string) {
	choices := []flows.Choice{
		{Key: "privacy.button.copy", Do: "banso"}, {Key: "privacy.button.correct", Do: "suadulieu"},
		{Key: "privacy.button.withdraw", Do: "dongy.rut", Row: true}, {Key: "privacy.button.erase", Do: "dulieu.xoa"},
	}
	lines := text.List{text.K("privacy.title")}
	lines = append(lines, personal(t.Tx, t.Set, t.From, flows.PostsOf(t.Tx, t.From.ID, t.Event.At))...)
	lines = append(lines, t.Kept(t.From)...)
	lines = append(lines, text.Key{Name: "privacy.kept.months", Args: text.Args{"months": t.Set.Months}})
	for _, k := range []kind{toErase, toCorrect} {
		if r, ok := waiting(t.Tx, requestID(t.From.ID, k)); ok {
			lines = append(lines, text.Key{Name: "privacy.mine", Args: text.Args{"what": what(k), "left": left(t, r)}})
		}
	}
	if _, ok := waiting(t.Tx, requestID(t.From.ID, toErase)); ok {
		choices[3] = flows.Choice{Key: "privacy.button.keep", Do: "dulieu.giu"}
	}
	if flows.IsAdmin(t.Tx, t.From.ID, t.Event.At) {
		if all := openFor(t, t.From.ID); len(all) > 0 {
			lines = append(lines, text.Key{Name: "privacy.admin.open", Args: text.Args{"n": len(all), "day": text.Day(all[0].Due)}})
			choices = append(choices, flows.Choice{Key: "privacy.button.requests", Do: "yeucau", Row: true})
		}
	}
	t.Reply("privacy.lines", text.Args{"lines": lines}, choices...)
}

// personal says what the roster keeps of a member. It is the person's own
// number, so it is shown whole.
func personal(tx store.Tx, set flows.Settings, m flows.Member, posts []flows.Post) text.List {
	lines := text.List{text.Key{Name: "privacy.kept.name", Args: text.Args{"name": m.Name}}}
	if m.Title != "" {
		lines = append(lines, text.Key{Name: "privacy.kept.title", Args: text.Args{"title": m.Title}})
	}
	for _, p := range posts {
		u, _ := flows.Units.Get(tx, p.Unit)
		lines = append(lines, text.Key{Name: "privacy.kept.post", Args: text.Args{"role": text.K(flows.RoleKey(p.Role, u.Level)), "place": cmp.Or(u.Name, set.Organisation)}})
	}
	if m.Phone != "" {
		lines = append(lines, text.Key{Name: "privacy.kept.phone", Args: text.Args{"phone": m.Phone}})
	}
	consent := "privacy.kept.consent"
	if !m.Consent.Agreed {
		consent = "privacy.kept.refusal"
	}
	lines = append(lines, text.Key{Name: consent, Args: text.Args{"time": text.Moment(m.Consent.At), "version": m.Consent.Version}})
	var reached text.Joined
	for _, h := range m.Homes {
		if s := service(h.Address); !slices.Contains(reached, s) {
			reached = append(reached, s)
		}
	}
	if len(reached) > 0 {
		lines = append(lines, text.Key{Name: "privacy.kept.chats", Args: text.Args{"services": reached}})
	}
	return append(lines, text.Key{Name: "privacy.kept.speech", Args: text.Args{
		"lang": text.K("lang." + cmp.Or(string(m.Lang), string(text.Vietnamese))), "form": text.K("form." + cmp.Or(m.Form, "comrade") + ".in"),
	}})
}

// service is what people call the channel of a chat: its name is a name, in
// every language.
func service(a flows.Address) any {
	if name, ok := services[a.Channel()]; ok {
		return name
	}
	return a.Channel()
}
