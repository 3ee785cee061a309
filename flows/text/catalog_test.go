package text_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"caunoi/flows/casework"
	"caunoi/flows/directive"
	"caunoi/flows/hotspot"
	"caunoi/flows/office"
	"caunoi/flows/privacy"
	"caunoi/flows/report"
	"caunoi/flows/rota"
	"caunoi/flows/text"
)

// dynamic lists the beginnings of keys that code completes at run time, with
// all they are completed by. A new one is written down here, or the test fails.
var dynamic = map[string][]string{
	"form.": {"comrade.in", "comrade.first", "elder.in", "elder.first", "peer.in", "peer.first"},
	"role.": {"member", "secretary", "deputy", "head", "charge", "standin", "duty", "duty.province", "duty.district",
		"coordinator", "leader", "leader.province", "leader.district", "admin"},
	"category.":   {"DAT", "HTA", "TAI", "YTE", "GDU", "CSX", "SXU", "MTR", "ATT", "THC", "HGI", "DLU", "KHA"},
	"level.":      {"1", "2", "3", "4"},
	"case.state.": {"new", "taken", "working", "done", "closed", "withdrawn", "merged", "rejected"},
	"case.extra.": {"chuyen", "ghichu", "giahan", "tuchoi", "leo", "xep", "gop", "donvi", "ghilai", "xoachu", "diemnong", "boniem", "lichsu"},
	"roster.column.": {"number", "team", "commune", "place", "village", "person", "role", "title", "phone", "channel",
		"shares", "charge", "from", "to", "remark", "former.communes", "former.teams", "merged.on", "desk"},
	"roster.verdict.": {"same", "new", "changed", "ended", "refused"},
	"command.":        {"baocao", "khan", "viec", "kin", "huy", "trogiup", "bao", "nhom", "caidat", "dulieu", "quantri", "dieuphoi", "truc", "nghi", "dientap"},
	"rota.weekday.":   {"t2", "t3", "t4", "t5", "t6", "t7", "cn"},
	"leave.lead.":     {"unknown", "many", "self", "left", "unfit", "unjoined", "away", "alone", "circle"},
	"lang.":           {"vi", "en"},
	"audit.what.":     {"clock", "people", "message", "record", "stuck", "damaged"},
	"preview.target.": {"charge", "standin", "duty", "leader", "coordinator", "duty_above", "leader_above", "office", "admin"},
	"preview.why.":    {"nobody", "leave", "address"},
	"privacy.what.":   {"erase", "correct"},
	"office.list.":    {"all", "joined", "unjoined", "blocked", "silent", "headless", "uncharged", "unduty"},
	"office.did.":     {"add", "give", "end", "left", "revoke", "invite", "digits", "group"},
	"queue.state.":    {"new", "taken", "working", "done", "closed", "withdrawn", "merged", "rejected"},
	"queue.count.":    {"wait", "mine", "late", "area", "own"},
	"queue.list.":     {"wait", "mine", "late", "area", "own"},
	"log.act.":        loggedActs("../casework"),

	"dispatch.desk.heap.":    {"new", "idle", "late", "unheard", "hot"},
	"dispatch.desk.list.":    {"new", "idle", "late", "unheard", "hot"},
	"dispatch.table.period.": {"month", "last", "year"},
	"dispatch.table.column.": {"code", "time", "unit", "category", "level", "state", "households", "taken", "settled", "due", "late", "result"},
	"dispatch.merge.fault.":  {"same", "merged", "over", "circle", "closed", "sealed", "drill"},

	"log.target.": {"charge", "standin", "duty", "leader", "coordinator", "duty_above", "leader_above", "office", "admin"},
	"talk.":       nil, // the kind of a script's question, which is stored and never said
}

// book is the rota, for its conversations.
var book = rota.New(rota.Cases{})

// scripts are the keys of every conversation there is.
var scripts = map[string][]string{
	"casework.Resolution": casework.Resolution.Keys(),
	"casework.Objection":  casework.Objection.Keys(),
	"casework.Why":        casework.Why.Keys(),
	"hotspot.Setting":     hotspot.Setting.Keys(),
	"hotspot.Clearing":    hotspot.Clearing.Keys(),
	"report.Correction":   report.Correction.Keys(),
	"privacy.Correction":  append(privacy.Correction.Keys(), "privacy.correct.what.empty"),
	"report.Guided":       report.Guided.Keys(),
	"office.Newcomer":     office.Newcomer.Keys(),
	"office.Successor":    office.Successor.Keys(),
	"office.Task":         office.Task.Keys(),
	"rota.Absence":        book.Absence.Keys(),
	"rota.Substitute":     book.Substitute.Keys(),
	"rota.Plan":           book.Plan.Keys(),

	"directive.Correction": directive.Correction.Keys(),
}

// idle are keys that no code says yet, with the reason why they stay. One that
// is said, or is gone, must be struck out here.
var idle = map[string]string{}

// long are messages that may be longer than a screen, with the reason.
var long = map[string]string{}

// own are sentences in which the person speaks and not the bot.
var own = map[string]string{"join.no": "the label of a button is what the person says"}

const (
	screen = 500 // letters of a message, at most
	button = 24  // letters of a label, at most
)

var hanoi = time.FixedZone("+07", 7*60*60)

func load(t *testing.T) *text.Catalog {
	t.Helper()
	c, err := text.Load(hanoi)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sections are the first parts of all keys.
func sections(c *text.Catalog) map[string]bool {
	all := map[string]bool{}
	for _, key := range c.Keys(text.Vietnamese) {
		section, _, _ := strings.Cut(key, ".")
		all[section] = true
	}
	return all
}

// each calls f with every sentence of every language.
func each(c *text.Catalog, f func(l text.Lang, key, sentence string)) {
	for _, l := range c.Langs() {
		for _, key := range c.Keys(l) {
			f(l, key, c.Raw(l, key))
		}
	}
}

// TestLanguagesAgree: what can be said in one language can be said in all.
func TestLanguagesAgree(t *testing.T) {
	c := load(t)
	if got := c.Langs(); !slices.Equal(got, []text.Lang{text.English, text.Vietnamese}) {
		t.Fatalf("languages are %v; want en and vi", got)
	}
	vi, en := c.Keys(text.Vietnamese), c.Keys(text.English)
	for _, key := range vi {
		if !slices.Contains(en, key) {
			t.Errorf("%s is in Vietnamese only", key)
			continue
		}
		if a, b := blanks(c.Raw(text.Vietnamese, key)), blanks(c.Raw(text.English, key)); !slices.Equal(a, b) {
			t.Errorf("%s has the blanks %v in Vietnamese and %v in English", key, a, b)
		}
	}
	for _, key := range en {
		if !slices.Contains(vi, key) {
			t.Errorf("%s is in English only", key)
		}
	}
}

var blank = regexp.MustCompile(`\{([^{}]*)\}`)

// blanks returns the names of a sentence's blanks, each once, in order. The
// form of address is left out: English often does without.
func blanks(sentence string) []string {
	names := map[string]bool{}
	for _, m := range blank.FindAllStringSubmatch(sentence, -1) {
		if m[1] != "you" && m[1] != "You" {
			names[m[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// TestBlanksAreWhole: no brace is left open and no blank is without a name.
func TestBlanksAreWhole(t *testing.T) {
	name := regexp.MustCompile(`^[a-zA-Z]+$`)
	each(load(t), func(l text.Lang, key, sentence string) {
		for _, m := range blank.FindAllStringSubmatch(sentence, -1) {
			if !name.MatchString(m[1]) {
				t.Errorf("%s %s has a blank {%s}", l, key, m[1])
			}
		}
		if rest := blank.ReplaceAllString(sentence, ""); strings.ContainsAny(rest, "{}") {
			t.Errorf("%s %s has a brace by itself: %q", l, key, sentence)
		}
	})
}

// TestCodeSaysWhatThereIs: every key in the code is in the catalogs, and every
// key of the catalogs is in the code.
func TestCodeSaysWhatThereIs(t *testing.T) {
	c := load(t)
	w := walkCode(t, sections(c))
	said := map[string]string{}
	for _, s := range w.keys {
		said[s.key] = s.at
	}
	for _, s := range w.prefixes {
		if _, ok := dynamic[s.key]; !ok {
			t.Errorf("%s: the beginning %q is not among those that are known to be completed", s.at, s.key)
		}
	}
	for prefix, values := range dynamic {
		for _, v := range values {
			said[prefix+v] = "completed at run time"
		}
	}
	for name, keys := range scripts {
		for _, key := range keys {
			said[key] = "the script " + name
		}
	}
	for key, at := range said {
		if !c.Has(key) {
			t.Errorf("%s: there is no sentence %q", at, key)
		}
	}
	for _, key := range c.Keys(text.Vietnamese) {
		if said[key] == "" && idle[key] == "" {
			t.Errorf("nothing says %q", key)
		}
	}
	for key := range idle {
		if said[key] != "" || !c.Has(key) {
			t.Errorf("%q is no longer idle: it is said (%s) or gone", key, said[key])
		}
	}
	if w.scripts != len(scripts) {
		t.Errorf("the code has %d scripts and this test knows %d", w.scripts, len(scripts))
	}
}

// TestSentencesFit: a message fits one screen and a label one button.
func TestSentencesFit(t *testing.T) {
	c := load(t)
	labels := map[string]bool{}
	for _, s := range walkCode(t, sections(c)).keys {
		labels[s.key] = labels[s.key] || s.label
	}
	widest := map[text.Lang]string{}
	for _, name := range dynamic["category."] {
		for _, l := range c.Langs() {
			labels["category."+name] = true
			if s := c.Raw(l, "category."+name); utf8.RuneCountInString(s) > utf8.RuneCountInString(widest[l]) {
				widest[l] = s
			}
		}
	}
	each(c, func(l text.Lang, key, sentence string) {
		if n := utf8.RuneCountInString(sentence); n > screen && long[key] == "" {
			t.Errorf("%s %s is %d letters long; at most %d", l, key, n, screen)
		}
		shown := c.Say(l, "", key, text.Args{"category": widest[l], "code": "2611-142", "name": "baocao"})
		if n := utf8.RuneCountInString(shown); labels[key] && n > button {
			t.Errorf("%s %s is the label %q of %d letters; at most %d", l, key, shown, n, button)
		}
	})
}

// late matches a word with its tone on the last of two vowels. It belongs on
// the first one, hòa, hủy, xóa, thủy; after qu on the second, quý.
var late = regexp.MustCompile(`(?i)(^|[^q])(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])([^\p{L}]|$)`)

// TestWords: the words the bot does not use, and the marks it does not write.
func TestWords(t *testing.T) {
	self := regexp.MustCompile(`(?i)(^|[^\p{L}])tôi([^\p{L}]|$)`)
	markup := regexp.MustCompile("\\*\\*|__|`|\\]\\(|</?[a-zA-Z]|&[a-z]+;")
	each(load(t), func(l text.Lang, key, sentence string) {
		if sentence == "" || strings.TrimSpace(sentence) != sentence {
			t.Errorf("%s %s is empty or has blanks around it: %q", l, key, sentence)
		}
		if markup.MatchString(sentence) {
			t.Errorf("%s %s has markup: %q", l, key, sentence)
		}
		if l != text.Vietnamese {
			return
		}
		if self.MatchString(sentence) && own[key] == "" {
			t.Errorf("%s says tôi: %q", key, sentence)
		}
		if m := late.FindString(sentence); m != "" {
			t.Errorf("%s is spelled with the tone on the last vowel, %q: %q", key, m, sentence)
		}
	})
}

// TestWordsSeeOffences: the rules of spelling match what they are there for.
func TestWordsSeeOffences(t *testing.T) {
	for word, want := range map[string]bool{"huỷ": true, "xoá": true, "hoà": true, "hủy": false, "quý": false, "ngoài": false, "Hoà.": true} {
		if got := late.MatchString(word); got != want {
			t.Errorf("%q is an offence: %v; want %v", word, got, want)
		}
	}
}
