// Faketelegram is a Telegram on loopback, as a process of its own: the fake of
// package fake, for the tests that kill the bot and for trying it by hand. The
// page at http://127.0.0.1:8081/ shows a phone for each person and each group.
// Whatever it does goes over HTTP, and can be done by a script as well:
//
//	go run ./cmd/faketelegram --addr 127.0.0.1:8081 --token 1:test
//	curl 127.0.0.1:8081/control/say -d '{"person":7,"text":"xin chao"}'
//	curl 127.0.0.1:8081/control/contact -d '{"person":7,"phone":"0900000005"}'
//	curl 127.0.0.1:8081/control/press -d '{"person":7,"button":"Đồng ý"}'
//	curl 127.0.0.1:8081/control/voice -d '{"person":7}'
//	curl 127.0.0.1:8081/control/seen?person=7
//	curl 127.0.0.1:8081/control/transcript
//	curl 127.0.0.1:8081/control/fault -d '{"kind":"502","count":3}'
//	curl 127.0.0.1:8081/control/violations
//
// Whoever opens a link ?start=CODE of a printed sheet says "/start CODE".
//
// Groups: control/group {"chat":-5,"text":"Tổ"}, control/adds
// {"person":7,"chat":-5,"text":"administrator"}, then control/say
// {"person":7,"chat":-5,"text":"/start CODE"}, as the link ?startgroup=CODE does
// both; control/seen?chat=-5 is what the group read. control/migrate
// {"chat":-5,"to":-1001000000005,"told":["old","new"]}. control/shut
// {"chat":7,"text":"blocked"} closes a chat; control/lift ends all faults.
//
// It keeps Telegram's limits and answers 429 above them, unless --limits=false.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"caunoi/bot/telegram/fake"
)

func main() {
	var o fake.Options
	flag.StringVar(&o.Addr, "addr", "127.0.0.1:8081", "where to listen")
	flag.StringVar(&o.Token, "token", "1:test", "the token to take; never a real one")
	flag.StringVar(&o.Name, "name", "CauNoiBot", "the bot's username")
	flag.DurationVar(&o.Latency, "latency", 0, "time added to each call")
	limits := flag.Bool("limits", true, "Telegram's limits: 30 messages a second, 1 in a chat, 20 a minute in a group, and 429 above")
	scale := flag.Float64("scale", 1, "how many times as fast as Telegram's the limits are")
	flag.Parse()
	if *limits {
		o.Rates, o.Slow = fake.TelegramRates().Times(*scale), true
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run serves until it is told to stop.
func run(o fake.Options) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s, err := fake.New(o)
	if err != nil {
		return err
	}
	fmt.Println("fake telegram listens on", s.URL)
	<-ctx.Done()
	return s.Close()
}
