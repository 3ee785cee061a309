package bot

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// tokenShape is what every token of Telegram looks like.
var tokenShape = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)

// secret finds the token: in the environment, or where the file says.
func (r *configReader) secret() {
	e := given{key: "telegram.token", line: r.seen["telegram.token"].line}
	fromEnv := r.env("CAUNOI_TELEGRAM_TOKEN")
	text := r.token
	switch {
	case fromEnv != "":
		e, text = given{key: "CAUNOI_TELEGRAM_TOKEN"}, fromEnv
	case r.tokenFile != "" && r.token != "":
		r.fault(e, "and telegram.token_file are both given", "keep one of the two")
		return
	case r.tokenFile != "":
		e = given{key: "telegram.token_file", line: r.seen["telegram.token_file"].line, text: r.tokenFile}
		data, wrong, mend := r.tokenOf(r.tokenFile)
		if wrong != "" {
			r.fault(e, wrong, mend)
			return
		}
		text = data
	}
	text = strings.TrimSpace(text)
	switch {
	case text == "" && e.key == "telegram.token_file":
		r.fault(e, "names an empty file", "write the token of @BotFather into it")
	case text == "" && !slices.ContainsFunc(r.faults, func(f Fault) bool { return strings.HasPrefix(f.Key, "telegram.token") }):
		r.fault(e, "is not given", "write the token of @BotFather into a file of mode 0600 and name it under telegram.token_file, or set CAUNOI_TELEGRAM_TOKEN")
	case text != "" && !tokenShape.MatchString(text):
		r.fault(e, "does not lead to a token", "copy it again from @BotFather: digits, a colon, letters")
	case text != "":
		r.config.Telegram.Token = Hide(text)
	}
}

// tokenOf reads the file of the token. Others must not be able to read it,
// except where a container or a service manager puts it, which sees to that
// itself. A relative name is looked for among the credentials that systemd
// gives, if it gives any (systemd.exec, LoadCredential), and else beside the
// configuration.
func (r *configReader) tokenOf(path string) (text, wrong, mend string) {
	credentials := r.env("CREDENTIALS_DIRECTORY")
	kept := strings.HasPrefix(path, "/run/secrets/")
	switch {
	case filepath.IsAbs(path):
	case credentials != "":
		path, kept = filepath.Join(credentials, path), true
	default:
		path = filepath.Join(r.folder, path)
	}
	data, err := readSmall(path)
	if err != nil {
		mend := "write the token into it"
		if errors.Is(err, os.ErrPermission) {
			mend = "run this as the user who may read it, or as root: the service is handed the token by systemd"
		}
		return "", "cannot be read: " + whyUnread(err), mend
	}
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o077 != 0 && !kept {
		return "", "can be read by other users of this machine", "run chmod 600 on it"
	}
	return string(data), "", ""
}

// neededKeys are the keys that have no default, and what to write there.
func neededKeys() [][2]string {
	return [][2]string{
		{"organisation", "name who keeps the data, as the notice of consent will say it"},
		{"admin.name", "name the first administrator"},
		{"phones.duty", "give the number of a duty desk: people are told to call it"},
		{"admin.phone", "give the number of the first administrator, who joins by it"},
	}
}

// needed says what to write where a key has no default; "" if it has one.
func needed(key string) string {
	for _, n := range neededKeys() {
		if n[0] == key {
			return n[1]
		}
	}
	return ""
}

// missing notes what has no default and was not given.
func (r *configReader) missing() {
	for _, n := range neededKeys() {
		if _, ok := r.seen[n[0]]; !ok {
			r.fault(given{key: n[0]}, "is missing", n[1])
		}
	}
}
