package main

import (
	"reflect"
	"testing"

	"caunoi/bot"
)

// TestSettingsCarryTheConfiguration: no field of the settings is left as it is
// in a program that was told nothing, so that a key which is read and then
// forgotten is found.
func TestSettingsCarryTheConfiguration(t *testing.T) {
	p := newPlace(t)
	p.vars["TOKEN"], p.vars["CAUNOI_TELEGRAM_TOKEN"] = canary, ""
	p.write("config.yaml", goodConfig+"holidays: [2027-01-01]\nroutes: [HTA 03169 VP-1]\nreminders: [\"a | 0 7 25 * * | team | 11 | 3d | always | x\"]\n")
	config, err := bot.Load(p.vars["CAUNOI_CONFIG"], func(name string) string { return p.vars[name] })
	if err != nil {
		t.Fatal(err)
	}
	set := reflect.ValueOf(settings(config, []byte("secret")))
	for i := range set.NumField() {
		if set.Field(i).IsZero() {
			t.Errorf("settings leaves %s out", set.Type().Field(i).Name)
		}
	}
}
