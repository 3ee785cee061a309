package main

import (
	"fmt"
	"strings"
	"testing"

	"caunoi/bot/telegram/fake"
)

// A town is the made-up people of a crash test: communes with a duty officer
// each, two teams in a commune with a person in charge each, and members.
type town struct {
	roster  string
	members []int64          // who reports, by the number of the chat
	leaders map[int64]bool   // who is told
	phones  map[int64]string // the number of everybody
	told    map[int64][]int64
}

// newTown makes up a town.
func newTown(communes, members int) *town {
	w := &town{leaders: map[int64]bool{}, phones: map[int64]string{}, told: map[int64][]int64{}}
	var b strings.Builder
	b.WriteString("STT,Mã tổ,Mã xã,Xã/phường,Thôn/bản,Họ và tên,Chức danh trong tổ,Chức vụ - đơn vị,Số điện thoại,Từ ngày\n")
	row := 0
	add := func(id int64, team, commune, place, village, role string) {
		row++
		w.phones[id] = fmt.Sprintf("0900%06d", id)
		fmt.Fprintf(&b, "%d,%s,%s,%s,%s,%s,%s,,%s,01/07/2025\n", row, team, commune, place, village, madeUp(row), role, w.phones[id])
	}
	add(1, "", "11", "Tỉnh Điện Biên", "", "Quản trị")
	teams := 2 * communes
	for c := range communes {
		id := int64(100 + c)
		w.leaders[id] = true
		add(id, "", communeCode(c), communeName(c), "", "Trực xã")
	}
	for team := range teams {
		id := int64(200 + team)
		w.leaders[id] = true
		add(id, teamCode(team), communeCode(team/2), communeName(team/2), fmt.Sprintf("Bản %d", team), "Người phụ trách")
	}
	for i := range members {
		id, team := int64(1000+i), i%teams
		w.members = append(w.members, id)
		w.told[id] = []int64{int64(100 + team/2), int64(200 + team)}
		add(id, teamCode(team), communeCode(team/2), communeName(team/2), fmt.Sprintf("Bản %d", team), "Thành viên")
	}
	w.roster = b.String()
	return w
}

func communeCode(c int) string { return fmt.Sprintf("%05d", 3100+c) }
func communeName(c int) string { return fmt.Sprintf("Xã Mẫu %d", c+1) }
func teamCode(t int) string    { return fmt.Sprintf("TO-%02d", t+1) }

// madeUp is a name for the n-th person.
func madeUp(n int) string {
	words := [...]string{"An", "Bình", "Chi", "Dung", "Em", "Giang", "Hà", "Khoa", "Lan", "Minh"}
	name := "Mẫu"
	for ; n > 0; n /= 10 {
		name += " " + words[n%10]
	}
	return name
}

// join lets everybody of the town join over their phones, all at once.
func (w *town) join(t testing.TB, p *phones) {
	t.Helper()
	waiting := map[int64]bool{}
	for id, number := range w.phones {
		if id == 1 {
			continue // the administrator stays away
		}
		waiting[id] = true
		p.move("contact", map[string]any{"person": id, "phone": number})
	}
	from := 0
	await(t, "everybody has joined", func() bool {
		news := p.record(from)
		from += len(news)
		for _, e := range news {
			if e.Person == 0 {
				w.walkIn(p, e, waiting)
			}
		}
		return len(waiting) == 0
	})
}

// walkIn takes the next step of joining that a message asks for.
func (w *town) walkIn(p *phones, e fake.Entry, waiting map[int64]bool) {
	if strings.HasPrefix(e.Text, "Xong.") {
		delete(waiting, e.Chat)
		return
	}
	for _, do := range []string{"join.yes ", "join.agree "} {
		if b, ok := offered(e, do); ok {
			p.move("press", map[string]any{"person": e.Chat, "message": e.Message, "text": b.Data})
		}
	}
}

// offered finds the button of a message whose data begins so.
func offered(e fake.Entry, do string) (fake.Button, bool) {
	for _, row := range e.Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Data, do) {
				return b, true
			}
		}
	}
	return fake.Button{}, false
}
