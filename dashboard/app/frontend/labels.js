/* Names of countries, seas and towns, laid out so that no two overlap and none lies under a marker.
 *
 * The most important names are placed first; a name that finds no free spot is left out until the next zoom.
 */
(function () {
  "use strict";
  const our = (window.incidentMap = window.incidentMap || {});

  const GAP = 3; // pixels kept free around each name
  const SEA_FROM_ZOOM = [0, 2, 3, 5, 7]; // by rank
  const SEA_TO_ZOOM = [0, 5, 8, 11, 14];
  const FONTS = {
    country: { size: 12, weight: 600, spacing: 0.4 },
    sea: { size: 11.5, weight: 400, spacing: 0.6 },
    town: { size: 11.5, weight: 400, spacing: 0 },
    major: { size: 12.5, weight: 500, spacing: 0 },
  };

  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  function width(text, kind) {
    const key = kind + text;
    if (!widths.has(key)) {
      const font = FONTS[kind];
      pen.font = `${kind === "sea" ? "italic " : ""}${font.weight} ${font.size}px ${our.fontFamily}`;
      widths.set(key, pen.measureText(text).width + font.spacing * text.length + 2);
    }
    return widths.get(key);
  }

  our.fontFamily = '"Source Sans", "Source Sans Pro", system-ui, sans-serif';

  our.Labels = L.Layer.extend({
    initialize(url, translated) {
      this._names = null;
      fetch(url)
        .then((answer) => answer.json())
        .then((names) => {
          for (const country of names.countries) country[1] = translated[country[0]] || country[1];
          for (const sea of names.seas) sea[0] = translated[sea[0]] || sea[0];
          this._names = names;
          this.place();
        })
        .catch((error) => console.error("the names of the base map did not load", error));
      this._towns = [];
      this._taken = [];
      this._hidden = new Set();
      this._drawn = new Map();
    },

    onAdd(map) {
      const pane = map.getPane("labels") || map.createPane("labels");
      pane.style.zIndex = 450;
      pane.style.pointerEvents = "none";
      this._box = L.DomUtil.create("div", "labels", pane);
      this._box.setAttribute("aria-hidden", "true");
      map.on("zoomstart", this._hide, this).on("moveend resize", this.place, this);
      this.place();
    },

    onRemove(map) {
      map.off("zoomstart", this._hide, this).off("moveend resize", this.place, this);
      L.DomUtil.remove(this._box);
      this._drawn.clear();
    },

    /* What the server says of this view: towns, the boxes that markers cover, countries named by a marker already. */
    update(towns, taken, hidden) {
      this._towns = towns;
      this._taken = taken;
      this._hidden = new Set(hidden);
      if (this._map) this.place();
    },

    _hide() {
      this._box.classList.add("moving");
    },

    place() {
      const map = this._map;
      if (!map || !this._names) return;
      const size = map.getSize();
      const taken = this._taken.map(([lat, lng, w, h, dx, dy]) => {
        const at = map.latLngToContainerPoint([lat, lng]).add([dx, dy]);
        return Object.assign([at.x - w / 2, at.y - h / 2, at.x + w / 2, at.y + h / 2], { marker: true });
      });
      const shown = new Map();
      for (const name of this._wanted(map)) {
        const at = map.latLngToContainerPoint([name.lat, name.lng]);
        if (at.x < -60 || at.y < -20 || at.x > size.x + 60 || at.y > size.y + 20) continue;
        const spot = this._spot(name, at, taken);
        if (!spot) continue;
        taken.push(spot.box);
        shown.set(name.kind + name.text + name.lng, { name, at, spot });
      }
      this._paint(shown);
      this._box.classList.remove("moving");
    },

    _wanted(map) {
      const zoom = map.getZoom();
      const centre = map.getCenter().lng;
      const near = (lng) => lng + 360 * Math.round((centre - lng) / 360);
      const pixels = (256 * Math.pow(2, zoom)) / 360;
      const wanted = [];
      for (const [code, text, lng, lat, , box] of this._names.countries) {
        if (this._hidden.has(code)) continue;
        const room = (box[2] - box[0]) * pixels;
        if (width(text, "country") < Math.max(room * 1.15, zoom >= 6 ? 400 : 0) && zoom <= 9)
          wanted.push({ kind: "country", text, lat, lng: near(lng) });
      }
      for (const [text, lng, lat, rank] of this._names.seas)
        if (zoom >= SEA_FROM_ZOOM[rank] && zoom <= SEA_TO_ZOOM[rank])
          wanted.push({ kind: "sea", text, lat, lng: near(lng) });
      this._towns.forEach(([text, lat, lng, population]) => {
        wanted.push({ kind: population >= 500000 ? "major" : "town", text, lat, lng: near(lng) });
      });
      return wanted;
    },

    /* The first free box among those allowed: centred for areas; right, left, above or below its dot for a town, or
     * beside the marker that covers the dot, which then is not drawn. */
    _spot(name, at, taken) {
      const w = width(name.text, name.kind);
      const h = FONTS[name.kind].size * 1.25;
      const town = name.kind === "town" || name.kind === "major";
      const cover = town && taken.find((o) => o.marker && at.x > o[0] && at.x < o[2] && at.y > o[1] && at.y < o[3]);
      for (const [dx, dy] of this._tries(town, cover, at, w, h)) {
        const box = [at.x + dx - GAP, at.y + dy - GAP, at.x + dx + w + GAP, at.y + dy + h + GAP];
        if (town && !cover) {
          box[0] = Math.min(box[0], at.x - 4);
          box[2] = Math.max(box[2], at.x + 4);
        }
        if (taken.every((o) => box[0] > o[2] || box[2] < o[0] || box[1] > o[3] || box[3] < o[1]))
          return { box, dx, dy, dot: town && !cover };
      }
      return null;
    },

    _tries(town, cover, at, w, h) {
      const middle = -h / 2;
      if (cover) {
        const [west, north, east, south] = cover.map((edge, side) => edge - (side % 2 ? at.y : at.x));
        const away = GAP + 2;
        return [[east + away, middle], [west - away - w, middle], [-w / 2, south + away], [-w / 2, north - away - h]];
      }
      if (town) return [[6, middle], [-6 - w, middle], [-w / 2, -h - 4], [-w / 2, 4]];
      return [[-w / 2, middle], [-w / 2, middle - 22], [-w / 2, middle + 22]];
    },

    /* Elements that stay are kept, so that names do not blink when only the markers change. */
    _paint(shown) {
      for (const [key, element] of this._drawn)
        if (!shown.has(key)) {
          L.DomUtil.remove(element);
          this._drawn.delete(key);
        }
      for (const [key, { name, at, spot }] of shown) {
        let element = this._drawn.get(key);
        if (!element) {
          element = L.DomUtil.create("div", "label label-" + name.kind, this._box);
          L.DomUtil.create("span", "", element).textContent = name.text;
          L.DomUtil.create("i", "", element);
          this._drawn.set(key, element);
        }
        L.DomUtil.setPosition(element, this._map.containerPointToLayerPoint(at));
        element.lastChild.style.display = spot.dot ? "" : "none";
        element.firstChild.style.transform = `translate(${spot.dx}px, ${spot.dy}px)`;
      }
    },
  });
})();
