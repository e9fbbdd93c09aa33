/* What the map's markers look like: pies for clusters, shapes for single incidents, hollow boxes for whole countries; and their tooltips.
 *
 * All words arrive as data and are set as text, never as HTML.
 */
(function () {
  "use strict";
  const our = (window.incidentMap = window.incidentMap || {});

  const SVG = "http://www.w3.org/2000/svg";

  function shape(name, colour, look) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "-2 -2 28 28");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", our.config.paths[name]);
    path.setAttribute("class", "shape " + (look || ""));
    path.style.setProperty("--colour", colour);
    svg.appendChild(path);
    if (look === "denied") {
      const bar = document.createElementNS(SVG, "path");
      bar.setAttribute("d", "M4 20 20 4");
      bar.setAttribute("class", "bar");
      bar.style.setProperty("--colour", colour);
      svg.appendChild(bar);
    }
    return svg;
  }

  function node(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  const plain = (n) => (n < 10000 ? String(n) : n < 999500 ? Math.round(n / 1000) + "k" : (n / 1e6).toFixed(1) + "M");

  /* Side of a marker's box in pixels: pies grow with the logarithm of their count. */
  function side(p) {
    if (p.kind === "mention") return 20; // the dot is small, what can be hit is not
    if (p.n === 1) return 26;
    return Math.round(Math.min(64, 26 + 9 * Math.log10(p.n) * 1.3));
  }

  function pie(p) {
    const types = our.config.types;
    let from = 0;
    const parts = [];
    p.t.forEach((count, at) => {
      if (!count) return;
      const to = from + (count / p.n) * 360;
      parts.push(`${types[at].colour} ${from.toFixed(1)}deg ${to.toFixed(1)}deg`);
      from = to;
    });
    const box = node("div", "pie" + (p.kind === "stack" ? " stack" : ""));
    box.style.background = `conic-gradient(${parts.join(", ")})`;
    box.appendChild(node("span", "", plain(p.n)));
    return box;
  }

  const main = (p) => p.t.indexOf(Math.max(...p.t));

  function picture(p) {
    const box = node("div", "marker " + p.kind + (p.pale ? " pale" : "") + (p.selected ? " selected" : ""));
    if (p.kind === "mention") box.appendChild(node("i", ""));
    else if (p.kind === "area") {
      box.append(node("b", "", p.name), node("span", "", plain(p.n)));
      box.style.setProperty("--colour", our.config.types[main(p)].colour);
    } else if (p.n === 1) {
      const type = our.config.types[main(p)];
      box.appendChild(shape(type.shape, type.colour, p.look));
    } else box.appendChild(pie(p));
    return box;
  }

  function boxOf(p) {
    if (p.kind === "area") return [p.name.length * 7.2 + 40, 24];
    return [side(p), side(p)];
  }

  function words(p) {
    const box = node("div", "words");
    box.appendChild(node("b", "", p.title || p.name || ""));
    if (p.n > 1 && p.t)
      p.t.forEach((count, at) => {
        if (!count) return;
        const row = node("div", "row");
        const type = our.config.types[at];
        row.append(shape(type.shape, type.colour), node("span", "", type.name), node("em", "", count.toLocaleString("en")));
        box.appendChild(row);
      });
    if (p.note) box.appendChild(node("small", "", p.note));
    return box;
  }

  Object.assign(our, { node, picture, boxOf, words });
})();
