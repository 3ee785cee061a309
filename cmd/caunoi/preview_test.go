package main

import (
	"strings"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/rota"
	"caunoi/store"
)

// TestCheckLadder shows before anything happens who would be called: for one
// team, for all, by a configuration that the bot has not been started with, and
// without changing anything.
func TestCheckLadder(t *testing.T) {
	p := founded(t)
	checks(t, p, []string{"--ladder"}, exitOK, "Tính lúc ", "2 tổ.", "Mức 1 · Khẩn",
		"▸ bậc 1 (0s, người phụ trách, trực): 2 tổ trống", "Việc khẩn không tới được ai, kể cả quản trị: 2 tổ", "▸ NH-01 · Bản Mẫu 1 · Xã Nà Hỳ")
	p.in(func(tx store.Tx) {
		for m := range flows.Members.All(tx) {
			if m.ID == "m1" { // has not joined
				continue
			}
			m.Consent.Agreed, m.Homes = true, []flows.Home{{Address: flows.At("test", m.ID)}}
			flows.Members.Put(tx, m)
		}
	})
	code, out, errs := p.does("check", "--ladder", "--level", "1", "nh-01")
	if code != exitOK {
		t.Fatalf("%d\n%s%s", code, out, errs)
	}
	t.Log("\n" + out)
	for _, want := range []string{"Bản Mẫu 1 (NH-01), Xã Nà Hỳ", "▸ ngay: người phụ trách, trực", " (sau 15m): người thay, lãnh đạo", "TRỐNG: người thay, chưa giao ai",
		"▸ không ai nhận: quản trị", "Hết bậc: 3 vòng nữa, cách 15m; rồi quản trị, 30m một lần"} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "Gấp") {
		t.Errorf("it speaks of another level:\n%s", out)
	}
	p.away(t, "NH-01")
	code, out, _ = p.does("check", "--ladder", "--level", "1", "NH-01")
	if n := strings.Count(out, "đang nghỉ"); code != exitOK || n != 1 {
		t.Errorf("%d: on %d rungs somebody is called in the place of the person in charge, who is back before the second:\n%s", code, n, out)
	}
	file := read(t, p.vars["CAUNOI_CONFIG"])
	p.write("config.yaml", file+"urgent: {ladder: [0m office], rounds: 0}\nroutes: [TAI NH-01 11, HTA XX-99 NH-01]\n")
	checks(t, p, []string{"--ladder", "--lang", "en"}, exitOK, "routes names the unit XX-99, which is not in the roster", "▸ rung 1 (0s, office it is routed to)")
	checks(t, p, []string{"--ladder", "XX-99"}, exitData, "Không có tổ XX-99")
	checks(t, p, []string{"--ladder", "--level", "4"}, exitUsage, "--level is 1, 2 or 3")
	checks(t, p, []string{"--ladder", "--category", "abc"}, exitUsage, "there is no category")
	checks(t, p, []string{"--level", "1"}, exitUsage, "belong to --ladder")
	checks(t, p, []string{"NH-01"}, exitUsage, "one word too many")
}

// away sends the person in charge of a team away for ten minutes, with the team's head
// in place.
func (p *place) away(t *testing.T, unit string) {
	t.Helper()
	p.in(func(tx store.Tx) {
		now := time.Now()
		var heads []string
		for _, m := range flows.Holders(tx, unit, flows.Head, now) {
			heads = append(heads, m.ID)
		}
		for _, m := range flows.Holders(tx, unit, flows.Charge, now) {
			rota.Leaves.Put(tx, rota.Leave{Member: m.ID, From: now.Add(-time.Hour), To: now.Add(10 * time.Minute), StandIns: heads})
		}
	})
}

// TestCheckLadderWhileTheBotRuns asks the running bot, which has the database.
func TestCheckLadderWhileTheBotRuns(t *testing.T) {
	p := founded(t)
	b := p.starts()
	checks(t, p, []string{"--ladder"}, exitOK, "2 tổ.", "Mức 3 · Thường")
	if code := b.ends(); code != exitOK {
		t.Errorf("the bot ended with %d: %s", code, b.errs.String())
	}
}
