package main

import (
	"caunoi/flows"
	"caunoi/flows/casework"
)

// ofTheDesk is what the coordinator's desk decides.
func ofTheDesk() []act {
	var all []act
	for _, do := range []string{"xep A", "xep A loai MTR", "xep A noi NH-02", "muc A", "muc A 2 nước còn lên", "donvi A", "donvi A 03166"} {
		all = append(all, act{do: do, roles: desks})
	}
	for _, do := range []string{"gop A 2611-2", "gopthat A 2611-2", "gopthoi A 2611-2"} {
		all = append(all, act{do: do, roles: desks, also: another})
	}
	for _, do := range []string{"xoachu A", "xoachu A 1", "xoachu A 1 het", "xoathat A thoi"} {
		all = append(all, act{do: do, roles: desks})
	}
	for _, do := range []string{"dieuphoi", "dieuphoi new 0"} {
		all = append(all, act{do: do, roles: desks, anywhere: true}, act{do: do, roles: desks, anywhere: true, typed: true})
	}
	for _, do := range []string{"vubao", "vubao moi 03169 HTA 72", "gopnhom 03169 HTA 72"} {
		all = append(all, act{do: do, roles: desks, anywhere: true})
	}
	all = append(all, act{do: "giaoca A", roles: desks}, act{do: "giaoca A =binh", roles: desks}, act{do: "bangviec", roles: desks, anywhere: true}, act{do: "bangviec", roles: desks, anywhere: true, typed: true}, act{do: "bangviec month", roles: desks, anywhere: true})
	return append(all, act{do: "tachgop A", roles: desks},
		act{do: "lichsu A", roles: handling}, act{do: "ghilai A cầu sắp đứt", roles: handling, set: voiced},
		act{do: "chepdung A", set: writtenUp}, act{do: "chepdung A", set: writtenUp, reporter: true, member: true},
		act{do: "chepsai A cầu còn", set: writtenUp}, act{do: "chepsai A cầu còn", set: writtenUp, reporter: true, member: true})
}

// desks are those who decide about the cases of their unit and below it.
var desks = []flows.Role{flows.Duty, flows.Coordinator, flows.Leader, flows.Admin}

func voiced(c *casework.Case) {
	c.Parts = append(c.Parts, casework.Part{At: c.At, Files: []flows.File{{Kind: flows.Voice, Ref: "v", Channel: "test"}}})
}

func writtenUp(c *casework.Case) {
	voiced(c)
	c.Parts = append(c.Parts, casework.Part{At: c.At, Text: "cầu sắp đứt", Kind: casework.Written})
}
