package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// version says which build this is, as the linker knows it.
func (c *console) version(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%w: version takes nothing", errUsage)
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	fmt.Fprintln(c.out, buildName(info))
	return nil
}

// buildName names a build in one line.
func buildName(info *debug.BuildInfo) string {
	what := map[string]string{}
	for _, s := range info.Settings {
		what[s.Key] = s.Value
	}
	version := info.Main.Version
	if version == "" || version == "(devel)" {
		version = "development"
	}
	revision := what["vcs.revision"]
	if len(revision) > 12 {
		revision = revision[:12]
	}
	if revision != "" && !strings.Contains(version, revision) { // the linker's own name of an untagged build has it
		version += " " + revision
	}
	if what["vcs.modified"] == "true" && !strings.HasSuffix(version, "+dirty") {
		version += "+changes"
	}
	return fmt.Sprintf("caunoi %s %s %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
