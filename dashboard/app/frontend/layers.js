/* Layers over the base map: hexagons instead of markers, lines from actors' countries, a person's own shapes.
 *
 * `incidentMap.layers(group, layers)` is called at each drawing. Words are set as text, never as HTML.
 */
(function () {
  "use strict";
  const our = (window.incidentMap = window.incidentMap || {});

  const LEAST = 0.22; // opacity of a hexagon with one incident; the fullest of the view has MOST
  const MOST = 0.88;
  const BEND = 0.16; // how far a line bows, as a share of its length
  const STEPS = 24;

  const text = (words) => document.createTextNode(words);

  function corners(at, radius) {
    const map = our.map;
    const zoom = map.getZoom();
    const middle = map.project(at, zoom);
    const around = [];
    for (let turn = 0; turn < 6; turn++) {
      const angle = (Math.PI / 3) * turn - Math.PI / 2;
      around.push(map.unproject([middle.x + radius * Math.cos(angle), middle.y + radius * Math.sin(angle)], zoom));
    }
    return around;
  }

  function hexagons(group, layers) {
    const sum = (counts) => counts.reduce((a, b) => a + b, 0);
    const top = Math.log(Math.max(2, ...layers.hexes.map((one) => sum(one[2]))));
    for (const [lat, lng, counts] of layers.hexes) {
      const count = sum(counts);
      const look = { className: "hex", weight: 1, fillOpacity: LEAST + (MOST - LEAST) * (Math.log(count) / top) };
      const cell = L.polygon(corners([lat, lng], layers.radius - 0.5), { ...look, pane: "hexes" }).addTo(group);
      cell.bindTooltip(() => our.words({ n: count + 1, t: counts, title: our.plural("incidents", count) }), {
        className: "tip",
        opacity: 1,
        sticky: true,
      });
      cell.on("click", () => our.map.setView([lat, lng], Math.min(our.map.getZoom() + 2, our.map.getMaxZoom())));
    }
  }

  function arc(start, end) {
    const a = our.map.project(start, 5);
    const b = our.map.project(end, 5);
    const bow = L.point((a.x + b.x) / 2 + (b.y - a.y) * BEND, (a.y + b.y) / 2 - (b.x - a.x) * BEND);
    const points = [];
    for (let step = 0; step <= STEPS; step++) {
      const t = step / STEPS;
      const mix = (p, q, r) => (1 - t) * (1 - t) * p + 2 * t * (1 - t) * q + t * t * r;
      points.push(our.map.unproject([mix(a.x, bow.x, b.x), mix(a.y, bow.y, b.y)], 5));
    }
    return points;
  }

  function lines(group, found) {
    for (const [country, start, end, count] of found) {
      const from = [start[0], our.nearest(start[1])];
      const weight = 1.2 + 1.4 * Math.log10(count);
      const line = L.polyline(arc(from, end), { pane: "hexes", className: "actor-line", weight }).addTo(group);
      line.bindTooltip(() => text(`${country}: ${count.toLocaleString("en")}`), { className: "tip", opacity: 1, sticky: true });
      L.circleMarker(from, { pane: "hexes", radius: 3, className: "actor-home", interactive: false }).addTo(group);
    }
  }

  /* A person's own shapes are fetched once, and stay while only the scene changes. */
  let own = null;
  function overlay(address) {
    if ((own && own.address) === address) return;
    if (own) own.layer.remove();
    own = null;
    if (!address) return;
    const mine = (own = { address, layer: L.layerGroup() });
    fetch(address)
      .then((answer) => answer.json())
      .then((shapes) => {
        if (own !== mine) return;
        for (const [kind, name, runs] of shapes) {
          const made = drawn(kind, runs);
          if (name) made.bindTooltip(() => text(name), { className: "tip", opacity: 1, sticky: kind !== "point" });
          mine.layer.addLayer(made);
        }
        mine.layer.addTo(our.map);
      })
      .catch((error) => console.error("the overlay did not load", error));
  }

  function drawn(kind, runs) {
    const look = { pane: "own", className: "own" };
    if (kind === "point") return L.circleMarker(runs[0][0], { ...look, radius: 5 });
    if (kind === "line") return L.polyline(runs, look);
    return L.polygon(runs, look);
  }

  /* Rings in the copy of the world that is looked at: all moved together, since one outline may lie across its edge. */
  our.here = function (rings) {
    const shift = our.nearest(middle(rings)) - middle(rings);
    return rings.map((ring) => ring.map(([lat, lng]) => [lat, lng + shift]));
  };

  function middle(rings) {
    const all = rings.flat().map(([, lng]) => lng);
    return (all.reduce((a, b) => Math.min(a, b), 540) + all.reduce((a, b) => Math.max(a, b), -540)) / 2;
  }

  /* The edge of the area that is filtered by; it follows the map into another copy of the world. */
  let edges = null;
  our.edge = function (area) {
    if (!edges) our.map.on("moveend", () => edges.area && our.edge(edges.area));
    const lng = area && our.nearest(area.rings ? middle(area.rings) : area.center[1]);
    const key = JSON.stringify(area);
    if (edges && edges.key === key && edges.lng === lng) return;
    if (edges && edges.layer) edges.layer.remove();
    edges = { key, lng, area, layer: null };
    if (!area) return;
    const look = { pane: "areas", interactive: false, className: "area-edge", weight: 2 };
    edges.layer = area.rings
      ? L.polygon(our.here(area.rings), { ...look, fillRule: "evenodd" })
      : L.circle([area.center[0], lng], { ...look, radius: area.km * 1000 });
    edges.layer.addTo(our.map);
  };

  our.layers = function (group, layers) {
    for (const name of ["hexes", "own"])
      if (!our.map.getPane(name)) our.map.createPane(name).style.zIndex = name === "own" ? 370 : 395;
    if (layers.hexes) hexagons(group, layers);
    if (layers.lines) lines(group, layers.lines);
    overlay(layers.overlay || null);
  };
})();
