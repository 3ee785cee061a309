package bot

import (
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// setName reads a name that people will read.
func setName(to *string, e given) (wrong, mend string) {
	text := strings.TrimSpace(e.text)
	switch {
	case text == "":
		return "is empty", "write " + exampleOf(e.key)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return "holds marks that cannot be shown", "type it again in one line, in UTF-8"
	case utf8.RuneCountInString(text) > 80:
		return "is longer than 80 letters", "shorten it"
	case strings.ContainsAny(text, "{}"):
		return "holds { or }", "leave them out"
	}
	*to = text
	return "", ""
}

// national is a Vietnamese number in national form: a mobile phone or a
// landline.
var national = regexp.MustCompile(`^0([35789][0-9]{8}|2[0-9]{9})$`)

// setPhone reads a telephone number.
func setPhone(to *string, text string) (wrong, mend string) {
	digits := strings.NewReplacer(" ", "", ".", "", "-", "").Replace(text)
	if !national.MatchString(digits) {
		return "is not a telephone number", `write it in national form between quotes, as "0900000001" or "02150000000"`
	}
	*to = digits
	return "", ""
}

// setWhole reads a whole number within bounds.
func setWhole(to *int, text string, least, most int) (wrong, mend string) {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return "is not a whole number from " + strconv.Itoa(least) + " to " + strconv.Itoa(most), "write one"
	}
	*to = n
	return "", ""
}

// setSpan reads a length of time within bounds.
func setSpan(to *time.Duration, text string, least, most time.Duration) (wrong, mend string) {
	d, ok := span(text)
	if !ok {
		return "is not a length of time", "write it with its unit, as 90s, 3m, 2h or 7d"
	}
	if d < least || d > most {
		return "is out of bounds", "write " + Span(least) + " to " + Span(most)
	}
	*to = d
	return "", ""
}

// wholeDays begins a length of time that counts days.
var wholeDays = regexp.MustCompile(`^([0-9]{1,4})d`)

// span reads a length of time, in days too: 7d, 1d12h, 90s.
func span(text string) (d time.Duration, ok bool) {
	if m := wholeDays.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1]) // four digits at most
		d, text = time.Duration(n)*24*time.Hour, text[len(m[0]):]
		if text == "" {
			return d, true
		}
	}
	rest, err := time.ParseDuration(text)
	return d + rest, err == nil
}

// Span writes a length of time as the configuration does: 15m for 15m0s, 7d for
// 168h0m0s.
func Span(d time.Duration) string {
	if d >= 24*time.Hour && d%(24*time.Hour) == 0 {
		return strconv.Itoa(int(d/(24*time.Hour))) + "d"
	}
	text := d.String()
	for _, nothing := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, nothing) {
			text = text[:len(text)-2]
		}
	}
	return text
}

func setData(r *configReader, e given) (wrong, mend string) {
	if strings.TrimSpace(e.text) == "" || strings.ContainsRune(e.text, 0) {
		return "is empty", "name the directory of the database"
	}
	r.config.Data = strings.TrimSpace(e.text)
	return "", ""
}

func setZone(r *configReader, e given) (wrong, mend string) {
	zone, err := time.LoadLocation(e.text)
	if err != nil || e.text == "" || e.text == "Local" {
		return "is not the name of a time zone", "write Asia/Ho_Chi_Minh"
	}
	r.config.Zone = zone
	return "", ""
}

func setAPI(r *configReader, e given) (wrong, mend string) {
	u, err := url.Parse(e.text)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "is not an address", "write https://api.telegram.org"
	}
	switch {
	case u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "":
		return "holds more than a host", "write only https:// and the host, without a path"
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return "would carry the token in clear", "write https://, or run the Bot API server on this machine"
	}
	r.config.Telegram.API = u.Scheme + "://" + u.Host
	return "", ""
}

// setHeartbeat reads the address that is called while all is well. It may hold a
// secret path, so that no fault repeats it.
func setHeartbeat(r *configReader, e given) (wrong, mend string) {
	if e.text == "off" {
		r.config.Heartbeat = Secret{}
		return "", ""
	}
	u, err := url.Parse(e.text)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return "is not an address", "write one that begins with https://, or off"
	case u.User != nil || u.Fragment != "":
		return "holds a user or a fragment", "write https://, the host and the path only, or off"
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return "would be called in clear", "write https://, or off"
	}
	r.config.Heartbeat = Hide(e.text)
	return "", ""
}

// setHealth takes loopback addresses only: what the listener tells is for this
// machine (reliability S37).
func setHealth(r *configReader, e given) (wrong, mend string) {
	if e.text == "off" {
		r.config.Health = ""
		return "", ""
	}
	host, port, err := net.SplitHostPort(e.text)
	if err != nil {
		return "is not an address with a port", "write 127.0.0.1:8480, or off"
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return "has no port from 1 to 65535", "write 127.0.0.1:8480, or off"
	}
	if !loopback(host) {
		return "can be reached from other machines", "write 127.0.0.1:" + port + ", or off"
	}
	r.config.Health = e.text
	return "", ""
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}

// levelName is the name of a level, which is stored with every unit.
var levelName = regexp.MustCompile(`^[a-z][a-z_]{0,19}$`)

func setLevels(r *configReader, e given) (wrong, mend string) {
	if len(e.list) < 3 || len(e.list) > 6 {
		return "must name three to six levels, the highest first", "write " + exampleOf(e.key)
	}
	for i, l := range e.list {
		switch {
		case !levelName.MatchString(l):
			return "holds a name that is not made of small letters a to z", "write " + exampleOf(e.key)
		case slices.Contains(e.list[:i], l):
			return "names " + l + " twice", "write " + exampleOf(e.key)
		}
	}
	r.config.Levels = e.list
	return "", ""
}

func setLog(r *configReader, e given) (wrong, mend string) {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	l, ok := levels[e.text]
	if !ok {
		return "is not a level of the log", "write debug, info, warn or error"
	}
	r.config.Log = l
	return "", ""
}
