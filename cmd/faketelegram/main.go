// Faketelegram is a Telegram on loopback, as a process of its own: the fake of
// package fake, for the tests that kill the bot and for trying it by hand. Who
// writes and what was seen goes over HTTP:
//
//	go run ./cmd/faketelegram --addr 127.0.0.1:8081 --token 1:test
//	curl 127.0.0.1:8081/control/say -d '{"person":7,"text":"xin chao"}'
//	curl 127.0.0.1:8081/control/transcript
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
	flag.Parse()
	if *limits {
		o.Rates, o.Slow = fake.TelegramRates(), true
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
