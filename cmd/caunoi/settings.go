package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"caunoi/bot"
	"caunoi/flows"
)

// What lies in the data directory.
const (
	databaseName = "caunoi.db"
	socketName   = "caunoi.sock"
	secretName   = "secret"
	demoName     = "demo" // marks the directory of a demo: all people in it are made up
)

// secretSize is how many bytes numbers to call are sealed with.
const secretSize = 32

// errFolder says that the data directory cannot be used.
var errFolder = errors.New("the data directory cannot be used")

// configPath says where the configuration is.
func (c *console) configPath(flag string) string {
	switch {
	case flag != "":
		return flag
	case c.env("CAUNOI_CONFIG") != "":
		return c.env("CAUNOI_CONFIG")
	}
	return "config.yaml"
}

// load reads the configuration. Faults under the section without are
// overlooked, for a command that does without it.
func (c *console) load(path, without string) (bot.Config, error) {
	config, err := bot.Load(path, c.env)
	var faults bot.Faults
	if errors.As(err, &faults) && without != "" {
		faults = faults.Without(without).Without("CAUNOI_TELEGRAM_TOKEN").Without("CAUNOI_TELEGRAM_API")
		if len(faults) == 0 {
			return config, nil
		}
		err = faults
	}
	if err != nil {
		c.faults(path, err)
		return config, errors.Join(err, errSaid)
	}
	return config, nil
}

// faults says what is wrong with a configuration.
func (c *console) faults(path string, err error) {
	fmt.Fprintf(c.err, "caunoi: the configuration %s cannot be used:\n%v\n", path, err)
}

// settings is what flows need to know of a configuration.
func settings(config bot.Config, secret []byte) flows.Settings {
	set := flows.Settings{
		Organisation:  config.Organisation,
		Zone:          config.Zone,
		Months:        config.Months,
		DutyPhone:     config.Phones.Duty,
		Gather:        config.Gather,
		DangerSilence: config.DangerSilence,
		UrgentSilence: config.UrgentSilence,
		Terms:         config.Terms,
		Holidays:      config.Holidays,
		Silence:       config.Silence,
		Silent:        config.Silent,
		Bundle:        config.Bundle,
		Leave:         config.Leave,
		Chase:         config.Chase,
		Hot:           config.Hot,
		Routes:        config.Routes,
		Reminders:     config.Reminders,
		Indicators:    config.Indicators,
		Period:        config.Period,
		Digests:       config.Digests,
		Forms:         config.Forms,
		Directives:    config.Directives,
		Rate:          config.Limits.PerSecond(),
		Secret:        secret,
	}
	set.Admin.Name, set.Admin.Phone = config.Admin.Name, config.Admin.Phone
	return set
}

// folder makes the data directory if a new database may be made in it, for
// nobody but this user.
func folder(path string, init bool) error {
	if !init {
		return nil
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return owned(path, fmt.Errorf("%w: %w", errFolder, err))
	}
	return nil
}

// owned says what to do where this user may not use what is in the data
// directory. Other failures stay as they are.
func owned(path string, err error) error {
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return sentence{fmt.Sprintf("this user may not use %s; run it as the user who owns the data directory", path), err}
}

// noDemo refuses the directory of a demo: a bot would tell people of it that
// were made up, and a demo started there again would play with real ones.
func noDemo(data string) error {
	if _, err := os.Stat(filepath.Join(data, demoName)); err == nil {
		return sentence{data + " is the data directory of a demo, with made-up people; name another one under data in the configuration, or by CAUNOI_DATA", errFolder}
	}
	return nil
}

// readSecret reads what numbers to call are sealed with, beside the database,
// so that a copy of the database alone does not show them. It makes it where
// there is none.
func readSecret(data string) ([]byte, error) {
	path := filepath.Join(data, secretName)
	secret, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return makeSecret(path)
	case err != nil:
		return nil, owned(path, fmt.Errorf("%w: %w", errFolder, err))
	case len(secret) != secretSize:
		return nil, fmt.Errorf("%w: %s must hold %d bytes; restore it from a backup, or remove it and numbers left for calling back are lost", errFolder, path, secretSize)
	}
	return secret, nil
}

// makeSecret makes a new secret, whole on disk or not at all.
func makeSecret(path string) ([]byte, error) {
	secret := make([]byte, secretSize)
	_, _ = rand.Read(secret)                                // it never fails (crypto/rand)
	f, err := os.CreateTemp(filepath.Dir(path), ".secret-") // mode 0600
	if err != nil {
		return nil, owned(path, fmt.Errorf("%w: %w", errFolder, err))
	}
	defer os.Remove(f.Name())
	_, err = f.Write(secret)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return nil, owned(path, fmt.Errorf("%w: %w", errFolder, err))
	}
	return secret, nil
}
