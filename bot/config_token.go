package bot

import (
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
		return "", "cannot be read: " + whyUnread(err), "write the token into it"
	}
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o077 != 0 && !kept {
		return "", "can be read by other users of this machine", "run chmod 600 on it"
	}
	return string(data), "", ""
}

// missing notes what has no default and was not given.
func (r *configReader) missing() {
	for _, m := range [...]struct{ key, value, mend string }{
		{"organisation", r.config.Organisation, "name who keeps the data, as the notice of consent will say it"},
		{"admin.name", r.config.Admin.Name, "name the first administrator"},
		{"phones.duty", r.config.Phones.Duty, "give the number of a duty desk: people are told to call it"},
		{"admin.phone", r.config.Admin.Phone, "give the number of the first administrator, who joins by it"},
	} {
		if _, ok := r.seen[m.key]; !ok && m.value == "" {
			r.fault(given{key: m.key}, "is missing", m.mend)
		}
	}
}
