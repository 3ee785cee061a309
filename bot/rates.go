package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Rates are how fast messages may leave at most, as an operator writes them.
type Rates struct {
	Total     int // a second, to all chats together
	Chat      int // a second, to one private chat
	Group     int // a minute, to one group
	Allowance Allowance
}

// An Allowance says why a service takes as much as is written.
type Allowance string

// The allowances.
const (
	Free Allowance = "free" // what the service gives every bot
	Paid Allowance = "paid" // the bot pays for more in all; chats and groups take no more than before
	Own  Allowance = "own"  // a service of one's own, which takes whatever is written
)

// TelegramRates are the figures that are known of Telegram, which publishes none
// (reference A4).
func TelegramRates() Rates { return Rates{Total: 30, Chat: 1, Group: 20, Allowance: Free} }

// mostRates are the most that can be written: with a paid allowance Telegram takes a
// thousand messages a second.
func mostRates() Rates { return Rates{Total: 1000, Chat: 30, Group: 1000} }

// Paces are the rates as delivery keeps them, a little below: a 429 that we caused
// ourselves is a fault. In all it is one six-hundredth less, 29.95 of 30 a second,
// with eight at once: a commit that the disk holds up for a fifth of a second then
// costs no speed, and two of the eight are kept for what is urgent. A group's burst counts into its first minute too, so that it gets three tenths at
// once and then six tenths a minute: 6 and then 12 are 18 in any minute.
func (r Rates) Paces() (total, chat, group Pace) {
	total = Pace{Every: time.Second * 600 / time.Duration(599*r.Total), Burst: max(3, r.Total*8/30)}
	chat = Pace{Every: time.Second / time.Duration(r.Chat), Burst: 3 * r.Chat}
	group = Pace{Every: time.Minute * 10 / time.Duration(6*r.Group), Burst: max(1, r.Group*3/10)}
	return total, chat, group
}

// PerSecond is how many messages leave in a second when many wait, to tell people
// how long that will take: a thirtieth less than may, for what is said meanwhile.
func (r Rates) PerSecond() float64 { return float64(r.Total) * 29 / 30 }

// rateKeys are the keys of the rates.
func rateKeys() []configKey {
	whole := func(to func(*Rates) *int) func(*configReader, given) (string, string) {
		most := mostRates()
		return func(r *configReader, e given) (string, string) {
			return setWhole(to(&r.config.Limits), e.text, 1, *to(&most))
		}
	}
	return []configKey{
		{"limits.per_second", "per_second: 30", false, whole(func(r *Rates) *int { return &r.Total })},
		{"limits.chat_per_second", "chat_per_second: 1", false, whole(func(r *Rates) *int { return &r.Chat })},
		{"limits.group_per_minute", "group_per_minute: 20", false, whole(func(r *Rates) *int { return &r.Group })},
		{"limits.allowance", "allowance: free", false, setAllowance},
	}
}

func setAllowance(r *configReader, e given) (wrong, mend string) {
	known := []Allowance{Free, Paid, Own}
	if !slices.Contains(known, Allowance(e.text)) {
		return "is not an allowance", "write free, paid or own"
	}
	r.config.Limits.Allowance = Allowance(e.text)
	return "", ""
}

// overdrawn notes rates beyond what the allowance covers, once all keys are read.
func (r *configReader) overdrawn() {
	got, free := r.config.Limits, TelegramRates()
	if got.Allowance == Own && r.config.Telegram.API == DefaultConfig().Telegram.API {
		r.fault(r.seen["limits.allowance"], "is for a service of your own, and telegram.api names Telegram's", "name yours there, or write free or paid")
	}
	for _, x := range []struct {
		key       string
		got, free int
		covered   bool
		mend      string
	}{
		{"limits.per_second", got.Total, free.Total, got.Allowance == Paid, "allowance: paid if the bot pays Telegram for more"},
		{"limits.chat_per_second", got.Chat, free.Chat, false, ""},
		{"limits.group_per_minute", got.Group, free.Group, false, ""},
	} {
		if x.got <= x.free || x.covered || got.Allowance == Own {
			continue
		}
		mend := []string{fmt.Sprintf("write 1 to %d", x.free), x.mend, "allowance: own if the service is your own and takes more"}
		mend = slices.DeleteFunc(mend, func(s string) bool { return s == "" })
		r.fault(r.seen[x.key], fmt.Sprintf("is more than Telegram takes from every bot, %d", x.free), strings.Join(mend, ", or "))
	}
}
