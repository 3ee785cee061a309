package viet

import (
	"slices"
	"testing"
)

func TestSortByName(t *testing.T) {
	want := []string{"An", "Ăn", "Ấm", "Ân", "Bản Huổi Mẫu 2", "Bản Huổi Mẫu 12", "Bản Huổi Mẫu 102", "Dân", "Đề", "Em"}
	got := slices.Sorted(slices.Values(want)) // by bytes
	if slices.Equal(got, want) {
		t.Fatal("nothing is tested: the order of bytes is that of the alphabet")
	}
	SortByName(got, func(s string) string { return s })
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSortByNameSeveral(t *testing.T) {
	type place struct{ commune, village, code string }
	got := []place{{"Nà Hỳ", "10", "a"}, {"Đề", "9", "b"}, {"Nà Hỳ", "9", "c"}, {"Đề", "9", "d"}}
	SortByName(got, func(p place) string { return p.commune }, func(p place) string { return p.village })
	want := []place{{"Đề", "9", "b"}, {"Đề", "9", "d"}, {"Nà Hỳ", "9", "c"}, {"Nà Hỳ", "10", "a"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
