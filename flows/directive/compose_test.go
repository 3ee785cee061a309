package directive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/store"
)

// composing registers what a directive is written and confirmed with.
func (o *office) composing() {
	o.Helper()
	o.desk.Set.Directives.Consent = 3
	o.desk.Command("chidao", Open)
	Composing.Register(o.desk)
	o.desk.Verb("cdmoi", Invite)
	o.desk.Verb("cddongy", Agree)
	o.desk.Verb("cdkhong", Disagree)
	o.desk.Verb("cdbo", Drop)
	o.desk.About("consent", flows.Subject{Card: ConsentCard})
}

// event makes an event of a person's chat, with a number of its own.
func (o *office) event(who string, e flows.Event) flows.Event {
	o.now = o.now.Add(time.Second)
	e.ID, e.Seq, e.At = fmt.Sprintf("test:%d", o.now.UnixNano()), o.now.Unix(), o.now
	e.By, e.Chat, e.Private = flows.At("test", who), flows.At("test", who), true
	return e
}

// take hands events to the desk in one transaction, as a poll brings them.
func (o *office) take(events ...flows.Event) {
	o.Helper()
	o.do(func(tx store.Tx) {
		for _, a := range o.desk.Take(tx, events).Aside {
			o.Errorf("put aside: %+v", a)
		}
	})
}

func pressing(what string) flows.Event { return flows.Event{Kind: flows.Pressed, Press: what} }

// write writes a directive up to its preview, and returns the code of the draft.
func (o *office) write(who string) string {
	o.Helper()
	o.take(o.event(who, flows.Event{Kind: flows.Said, Text: "/chidao rà soát nhà ven suối"}))
	var code string
	o.do(func(tx store.Tx) {
		code = fmt.Sprint(numbers.Last(tx, "draft"))
	})
	for _, answer := range []string{"where all", "whom heads", "ask confirm", "due none"} {
		o.take(o.event(who, pressing("talk.chidao "+code+" "+answer)))
	}
	return code
}

// impatience is what the sender of a draft and two administrators press at the same
// moment, about what becomes directive n.
func (o *office) impatience(random *rand.Rand, code, n string) []flows.Event {
	acts := []flows.Event{}
	for range 2 + random.IntN(3) {
		acts = append(acts, o.event("quan", pressing("talk.chidao "+code+" review send")))
	}
	for range 1 + random.IntN(3) {
		acts = append(acts, o.event("quan", pressing("cdmoi "+code)))
	}
	decide := []flows.Event{}
	for _, who := range []string{"hai", "ba", "hai", "ba"} {
		verb := []string{"cddongy ", "cddongy ", "cdkhong "}[random.IntN(3)]
		decide = append(decide, o.event(who, pressing(verb+n)))
	}
	if random.IntN(5) == 0 {
		decide = append(decide, o.event("quan", pressing("cdbo "+n)))
	}
	random.Shuffle(len(decide), func(i, j int) { decide[i], decide[j] = decide[j], decide[i] })
	acts = append(acts, decide...)
	for range random.IntN(5) {
		again := random.IntN(len(acts))
		acts = slices.Insert(acts, again+random.IntN(len(acts)-again)+1, acts[again]) // delivered once more
	}
	return acts
}

// TestEachIsSentOnce confirms a thousand directives as impatient people do: the
// button pressed again and again, the service delivering what it brought up to
// five times, two administrators deciding at once, and the sender giving up in
// between. Each becomes one directive or none, and is decided once.
func TestEachIsSentOnce(t *testing.T) {
	const races = 1000
	random := rand.New(rand.NewPCG(5, 5))
	o := newOffice(t, 5)
	o.composing()
	o.do(func(tx store.Tx) {
		o.member(tx, "hai", "11", flows.Admin)
		o.member(tx, "ba", "11", flows.Admin)
	})
	o.desk.Set.Directives.Again = 0
	sent := map[State]int{}
	for race := range int64(races) {
		small := random.IntN(2) == 0
		o.desk.Set.Directives.Consent = 3
		if small {
			o.desk.Set.Directives.Consent = 50
		}
		code := o.write("quan")
		number := race + 1
		o.take(o.impatience(random, code, fmt.Sprint(number))...)
		o.do(func(tx store.Tx) {
			d, ok := Directives.Get(tx, key(number))
			if !ok || numbers.Last(tx, "directive") != number {
				t.Fatalf("race %d: there are %d directives, want %d", race, numbers.Last(tx, "directive"), number)
			}
			var begun, decided int
			for _, e := range d.Log {
				if e.Act == "begun" {
					begun++
				}
				if e.Act == "agreed" || e.Act == "not agreed" {
					decided++
				}
			}
			if decided > 1 || begun > 1 || (d.State == Sending) != (begun == 1) || small && decided > 0 {
				t.Errorf("race %d is %s: begun %d times, decided %d times: %+v", race, d.State.Name(), begun, decided, d.Log)
			}
			sent[d.State]++
		})
	}
	t.Logf("%d races: %d sent, %d not agreed to or given up", races, sent[Sending], sent[Cancelled])
	if sent[Sending]+sent[Cancelled] != races || sent[Sending] == 0 || sent[Cancelled] == 0 {
		t.Errorf("%v", sent)
	}
}

// TestNobodyElseWritesOne tries the command as twelve kinds of senders: those who
// may not get a sentence, nothing is begun and nothing sent.
func TestNobodyElseWritesOne(t *testing.T) {
	o := newOffice(t, 2)
	o.composing()
	o.do(func(tx store.Tx) {
		for _, role := range []flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head, flows.Charge, flows.StandIn} {
			o.member(tx, string(role), "T0", role)
		}
		o.member(tx, "duty", "C", flows.Duty)
		o.member(tx, "coordinator", "C", flows.Coordinator)
		o.member(tx, "none", "T0", flows.Plain)
		o.member(tx, "former", "C", flows.Admin)
		for p := range flows.Posts.All(tx) {
			if p.Member == "former" || p.Member == "none" {
				p.To = o.now
				flows.Posts.Put(tx, p)
			}
		}
		gone := flows.Member{ID: "gone", Name: "gone", Ended: o.now, Consent: flows.Consent{Agreed: true}, Homes: []flows.Home{{Address: "test:gone"}}}
		flows.Members.Put(tx, gone)
		flows.Posts.Put(tx, flows.Post{Member: "gone", Role: flows.Admin, Unit: "C"})
	})
	for _, who := range []string{"member", "secretary", "deputy", "head", "charge", "standin", "duty", "coordinator", "none", "former", "gone", "stranger"} {
		o.take(o.event(who, flows.Event{Kind: flows.Said, Text: "/chidao họp ngay"}), o.event(who, pressing("cdsoan")), o.event(who, pressing("talk.chidao 1 review send")))
		o.do(func(tx store.Tx) {
			if numbers.Last(tx, "draft") != 0 {
				t.Errorf("%s has begun a draft", who)
			}
			for range Directives.All(tx) {
				t.Errorf("%s has sent a directive", who)
			}
		})
	}
}

// TestContentFits keeps what is said within what can be sent: what is too much is
// left out and said so, the rest stays.
func TestContentFits(t *testing.T) {
	file := func(size int64) flows.File { return flows.File{Kind: flows.Document, Size: size} }
	for name, test := range map[string]struct {
		before draft
		given  talk.Given
		fault  string
		words  int
		files  int
	}{
		"a text":             {draft{}, talk.Given{Text: strings.Repeat("ữ", 10000)}, "", 10000, 0},
		"a letter too many":  {draft{}, talk.Given{Text: strings.Repeat("ữ", 10001)}, "long", 0, 0},
		"too much together":  {draft{words: strings.Repeat("a", 9990)}, talk.Given{Text: "mười một chữ"}, "long", 0, 0},
		"the largest file":   {draft{}, talk.Given{Files: []flows.File{file(50 << 20)}}, "", 0, 1},
		"one that is larger": {draft{}, talk.Given{Text: "x", Files: []flows.File{file(50<<20 + 1), file(1)}}, "large", 1, 1},
		"the eleventh":       {draft{files: make([]flows.File, 9)}, talk.Given{Files: []flows.File{file(1), file(1)}}, "many", 0, 1},
	} {
		g := test.given
		if fault := fitsContent(nil, test.before, &g); fault != test.fault || len([]rune(g.Text)) != test.words || len(g.Files) != test.files {
			t.Errorf("%s: fault %q, %d letters, %d files; want %q, %d, %d", name, fault, len([]rune(g.Text)), len(g.Files), test.fault, test.words, test.files)
		}
	}
}

// TestOptions reads the answers to choose from.
func TestOptions(t *testing.T) {
	for said, want := range map[string]string{
		"Đã xong\nChưa xong":               "Đã xong|Chưa xong",
		"1. Có\n2) Không\n- Chưa":          "Có|Không|Chưa",
		"1.Có\n2)Không\n•Chưa":             "Có|Không|Chưa",
		"7 giờ / 19 giờ":                   "7 giờ|19 giờ",
		"5\n10\n1.000":                     "5|10|1.000",
		"1. 7 giờ\n2. 19 giờ":              "7 giờ|19 giờ",
		"-5 độ\n2.5 tấn":                   "-5 độ|2.5 tấn",
		"có, không; chưa rõ":               "có|không|chưa rõ",
		"Có\nCó\ncó":                       "few",
		"Có":                               "few",
		"a\nb\nc\nd\ne\nf\ng\nh":           "a|b|c|d|e|f|g|h",
		"a\nb\nc\nd\ne\nf\ng\nh\ni":        "few",
		"Có\n" + strings.Repeat("dài ", 7): "long",
	} {
		var d draft
		got := takeOptions(&d, talk.Given{Text: said})
		if got == "" {
			got = strings.Join(d.options, "|")
		}
		if got != want {
			t.Errorf("%q is read as %q; want %q", said, got, want)
		}
	}
}
