/* What the server sends, drawn: markers, circles of uncertainty, shaded countries; and what a person does with them, told back.
 *
 * `incidentMap.start(map, config)` runs once; `incidentMap.draw(group, scene)` at each change, inside the same map.
 * All words arrive as data and are set as text, never as HTML.
 */
(function () {
  "use strict";
  const our = (window.incidentMap = window.incidentMap || {});

  const STEADY_PX = 90; // larger circles of uncertainty are drawn only on hover and selection: they would hide the map
  const SETTLES_MS = [250, 1000]; // the page has drawn the panel by then; the second time on a slow machine
  const EDGE_PX = 4; // between a tooltip and the side of the map
  const ANSWER_MS = 60; // streamlit-folium waits 250 ms before it tells the server of a click or a pan; this is enough

  our.start = function (map, config) {
    our.map = map;
    our.config = config;
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(config.attribution);
    map.createPane("areas").style.zIndex = 350;
    map.createPane("circles").style.zIndex = 390;
    our.basemap = new our.Basemap(config.shapes).addTo(map);
    our.labels = new our.Labels(config.labels, config.names).addTo(map);
    speak(map, config.texts);
    map.on("moveend", answerSoon);
    const container = map.getContainer();
    container.addEventListener("focusin", (event) => (focused = event.target.getAttribute("aria-label")));
    container.addEventListener("pointerdown", () => (focused = null));
    container.addEventListener("click", picked, true);
    // Style sheets may arrive after the map: Leaflet hears of the window's size, not of its own box's.
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    our.basemap.on("shapes", () => our.scene && shadeCountries(our.scene));
    followTheme();
  };

  /* Words that are Leaflet's or the scripts' own come from the catalogue; the map itself runs from left to right in any language. */
  function speak(map, texts) {
    const root = document.documentElement;
    root.lang = texts.lang;
    root.dataset.dir = texts.dir;
    for (const way of ["in", "out"]) {
      const button = map.getContainer().querySelector(".leaflet-control-zoom-" + way);
      button.title = texts["zoom " + way];
      button.setAttribute("aria-label", button.title);
    }
  }

  /* A number with its noun, in the form that the language has for it. */
  our.plural = function (name, count) {
    const { lang, [name]: forms } = our.config.texts;
    const form = forms[new Intl.PluralRules(lang).select(count)] || forms.other;
    return form.replace("{count}", count.toLocaleString("en"));
  };

  /* The frame carries the page's colours as CSS variables; a dark background means the dark theme. */
  function followTheme() {
    const read = () => {
      const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
      const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
      const bright = hex ? hex.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) / 3 : 255;
      const theme = bright < 128 ? "dark" : "light";
      document.documentElement.dataset.theme = theme;
      our.basemap.setTheme(theme);
    };
    read();
    window.Streamlit.events.addEventListener(window.Streamlit.RENDER_EVENT, () => setTimeout(read, 0));
  }

  /* Tells the server what streamlit-folium would tell it 250 ms later, in the same form, so that it stays silent. */
  let waiting = null;
  function answerSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const known = window.__GLOBAL_DATA__;
      const map = our.map;
      const all = {
        last_object_clicked_count: known.last_object_clicked_count,
        last_active_drawing: known.last_active_drawing,
        bounds: map.getBounds(),
        zoom: map.getZoom(),
        center: map.getCenter(),
      };
      const wanted = Object.fromEntries(Object.entries(all).filter(([key]) => known.returned_objects.includes(key)));
      if (JSON.stringify(known.previous_data) === JSON.stringify(wanted)) return;
      known.previous_data = wanted;
      window.Streamlit.setComponentValue(wanted);
    }, ANSWER_MS);
  }

  function circle(p, at, className) {
    return L.circle(at, { radius: p.r * 1000, pane: "circles", interactive: false, className, weight: 1.2 });
  }

  function marker(feature, at) {
    const p = feature.properties;
    const [w, h] = our.boxOf(p);
    const [dx, dy] = p.shift || [0, 0];
    const icon = L.divIcon({ html: our.picture(p), className: "spot", iconSize: [w, h], iconAnchor: [w / 2 - dx, h / 2 - dy] });
    const order = { mention: -2000, area: -500 }[p.kind] || Math.min(900, p.n);
    const made = L.marker(at, { icon, keyboard: true, riseOnHover: true, zIndexOffset: p.selected ? 5000 : order });
    made.on("add", () => {
      const element = made.getElement();
      element.setAttribute("role", "button");
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return; // Leaflet lets a marker be reached, not pressed
        event.preventDefault();
        element.click();
      });
      element.setAttribute("aria-label", [p.title || p.name, p.note].filter(Boolean).join(". "));
    });
    made.bindTooltip(() => our.words(p), { direction: "top", offset: [dx, dy - h / 2], opacity: 1, className: "tip" });
    made.on("tooltipopen", ({ tooltip }) => keepInside(tooltip, h, [dx, dy]));
    if (p.r && p.kind !== "area") {
      let ring = null;
      const outlined = () => p.selected && our.scene.chosen && our.scene.chosen.rings;
      made.on("mouseover", () => (ring = ring || (outlined() ? null : circle(p, at, "ring").addTo(our.map))));
      made.on("mouseout remove", () => (ring = ring && (ring.remove(), null)));
    }
    return made;
  }

  /* A tooltip stands above its marker, below where the map would cut it, and slides in from the map's sides. */
  function keepInside(tooltip, h, [dx, dy]) {
    const view = our.map.getContainer().getBoundingClientRect();
    const put = (direction, slide) => {
      tooltip.options.direction = direction;
      tooltip.options.offset = L.point(dx + slide, dy + (direction === "top" ? -h / 2 : h / 2));
      tooltip.update();
      tooltip.getElement().style.setProperty("--slide", slide + "px");
      return tooltip.getElement().getBoundingClientRect();
    };
    let box = put("top", 0);
    if (box.top < view.top) box = put("bottom", 0);
    const slide = Math.max(0, view.left + EDGE_PX - box.left) - Math.max(0, box.right - view.right + EDGE_PX);
    if (slide) put(tooltip.options.direction, slide);
  }

  /* Light circles of uncertainty where they are larger than the marker and smaller than the view. */
  function steadyCircles(scene, group) {
    const zoom = our.map.getZoom();
    for (const feature of scene.features) {
      const p = feature.properties;
      const [lng, lat] = feature.geometry.coordinates;
      if (!p.r || p.kind === "area" || p.kind === "cluster" || p.kind === "mention") continue;
      const pixels = (p.r * 1000) / ((40075016 * Math.cos((lat * Math.PI) / 180)) / (256 * Math.pow(2, zoom)));
      if (!p.selected && pixels > 18 && pixels < STEADY_PX) circle(p, [lat, lng], "ring steady").addTo(group);
    }
    const chosen = scene.chosen;
    if (!chosen) return;
    const at = [chosen.lat, nearest(chosen.lng)];
    const look = { pane: "circles", interactive: false, className: "ring chosen", weight: 1.2, fillRule: "evenodd" };
    if (chosen.rings) L.polygon(our.here(chosen.rings), look).addTo(group);
    else if (chosen.r) circle(chosen, at, "ring chosen").addTo(group);
    const [middle, wide] = around(scene, at);
    const icon = L.divIcon({ className: "focus", iconSize: [wide, wide], iconAnchor: [wide / 2, wide / 2] });
    L.marker(middle, { icon, interactive: false, keyboard: false, zIndexOffset: 4000 }).addTo(group);
  }

  /* Where the ring of what is selected goes: round the pie that it is in, whose number stays readable, else round itself. */
  function around(scene, at) {
    const point = our.map.latLngToContainerPoint(at);
    for (const { geometry, properties } of scene.features) {
      if (properties.kind !== "cluster" && properties.kind !== "stack") continue;
      const middle = [geometry.coordinates[1], nearest(geometry.coordinates[0])];
      const [wide] = our.boxOf(properties);
      if (our.map.latLngToContainerPoint(middle).distanceTo(point) <= wide) return [middle, wide + 12];
    }
    return [at, 40];
  }

  /* A longitude in the copy of the world that is looked at. */
  const nearest = (our.nearest = (lng) => lng + 360 * Math.round((our.map.getCenter().lng - lng) / 360));

  let shades = null;
  let shadedWith = null;
  function shadeCountries(scene) {
    if (shades) shades.remove();
    shades = L.layerGroup();
    shadedWith = our.basemap.shapes(our.map.getZoom());
    for (const feature of scene.features) {
      const p = feature.properties;
      if (p.kind !== "area") continue;
      const rings = our.outline(our.basemap.shapes(our.map.getZoom()), p.code);
      const className = "shade" + (p.selected ? " chosen" : "");
      const strength = Math.min(0.3, 0.1 + 0.05 * Math.log10(p.n));
      if (rings.length)
        L.polygon(rings, { pane: "areas", interactive: false, className, stroke: false, fillOpacity: strength })
          .addTo(shades);
    }
    shades.addTo(our.map);
  }

  /* Country markers step aside for the pies that lie where they would stand; `shift` is in pixels. */
  function stepAside(scene) {
    const boxes = [];
    const put = (feature, shift) => {
      const [lng, lat] = feature.geometry.coordinates;
      const at = our.map.latLngToContainerPoint([lat, lng]);
      const [w, h] = our.boxOf(feature.properties);
      const [x, y] = [at.x + shift[0], at.y + shift[1]];
      return [x - w / 2 - 2, y - h / 2 - 2, x + w / 2 + 2, y + h / 2 + 2];
    };
    const shifts = [[0, 0]];
    for (const far of [30, 46, 64])
      for (let turn = 0; turn < 12; turn++)
        shifts.push([Math.round(1.5 * far * Math.sin((turn * Math.PI) / 6)), Math.round(-far * Math.cos((turn * Math.PI) / 6))]);
    for (const feature of scene.features)
      if (!["area", "mention"].includes(feature.properties.kind)) boxes.push(put(feature, [0, 0]));
    for (const feature of scene.features) {
      if (feature.properties.kind !== "area") continue;
      const free = (b) => boxes.every((o) => b[0] > o[2] || b[2] < o[0] || b[1] > o[3] || b[3] < o[1]);
      const shift = shifts.find((one) => free(put(feature, one))) || [0, 0];
      feature.properties.shift = shift;
      boxes.push(put(feature, shift));
    }
  }

  /* A thin line from a country's middle to its marker where that had to step aside. */
  function leaders(scene, group) {
    for (const { geometry, properties } of scene.features) {
      if (!properties.shift || !(properties.shift[0] || properties.shift[1])) continue;
      const from = L.latLng(geometry.coordinates[1], geometry.coordinates[0]);
      const to = our.map.layerPointToLatLng(our.map.latLngToLayerPoint(from).add(properties.shift));
      const dot = L.circleMarker(from, { radius: 2, pane: "circles", interactive: false, className: "leader" });
      L.polyline([from, to], { pane: "circles", interactive: false, className: "leader", weight: 1.2 }).addTo(group);
      dot.addTo(group);
    }
  }

  our.draw = function (group, scene) {
    const map = our.map;
    window.feature_group = []; // streamlit-folium has removed those before, but would keep them for ever
    stepAside(scene);
    leaders(scene, group);
    const features = L.geoJSON({ type: "FeatureCollection", features: scene.features }, { pointToLayer: marker });
    features.addTo(group);
    steadyCircles(scene, group);
    const before = our.scene;
    our.scene = scene;
    const key = (s) => JSON.stringify(s && s.features.filter((f) => f.properties.kind === "area").map((f) => f.properties));
    if (!before || key(before) !== key(scene) || shadedWith !== our.basemap.shapes(map.getZoom())) shadeCountries(scene);
    const covered = scene.features
      .filter((f) => f.properties.kind !== "mention")
      .map((f) => [f.geometry.coordinates[1], f.geometry.coordinates[0], ...our.boxOf(f.properties), ...(f.properties.shift || [0, 0])]);
    const named = scene.features.filter((f) => f.properties.kind === "area").map((f) => f.properties.code);
    our.labels.update(scene.towns || [], covered, named);
    features.on("click", (event) => {
      const p = event.layer.feature.properties;
      if (p.kind === "cluster" && p.b) map.fitBounds([[p.b[1], p.b[0]], [p.b[3], p.b[2]]], { padding: [60, 60] });
      setTimeout(answerSoon, 0);
    });
    our.layers(group, scene.layers || {});
    streets(scene.streets);
    our.edge(scene.area);
    noteVisit(scene.visit);
    pick(scene.pick);
    look(scene.view);
    writePlace(scene.at);
    reveal(scene.reveal);
    setTimeout(focusAgain, 0); // streamlit-folium puts the group into the map after this
  };

  /* The page's address tells where the map looks. A pan is no step of the browser's history: the entry is rewritten. */
  function writePlace(at) {
    const page = window.parent;
    const address = new URL(page.location.href);
    if ((address.searchParams.get("at") || "") === at) return;
    if (at) address.searchParams.set("at", at);
    else address.searchParams.delete("at");
    page.history.replaceState(page.history.state, "", address);
  }

  /* Something was opened: its panel begins at its beginning, and comes into view where it stands below the map. */
  function reveal(number) {
    const before = our.revealed;
    our.revealed = number;
    const panel = window.parent.document.querySelector(".st-key-panel");
    if (before === undefined || before === number || !panel) return;
    panel.scrollTop = 0;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    let moved = false; // who scrolls meanwhile is left alone
    for (const sign of ["wheel", "touchmove"])
      window.parent.addEventListener(sign, () => (moved = true), { once: true, passive: true });
    const show = () => {
      if (moved) return;
      const { left, top } = panel.getBoundingClientRect();
      const below = left < frameElement.getBoundingClientRect().right && top > window.parent.innerHeight * 0.15;
      if (top < 0 || below) panel.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
    };
    for (const wait of SETTLES_MS) setTimeout(show, wait);
  }

  /* Markers are drawn anew at each change; who walks them with the keyboard stays on the same one. */
  let focused = null;
  function focusAgain() {
    if (!focused || (document.activeElement && document.activeElement !== document.body)) return;
    for (const element of our.map.getPane("markerPane").querySelectorAll(".spot"))
      if (element.getAttribute("aria-label") === focused) return element.focus({ preventScroll: true });
  }

  /* Up to where the store has been seen, for "since your last visit"; the cookie never leaves this server. */
  function noteVisit(visit) {
    if (!visit) return;
    const seen = `${visit.start}.${visit.revision}.${Math.floor(Date.now() / 1000)}`;
    window.parent.document.cookie = `${visit.name}=${seen}; path=/; max-age=31536000; SameSite=Strict`;
  }
  const leaving = () => our.scene && document.visibilityState === "hidden" && noteVisit(our.scene.visit);
  document.addEventListener("visibilitychange", leaving);

  /* While a point is to be chosen, the next click on the map is that point, whatever lies there. */
  let picking = false;
  function pick(wanted) {
    picking = !!wanted;
    our.map.getContainer().classList.toggle("picking", picking);
  }
  function picked(event) {
    if (!picking || event.target.closest(".leaflet-control")) return;
    event.stopPropagation();
    event.preventDefault();
    const at = our.map.mouseEventToLatLng(event).wrap();
    const known = window.__GLOBAL_DATA__;
    const geometry = { type: "Point", coordinates: [at.lng, at.lat] };
    known.last_active_drawing = { type: "Feature", geometry, properties: { kind: "pick" } };
    known.last_object_clicked_count = (known.last_object_clicked_count || 0) + 1;
    pick(false);
    answerSoon();
  }

  /* Goes where the server asks, once for each numbered request. */
  function look(view) {
    if (!view || our.looked === view.number) return;
    const first = our.looked === undefined;
    our.looked = view.number;
    const still = { animate: !first };
    if (view.box) {
      const [west, south, east, north] = view.box;
      our.map.fitBounds([[south, west], [north, east]], { padding: [40, 40], maxZoom: view.limit || 9, ...still });
    } else our.map.setView(view.center, view.zoom, still);
  }

  /* Street tiles come from outside, so they are asked for only while switched on. */
  let tiles = null;
  function streets(wanted) {
    if (!!tiles === !!wanted) return;
    if (wanted) {
      const credit = our.node("span", "", wanted.attribution).innerHTML; // Leaflet takes it for HTML
      tiles = L.tileLayer(wanted.url, { attribution: credit, maxZoom: 19, className: "streets" });
      tiles.addTo(our.map);
      our.labels.remove();
    } else {
      tiles.remove();
      tiles = null;
      our.labels.addTo(our.map);
    }
  }
})();
