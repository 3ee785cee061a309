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
	flag.Float64Var(&o.Rates.Total, "total", 0, "sends a second over all before 429; 0 is no limit")
	flag.Float64Var(&o.Rates.Chat, "chat", 0, "sends a second in one chat")
	flag.Float64Var(&o.Rates.Group, "group", 0, "sends a minute in one group")
	flag.Parse()
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
