/* A shared view as one file: a map on canvas, a list, filters by type, day and words. It asks nothing of any network.
 *
 * All words of documents reach the page as text nodes; nothing here writes HTML.
 */
(function () {
  "use strict";
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { incidents, types, texts } = read("incidents");
  const world = read("world");
  const $ = (id) => document.getElementById(id);
  const LIST_PAGE = 200;
  const NEAR_PX = 26; // markers nearer than this become one
  const MAX_ZOOM = 14;
  const KM_PER_DEGREE = 111.2;

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children.filter((child) => child !== "" && child != null));
    return element;
  }

  const ours = document.documentElement.dir === "rtl" ? "rtl" : "auto"; // of lines in the page's own words
  const say = (name, values) => texts[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

  const { mercator } = window.sheetLand;
  const drawn = window.sheetLand.shapes(world);
  const paths = types.map((type) => new Path2D(type.shape));
  for (const one of incidents) if (one.at) one.xy = mercator(one.at[1], one.at[0]);

  // ------------------------------------------------------------------------------------------------------------ state

  const state = { off: new Set(), from: "", to: "", words: "", here: null, selected: null, shown: LIST_PAGE };
  const view = { x: 0.5, y: 0.4, scale: 1000 }; // the middle in the unit square, and the world's width in pixels
  let kept = [];
  let clusters = [];

  const searchable = (one) =>
    (one.search ||= [one.sub, one.place, one.sides, ...one.reports.flatMap((r) => [r.sentence, r.source, r.title])]
      .join("\n")
      .toLowerCase());

  function passes(one) {
    if (state.off.has(one.type)) return false;
    if (state.from && (!one.last || one.last < state.from)) return false;
    if (state.to && (!one.first || one.first > state.to)) return false;
    return !state.words || state.words.toLowerCase().split(/\s+/).every((word) => searchable(one).includes(word));
  }

  function refresh() {
    kept = incidents.filter(passes);
    if (state.here) state.here = state.here.filter((one) => kept.includes(one));
    state.shown = LIST_PAGE;
    draw();
    list();
  }

  // -------------------------------------------------------------------------------------------------------------- map

  const canvas = $("map");
  const context = canvas.getContext("2d");
  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue(`--${name}`).trim();
  };

  const toX = (x) => (x - view.x) * view.scale + canvas.clientWidth / 2;
  const toY = (y) => (y - view.y) * view.scale + canvas.clientHeight / 2;

  function draw() {
    const [width, height, ratio] = [canvas.clientWidth, canvas.clientHeight, window.devicePixelRatio || 1];
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const colour = colours();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = colour("sea");
    context.fillRect(0, 0, width, height);
    for (const shift of [-1, 0, 1]) {
      if (toX(shift) > width || toX(shift + 1) < 0) continue;
      context.save();
      context.translate(toX(shift), toY(0));
      context.scale(view.scale, view.scale);
      context.fillStyle = colour("land");
      context.fill(drawn.land, "evenodd");
      context.strokeStyle = colour("edge");
      context.lineWidth = 0.8 / view.scale;
      context.stroke(drawn.edges);
      context.restore();
    }
    names(colour, width, height);
    uncertainty(colour);
    clusters = clustered(width, height);
    for (const cluster of clusters) marker(cluster, colour);
  }

  function names(colour, width, height) {
    const taken = [];
    context.font = "600 12px system-ui, sans-serif";
    context.textAlign = "center";
    for (const [name, longitude, latitude, box] of world.labels) {
      const [x, y] = mercator(longitude, latitude);
      const [left, top, half] = [toX(x), toY(y), context.measureText(name).width / 2 + 4];
      const room = ((box[2] - box[0]) / 360) * view.scale;
      if (left < 0 || left > width || top < 0 || top > height || room < half) continue;
      if (taken.some(([l, t, h]) => Math.abs(l - left) < h + half && Math.abs(t - top) < 16)) continue;
      taken.push([left, top, half]);
      context.lineWidth = 3;
      context.strokeStyle = colour("land");
      context.strokeText(name, left, top);
      context.fillStyle = colour("name");
      context.fillText(name, left, top);
    }
  }

  function uncertainty(colour) {
    const one = state.selected;
    if (!one || !one.at || !kept.includes(one)) return;
    const degrees = one.radius / (KM_PER_DEGREE * Math.max(0.2, Math.cos((one.at[0] * Math.PI) / 180)));
    context.beginPath();
    context.arc(toX(one.xy[0]), toY(one.xy[1]), (degrees / 360) * view.scale, 0, 7);
    context.setLineDash([5, 4]);
    context.strokeStyle = colour("ink");
    context.lineWidth = 1.2;
    context.stroke();
    context.globalAlpha = 0.07;
    context.fillStyle = colour("ink");
    context.fill();
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  /* Markers in view, those near each other as one; the same cells at one zoom wherever the map is panned. */
  function clustered(width, height) {
    const cells = new Map();
    for (const one of kept) {
      if (!one.at) continue;
      const [left, top] = [toX(one.xy[0]), toY(one.xy[1])];
      if (left < -30 || top < -30 || left > width + 30 || top > height + 30) continue;
      const key = `${Math.floor((one.xy[0] * view.scale) / NEAR_PX / 1.5)},${Math.floor((one.xy[1] * view.scale) / NEAR_PX / 1.5)}`;
      const cell = cells.get(key) || { all: [], x: 0, y: 0 };
      cell.all.push(one);
      cell.x += one.xy[0];
      cell.y += one.xy[1];
      cells.set(key, cell);
    }
    const merged = [];
    for (const cell of [...cells.values()].sort((a, b) => b.all.length - a.all.length)) {
      const [x, y] = [cell.x / cell.all.length, cell.y / cell.all.length];
      const near = merged.find((m) => Math.hypot(m.x - x, m.y - y) * view.scale < NEAR_PX);
      if (near) near.all.push(...cell.all);
      else merged.push({ x, y, all: cell.all.slice() });
    }
    return merged;
  }

  function marker(cluster, colour) {
    const [left, top] = [toX(cluster.x), toY(cluster.y)];
    const chosen = cluster.all.includes(state.selected);
    if (cluster.all.length === 1) {
      const one = cluster.all[0];
      const size = chosen ? 1.15 : 0.8;
      context.save();
      context.translate(left - 12 * size, top - 12 * size);
      context.scale(size, size);
      context.globalAlpha = one.pale ? 0.55 : 1;
      context.fillStyle = types[one.type].colour;
      context.fill(paths[one.type]);
      context.lineWidth = 1.6;
      context.strokeStyle = colour(chosen ? "ink" : "paper");
      context.stroke(paths[one.type]);
      context.restore();
      return;
    }
    const radius = Math.min(26, 11 + 3 * Math.log2(cluster.all.length));
    const counts = types.map((_, type) => cluster.all.filter((one) => one.type === type).length);
    let angle = -Math.PI / 2;
    counts.forEach((count, type) => {
      if (!count) return;
      const end = angle + (count / cluster.all.length) * 2 * Math.PI;
      context.beginPath();
      context.moveTo(left, top);
      context.arc(left, top, radius, angle, end);
      context.fillStyle = types[type].colour;
      context.fill();
      angle = end;
    });
    context.beginPath();
    context.arc(left, top, radius - 5, 0, 7);
    context.fillStyle = colour("paper");
    context.fill();
    if (chosen) {
      context.beginPath();
      context.arc(left, top, radius + 2, 0, 7);
      context.strokeStyle = colour("ink");
      context.lineWidth = 2;
      context.stroke();
    }
    context.fillStyle = colour("ink");
    context.font = "700 11px system-ui, sans-serif";
    context.textAlign = "center";
    context.fillText(String(cluster.all.length), left, top + 4);
  }

  function zoom(factor, left = canvas.clientWidth / 2, top = canvas.clientHeight / 2) {
    const least = Math.max(200, canvas.clientWidth / 2);
    const scale = Math.max(least, Math.min(256 * 2 ** MAX_ZOOM, view.scale * factor));
    view.x += (left - canvas.clientWidth / 2) * (1 / view.scale - 1 / scale);
    view.y += (top - canvas.clientHeight / 2) * (1 / view.scale - 1 / scale);
    view.scale = scale;
    draw();
  }

  function fit(found) {
    const points = found.filter((one) => one.at).map((one) => one.xy);
    if (!points.length) return;
    const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
    const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    view.x = (west + east) / 2;
    view.y = (north + south) / 2;
    const room = Math.min(canvas.clientWidth / Math.max(east - west, 0.004), canvas.clientHeight / Math.max(south - north, 0.004));
    view.scale = Math.max(Math.max(200, canvas.clientWidth / 2), Math.min(256 * 2 ** 9, room * 0.8));
    draw();
  }

  function pan(dx, dy) {
    view.x = (((view.x - dx / view.scale) % 1) + 1) % 1;
    view.y = Math.max(0, Math.min(1, view.y - dy / view.scale));
    draw();
  }

  const hit = (left, top) =>
    clusters.find((c) => Math.hypot(toX(c.x) - left, toY(c.y) - top) < (c.all.length > 1 ? 24 : 13));

  function pick(left, top) {
    const cluster = hit(left, top);
    state.here = cluster && cluster.all.length > 1 ? cluster.all : null;
    select(cluster && cluster.all.length === 1 ? cluster.all[0] : null, { look: false });
  }

  function listen() {
    const down = new Map();
    let moved = 0;
    let spread = 0;
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      down.set(event.pointerId, [event.offsetX, event.offsetY]);
      moved = down.size > 1 ? 99 : 0;
      spread = 0;
    });
    canvas.addEventListener("pointermove", (event) => {
      const last = down.get(event.pointerId);
      if (!last) {
        canvas.style.cursor = hit(event.offsetX, event.offsetY) ? "pointer" : "grab";
        return;
      }
      const [dx, dy] = [event.offsetX - last[0], event.offsetY - last[1]];
      down.set(event.pointerId, [event.offsetX, event.offsetY]);
      moved += Math.abs(dx) + Math.abs(dy);
      if (down.size === 2) {
        const [[ax, ay], [bx, by]] = [...down.values()];
        const now = Math.hypot(ax - bx, ay - by);
        if (spread) zoom(now / spread, (ax + bx) / 2, (ay + by) / 2);
        spread = now;
      } else if (moved > 4) pan(dx, dy);
    });
    const up = (event) => {
      if (down.delete(event.pointerId) && moved <= 4 && event.type === "pointerup") pick(event.offsetX, event.offsetY);
    };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
    }, { passive: false });
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    canvas.addEventListener("keydown", (event) => {
      if (steps[event.key]) pan(...steps[event.key]);
      else if (event.key === "+" || event.key === "=") zoom(1.6);
      else if (event.key === "-") zoom(1 / 1.6);
      else return;
      event.preventDefault();
    });
    $("in").addEventListener("click", () => zoom(1.6));
    $("out").addEventListener("click", () => zoom(1 / 1.6));
    $("fit").addEventListener("click", () => fit(kept));
    new ResizeObserver(draw).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  }

  // ------------------------------------------------------------------------------------------------------------- list

  function select(one, { look }) {
    state.selected = one;
    if (one && look && one.at) {
      [view.x, view.y] = one.xy;
      view.scale = Math.max(view.scale, 9000);
    }
    draw();
    list();
    const open = document.querySelector('#list [aria-expanded="true"]');
    if (open) open.scrollIntoView({ block: "nearest" });
  }

  function list() {
    const found = state.here || kept;
    const onMap = kept.filter((one) => one.at).length;
    $("count").textContent = say("count", { map: onMap, all: incidents.length, kept: kept.length });
    $("here").hidden = !state.here;
    const first = state.selected && !state.here ? found.indexOf(state.selected) : -1;
    const shown = found.slice(0, Math.max(state.shown, first + 1));
    $("list").replaceChildren(...shown.map(entry));
    $("more").hidden = found.length <= shown.length;
    $("none").hidden = found.length > 0;
  }

  function entry(one) {
    const open = one === state.selected;
    const dot = make("span", { class: "dot", "aria-hidden": "true" });
    dot.style.background = types[one.type].colour;
    const head = make("button", { type: "button", "aria-expanded": String(open), class: "head" },
      dot, make("b", {}, one.sub), make("span", { dir: ours }, ` ${one.place} · ${one.when}`),
      make("span", { class: "line", dir: "auto" }, one.reports.length ? one.reports[0].sentence : ""));
    head.addEventListener("click", () => select(open ? null : one, { look: true }));
    const item = make("li", {}, head);
    if (open) item.append(detail(one));
    return item;
  }

  function detail(one) {
    const facts = [one.type >= 0 ? types[one.type].name : "", ...one.signs, one.sides, one.figures, one.where, one.confidence];
    const box = make("div", { class: "detail" }, make("p", { dir: ours }, facts.filter(Boolean).join(" · ")));
    for (const report of one.reports) {
      const source = make("p", { class: "quiet", dir: "auto" }, [report.source, report.title, report.day].filter(Boolean).join(" · "));
      if (report.url) source.append(" ", make("a", { href: report.url, rel: "noopener noreferrer", target: "_blank" }, texts.original));
      box.append(make("blockquote", { dir: "auto" }, report.sentence), source);
    }
    box.append(make("p", { class: "quiet" }, `${texts.incident} ${one.id}`));
    return box;
  }

  function controls() {
    types.forEach((type, number) => {
      const count = incidents.filter((one) => one.type === number).length;
      if (!count) return;
      const box = make("input", { type: "checkbox", checked: "" });
      box.addEventListener("change", () => {
        if (box.checked) state.off.delete(number);
        else state.off.add(number);
        refresh();
      });
      const dot = make("span", { class: "dot", "aria-hidden": "true" });
      dot.style.background = type.colour;
      $("types").append(make("label", {}, box, dot, `${type.name} ${count}`));
    });
    for (const name of ["from", "to", "words"])
      $(name).addEventListener("input", (event) => {
        state[name] = event.target.value;
        refresh();
      });
    $("here").addEventListener("click", () => {
      state.here = null;
      list();
    });
    $("more").addEventListener("click", () => {
      state.shown += LIST_PAGE;
      list();
    });
  }

  controls();
  listen();
  refresh();
  fit(kept);
})();
