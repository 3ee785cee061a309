package bot

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"caunoi/flows"
)

// A Config is all that an operator decides before the bot starts. It comes
// from one YAML file and a few variables of the environment, and it is either
// whole or refused: Load and Validate return every fault at once.
type Config struct {
	Organisation string         // who keeps the data, as the notice of consent names it
	Zone         *time.Location // whose clock people read
	Data         string         // the directory of the database, its backups and the socket
	Admin        Person         // the first administrator, who can do the rest by chat
	Telegram     Telegram
	Health       string // loopback address of the health listener; "" is none
	Phones       Phones
	Months       int      // how long what people send is kept
	Levels       []string // names of the levels of the tree, the highest first

	Gather        time.Duration // how long after the last message another one still joins the report
	DangerSilence time.Duration // how long a danger question waits before the duty officer is told
	UrgentSilence time.Duration // how long the urgent button waits before it asks once

	Terms    [5]flows.Terms // what is promised of cases, by level; the first is unused
	Holidays flows.Holidays // when offices do not work, besides Saturdays and Sundays
	Silence  time.Duration  // how long silence of the reporter may last before a settled case is closed
	Silent   time.Duration  // how long nothing may be heard of a team before its person in charge is told; 0: never
	Bundle   time.Duration  // within which several alerts to one person go as one list; 0: each by itself
	Leave    int            // how many days at most a person may be away without an administrator
	Hot      map[string]flows.Hot
	Routes   []flows.Route

	Reminders []flows.SetReminder // what is said on time

	Indicators []flows.Indicator // what is counted every month
	Forms      []flows.Form      // what is filled in besides
	Period     int               // on which day a month of figures begins, 1 to 28

	Digests flows.Digests // when numbers are sent without being asked for

	Chase flows.Chase // how those are chased who have not acknowledged a directive

	Directives flows.Directives // how a directive to many is confirmed

	Heartbeat Secret // address that is called every minute while all is well; none: it is not
	Limits    Rates
	Log       slog.Level
}

// A Person is somebody the configuration names.
type Person struct{ Name, Phone string }

// Telegram says how the bot reaches Telegram.
type Telegram struct {
	Token Secret
	API   string // address of the Bot API, without a path
}

// Phones are the numbers read out to people in need. Those of the state, 112 to
// 115, stand in the texts: they are the same everywhere.
type Phones struct {
	Duty string // where a unit has none of its own
}

// DefaultConfig returns the configuration of a file that says nothing: what is
// left empty here must be filled in.
func DefaultConfig() Config {
	set := flows.Defaults()
	return Config{
		Zone:          set.Zone, // Asia/Ho_Chi_Minh has had no summer time since 1975
		Data:          "data",
		Telegram:      Telegram{API: "https://api.telegram.org"},
		Health:        "127.0.0.1:8480",
		Months:        set.Months,
		Levels:        []string{"province", "commune", "village"},
		Gather:        set.Gather,
		DangerSilence: set.DangerSilence,
		UrgentSilence: set.UrgentSilence,
		Terms:         set.Terms,
		Silence:       set.Silence,
		Silent:        set.Silent,
		Bundle:        set.Bundle,
		Leave:         set.Leave,
		Chase:         set.Chase,
		Hot:           set.Hot,
		Directives:    set.Directives,
		Indicators:    set.Indicators,
		Forms:         set.Forms,
		Period:        set.Period,
		Digests:       defaultDigests(),
		Limits:        TelegramRates(),
		Log:           slog.LevelInfo,
	}
}

// maxConfig bounds what is read as a configuration: a wrong path must not fill
// the memory.
const maxConfig = 1 << 20

// Load reads the configuration at path. Names of files in it are relative to
// its own folder. It touches nothing but what it reads. The error is Faults, or
// why the file cannot be read; neither holds a secret.
func Load(path string, env func(string) string) (Config, error) {
	data, err := readSmall(path)
	if err != nil {
		return Config{}, Faults{{
			Key:   "configuration",
			Value: path,
			Wrong: "cannot be read: " + whyUnread(err),
			Mend:  "copy config.example.yaml there, or name another file with --config or CAUNOI_CONFIG",
		}}
	}
	c, faults := Validate(data, filepath.Dir(path), env)
	if len(faults) > 0 {
		return c, faults
	}
	return c, nil
}

// readSmall reads a file of ordinary size.
func readSmall(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if err == nil && len(data) > maxConfig {
		err = errTooLarge
	}
	return data, err
}

var errTooLarge = errors.New("larger than 1 MiB")

// whyUnread says why a file could not be read in our own words, since the
// library's sentence repeats the path.
func whyUnread(err error) string {
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, os.ErrPermission):
		return "this user may not read it"
	case errors.Is(err, errTooLarge):
		return "it is larger than 1 MiB"
	}
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// Validate reads a configuration and returns every fault in it. folder is what
// names of files are relative to; env is asked for variables. It reads the file
// of the token, if one is named, and writes nothing.
func Validate(data []byte, folder string, env func(string) string) (Config, Faults) {
	r := &configReader{config: DefaultConfig(), folder: folder, env: env, seen: map[string]given{}}
	if !r.read(data) {
		return r.config, r.faults
	}
	r.override()
	r.secret()
	r.missing()
	r.overdrawn()
	r.chased()
	r.sort()
	return r.config, r.faults
}

// A Secret is text that no print, log line or dump shows.
type Secret struct{ text string }

// Hide wraps a secret.
func Hide(text string) Secret { return Secret{text} }

// Reveal returns the secret itself, for the one place that needs it.
func (s Secret) Reveal() string { return s.text }

// Format writes whether there is a secret, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.shown()) }

// LogValue is what a log line shows.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.shown()) }

// MarshalText is what JSON, YAML and the like show.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.shown()), nil }

func (s Secret) shown() string {
	if s.text == "" {
		return "(none)"
	}
	return "(secret)"
}
