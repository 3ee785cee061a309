package bot

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"caunoi/flows"
)

// indicatorParts is how many parts an indicator of the file has.
const indicatorParts = 6

// mostIndicators bounds what people can be asked to count.
const mostIndicators = 100

// howIndicators is how an indicator is written.
const howIndicators = `write it as "K1 | sum | lop | 20 | team asked | Lớp xóa mù chữ": its code, how it adds up (sum, last, median, or ratio C2/C1), its unit or -, above how many it is asked again (0: never), who fills it (team or commune, with asked where it is asked every month), and its name; or as "A3 | off"`

// figureKeys are the keys of what is counted every month.
func figureKeys() []configKey {
	return []configKey{
		{"figures.month_from", "month_from: 1", false, func(r *configReader, e given) (string, string) {
			return setWhole(&r.config.Period, e.text, 1, 28)
		}},
		{"figures.indicators", `indicators: ["K1 | sum | lop | 20 | team asked | Lớp xóa mù chữ", "A3 | off"]`, true, setIndicators},
	}
}

// setIndicators reads what is counted besides the table of the domain notes, in
// place of a row of it, or no more.
func setIndicators(r *configReader, e given) (wrong, mend string) {
	all := slices.Clone(r.config.Indicators)
	var named []string
	for i, line := range e.list {
		one, wrong, mend := readIndicator(line)
		if wrong == "" && slices.Contains(named, one.Code) {
			wrong, mend = "has the code of another one", "give each indicator a code of its own"
		}
		if wrong != "" {
			r.faultIn(e, i, wrong, mend)
			continue
		}
		named = append(named, one.Code)
		at := slices.IndexFunc(all, func(o flows.Indicator) bool { return o.Code == one.Code })
		switch {
		case one.Source == "" && at < 0:
			r.faultIn(e, i, "is no indicator that there is", "delete the line")
		case one.Source == "":
			all = slices.Delete(all, at, at+1)
		case at < 0:
			all = append(all, one)
		case !all[at].Source.Typed():
			r.faultIn(e, i, "is filled by the bot itself", "give the indicator a code of its own, or write it off")
		default:
			one.Within = all[at].Within
			all[at] = one
		}
	}
	if len(all) > mostIndicators {
		return "are more than " + strconv.Itoa(mostIndicators), "ask for fewer: people count them by hand"
	}
	for i, one := range all {
		for _, code := range one.Of {
			if code != "" && !slices.ContainsFunc(all, func(o flows.Indicator) bool { return o.Code == code && o.Adds == flows.Sum && o.Source.Typed() }) {
				return "have in " + one.Code + " a ratio of what is no sum that people fill", "name two such codes, as in ratio C2/C1"
			}
		}
		if !slices.ContainsFunc(all, func(o flows.Indicator) bool { return o.Code == one.Within }) {
			all[i].Within = "" // that one is off
		}
	}
	r.config.Indicators = all
	return "", ""
}

// indicatorCode is what a code looks like: what people can type.
var indicatorCode = regexp.MustCompile(`^[A-Z][A-Z0-9]{0,5}$`)

// readIndicator reads one indicator, or says what is wrong with it. One that is
// off has no source.
func readIndicator(line string) (one flows.Indicator, wrong, mend string) {
	parts := strings.SplitN(line, "|", indicatorParts)
	for i := range parts {
		parts[i] = strings.Join(strings.Fields(parts[i]), " ")
	}
	one.Code = strings.ToUpper(parts[0])
	off := len(parts) == 2 && parts[1] == "off"
	switch {
	case !indicatorCode.MatchString(one.Code), !off && len(parts) < indicatorParts, !off && slices.Contains(parts, ""):
		return one, "is not an indicator", howIndicators
	case off:
		return one, "", ""
	}
	one.Label = parts[5]
	if adds, of, ok := strings.Cut(parts[1], " "); ok && adds == string(flows.Ratio) {
		upper, lower, _ := strings.Cut(strings.ToUpper(of), "/")
		one.Of, parts[1] = [2]string{upper, lower}, adds
	}
	one.Adds = flows.Adds(parts[1])
	who, asked := strings.CutSuffix(parts[4], " asked")
	one.Source, one.Asked = flows.Source(who), asked
	most, err := strconv.ParseInt(parts[3], 10, 64)
	ratio := one.Adds == flows.Ratio
	switch {
	case flows.OfPersons(one.Label):
		return one, "would count persons by what is never kept of them", "leave it out: religion, ethnicity, party, health and numbers of persons are not counted here"
	case len([]rune(one.Label)) > 60:
		return one, "has a long name", "write it in 60 letters, to be read on a phone"
	case !slices.Contains([]flows.Adds{flows.Sum, flows.Last, flows.Median, flows.Ratio}, one.Adds), ratio && (one.Of[0] == "" || one.Of[1] == ""):
		return one, "does not say how it adds up", "write sum, last, median, or ratio C2/C1 as its second part"
	case !one.SetUnit(parts[2]):
		return one, "counts in a unit that is not known", "write a unit such as buoi, luot, ho, m2, ngay_cong, VND, or - for none, as its third part"
	case err != nil || most < 0 || most > 1e12:
		return one, "does not say above how many it is asked again", "write a whole number, 0 for never, as its fourth part"
	case !one.Source.Typed() || ratio && asked:
		return one, "does not say who fills it", "write team or commune, with asked behind it where it is asked every month, as its fifth part"
	}
	one.SetMost(most)
	return one, "", ""
}
