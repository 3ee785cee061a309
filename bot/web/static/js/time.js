// Times as the people of the demo read them: in the zone the server names,
// whatever the zone of this computer is.

// shift returns a Date whose UTC fields are the wall time at the place.
function shift(ms, zone) { return new Date(ms + zone * 60_000); }

// moment reads a time with its zone: "2026-11-21T07:05:00+07:00".
export function moment(iso) {
  const zone = /([+-])(\d\d):(\d\d)$/.exec(iso);
  const minutes = zone ? (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  return { ms: Date.parse(iso), zone: minutes };
}

const two = (n) => String(n).padStart(2, "0");

// hours writes "07:05".
export function hours(m) {
  const d = shift(m.ms, m.zone);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}

// day writes "21/11/2026".
export function day(m) {
  const d = shift(m.ms, m.zone);
  return `${two(d.getUTCDate())}/${two(d.getUTCMonth() + 1)}/${d.getUTCFullYear()}`;
}
