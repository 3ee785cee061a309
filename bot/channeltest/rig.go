// Package channeltest is the one suite that every channel passes: what
// bot.Channel promises, tried against the real channel and a fake of its
// service. A channel's own test supplies a Rig and calls Run:
//
//	func TestChannel(t *testing.T) {
//		channeltest.Run(t, func(t *testing.T) channeltest.Rig { ... })
//	}
//
// What a service cannot do is declared by leaving the function in the Rig nil;
// the checks that need it are skipped by name, so that `go test -v` lists what
// a channel lacks.
package channeltest

import (
	"testing"

	"caunoi/bot"
	"caunoi/flows"
)

// A Rig is one fresh channel, joined to one fresh fake of its service on which
// one person can be written to already. Each check gets a Rig of its own.
// Nothing in a Rig may sleep to be right: a function returns when what it
// says has happened at the service.
type Rig struct {
	Channel bot.Channel

	// Chat is the person's private chat as the channel names it: what is given
	// to Do, and what the events' By and Chat carry after the channel's name.
	Chat string

	// Secret is a canary: the channel's token or key. It may appear in no
	// error, no log line and no outcome. Empty if the channel has none.
	Secret string

	// Log returns all that the channel logged so far.
	Log func() string

	// Again makes another channel on the same service, as a restart of the
	// program does. The first one's Receive has returned by then. Nil if the
	// service keeps nothing for a channel that is away.
	Again func() bot.Channel

	// Seen returns what the person sees in the chat with the bot now, oldest
	// first, without what the person sent. It returns what all acts that are
	// Done have shown; it may wait for it.
	Seen func() []Seen

	People
	Trouble
}

// People is what the person of a Rig does.
type People struct {
	// Say sends a text and returns the service's id of it, which the event's
	// Message must be; "" if the service tells none.
	Say func(text string) string

	// Press presses the button whose act is do on a message that the person
	// sees. message is what Do returned as Shown. Nil if Limits has no Buttons.
	Press func(message, do string)

	// Edit changes a text that the person sent: message is what Say returned.
	Edit func(message, text string)

	// Photo sends a picture and returns its bytes, which Open must return.
	Photo func(caption string) []byte

	// Contact shares a contact card; own means the person's own by the
	// service's own button.
	Contact func(phone string, own bool)

	// Place sends a point on the map.
	Place func(lat, lon float64)

	// Block closes the chat to the bot, and Unblock opens it again.
	Block, Unblock func()

	// Spoil makes the service hand over one update that cannot be read. The
	// batch with it must carry it as Bad and everything else as usual.
	Spoil func()
}

// Trouble is what goes wrong at the service of a Rig.
type Trouble struct {
	// Force holds, for each outcome the service can bring about, how to make
	// the next Do in Chat end so. For Lost the next Do is an edit of a message
	// shown before. An outcome that is missing cannot happen at this service.
	// Done needs no entry.
	Force map[flows.Result]func()

	// Hang makes the service take requests and answer none until the Rig's
	// test ends.
	Hang func()

	// Down makes the service unreachable, and Up reachable again.
	Down, Up func()
}

// Seen is one message as a person sees it now.
type Seen struct {
	Message string // the service's id, as in Outcome.Shown; "" if the service has none
	Text    string // of a message or under its files
	Buttons []flows.Button
	Files   int
	Edited  bool
}

// Run holds the channel that the rigs are made around against what
// bot.Channel promises.
func Run(t *testing.T, rig func(t *testing.T) Rig) {
	for _, check := range checks() {
		t.Run(check.name, func(t *testing.T) {
			r := rig(t)
			check.run(t, r)
			r.keepsSecret(t, "the log", r.Log())
		})
	}
}

// A check is one promise.
type check struct {
	name string
	run  func(t *testing.T, r Rig)
}

// checks lists all promises, in the order a reader would learn them.
func checks() []check {
	return []check{
		{"name and limits", nameAndLimits},
		{"a text arrives", textArrives},
		{"texts arrive in order, each once", inOrder},
		{"long Vietnamese text arrives whole", longIn},
		{"an edit arrives", editArrives},
		{"a press arrives", pressArrives},
		{"a picture arrives and can be read and sent again", pictureArrives},
		{"a contact arrives and own is told from another's", contactArrives},
		{"a place arrives", placeArrives},
		{"closing and opening the chat is told", blockArrives},
		{"what f refused is given again", givenAgain},
		{"what was not confirmed comes again after a restart", againAfterRestart},
		{"what was confirmed does not come again after a restart", notAgainAfterRestart},
		{"an update that cannot be read holds up nothing", spoiltOne},
		{"receive stops within a second", receiveStops},
		{"receive recovers", receiveRecovers},
		{"a text is shown", textShown},
		{"a text as long as the limit is shown whole", longOut},
		{"buttons are shown", buttonsShown},
		{"an edit replaces what was shown", editShown},
		{"an edit that changes nothing is done", sameEdit},
		{"a text stands under its file and is edited there", captionEdited},
		{"files are shown at once and all are named", albumShown},
		{"what was shown is deleted", deleted},
		{"a menu is set and not shown", deeds},
		{"many at once are all shown", manyAtOnce},
		{"each outcome of the closed set", outcomes},
		{"a send stops within a second", sendStops},
		{"a channel that is down says later", downSaysLater},
		{"a bad address is never", badAddress},
	}
}
