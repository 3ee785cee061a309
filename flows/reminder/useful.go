package reminder

import (
	"strconv"
	"strings"
	"time"

	"caunoi/flows"
	"caunoi/flows/talk"
	"caunoi/flows/viet"
)

// mostUseful is for how many days at most a reminder may be worth saying.
const mostUseful = 31

// fitsUseful reads for how long a reminder is of use: "1 ngày", "2 tuần".
func fitsUseful(_ *flows.Turn, _ draft, g *talk.Given) (fault string) {
	words := strings.Fields(viet.Fold(g.Text))
	g.Text = ""
	if len(words) != 2 {
		return "added"
	}
	n, err := strconv.Atoi(words[0])
	if days := n * map[string]int{"ngay": 1, "tuan": 7}[words[1]]; err == nil && days >= 1 && days <= mostUseful {
		g.Text = strconv.Itoa(days) + "d"
		return ""
	}
	return "added"
}

func takeUseful(d *draft, g talk.Given) string {
	days, err := strconv.Atoi(strings.TrimSuffix(g.Text, "d"))
	if err != nil || days < 1 || days > mostUseful {
		return "added"
	}
	d.useful = time.Duration(days) * 24 * time.Hour
	return ""
}
