// Making elements. Whatever a person or the bot wrote only ever becomes a text
// node, so nothing in it can become markup.

const SVG = "http://www.w3.org/2000/svg";

// make returns an element with attributes and children. A child that is a
// string becomes text; null and false are left out. An attribute that is a
// function listens to the event of its name.
export function make(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") e.addEventListener(name, value);
    else if (name === "class") e.className = value;
    else e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}

// The icons, drawn on a grid of 24 with a line of two.
const PATHS = {
  send: "M4 12 20 4l-5 16-3.500-6.500zM11.500 13.500 20 4",
  plus: "M12 5v14M5 12h14",
  mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.500 11a6.500 6.500 0 0 0 13 0M12 17.500V21",
  more: "M12 5.500v.01M12 12v.01M12 18.500v.01",
  close: "M6 6l12 12M18 6 6 18",
  down: "M7 10l5 5 5-5",
  reply: "M9 7 4 12l5 5M4 12h9c4 0 7 2 7 6",
  pen: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  photo: "M4 6h16v13H4zM4 16l5-5 4 4 2-2 5 4M15.500 9.500v.01",
  file: "M7 3h7l4 4v14H7zM14 3v5h4",
  pin: "M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11zM12 12.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400z",
  wave: "M4 10v4M8 7v10M12 4v16M16 8v8M20 10.500v3",
  play: "M8 5.500v13l10.500-6.500z",
  pause: "M8.500 6v12M15.500 6v12",
  save: "M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 20h14",
  bulb: "M9.500 17.500h5M10.500 20.500h3M8 12.500a5.500 5.500 0 1 1 8 0c-1 1-1.500 2-1.500 3h-5c0-1-.500-2-1.500-3z",
  block: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.500 6.500l11 11",
  search: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.500 15.500 20 20",
  people: "M9 5a3.200 3.200 0 1 0 0 6.400A3.200 3.200 0 0 0 9 5zM3.500 19c.300-3.500 2.500-5 5.500-5s5.200 1.500 5.500 5M16 5.500a3 3 0 0 1 0 5.600M17 14.300c2 .500 3.300 2 3.500 4.700",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.500l3 2",
  check: "M5 12.500l4.500 4.500L19 7.500",
  trash: "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13",
};

// icon returns a drawing that says nothing to a screen reader: what it stands
// in carries the words.
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
