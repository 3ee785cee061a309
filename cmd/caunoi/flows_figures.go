package main

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/figures"
)

// registerFigures is what is counted every month.
func registerFigures(d *flows.Desk) {
	registerSolieu(d)
	d.Timer(figures.TreeTimer, figures.FollowTree)
	d.Always("solieu.look", time.Hour, figures.LookAtTree)
	d.Always("solieu.outlive", figures.OutliveEvery, figures.Outlive)
}
