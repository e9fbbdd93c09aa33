/* The offline base map: land, coasts and borders drawn on canvas tiles, and labels that do not collide.
 *
 * Shapes come from world.json and, from zoom 6 on, detail.json (see data/basemap/build.py): arcs as flat lists of
 * steps on a grid, shared by the countries they part. Everything is projected once to the unit square of Web Mercator.
 */
(function () {
  "use strict";
  const our = (window.incidentMap = window.incidentMap || {});

  const DETAIL_FROM_ZOOM = 6; // below this the coarse shapes are finer than a pixel
  const PIECE = 96; // points per piece of an arc: pieces outside a tile are drawn as one straight line
  const WORLDS = [-1, 0, 1]; // shapes that cross the date line reach into the neighbouring copy of the world
  const KEEP_PX = 0.7; // points nearer than this to the last one drawn are left out

  const COLOURS = {
    light: { sea: "#d3dfe8", land: "#f6f4ef", coast: "#93a9b8", border: "#b3aca0" },
    dark: { sea: "#0f1822", land: "#222c37", coast: "#4a6072", border: "#55616d" },
  };

  function mercator(longitude, latitude) {
    const limited = Math.max(-85.0511, Math.min(85.0511, latitude));
    const s = Math.sin((limited * Math.PI) / 180);
    return [(longitude + 180) / 360, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
  }

  /* One arc as pieces {x, y, box}; neighbouring pieces share their end point. Across the date line x goes on beyond
   * the unit square, so that no line ever jumps from one edge of the map to the other. */
  function project(flat, scale, origin) {
    const n = flat.length / 2;
    const xs = new Float64Array(n);
    const ys = new Float64Array(n);
    let gx = 0;
    let gy = 0;
    for (let i = 0; i < n; i++) {
      gx += flat[2 * i];
      gy += flat[2 * i + 1];
      [xs[i], ys[i]] = mercator(gx * scale[0] + origin[0], gy * scale[1] + origin[1]);
      if (i > 0) xs[i] += Math.round(xs[i - 1] - xs[i]);
    }
    const pieces = [];
    for (let from = 0; from < n - 1 || from === 0; from += PIECE) {
      const to = Math.min(n, from + PIECE + 1);
      const piece = { x: xs.subarray(from, to), y: ys.subarray(from, to), box: [9, 9, -9, -9] };
      for (let i = 0; i < piece.x.length; i++) grow(piece.box, piece.x[i], piece.y[i]);
      pieces.push(piece);
    }
    return { pieces, x: [xs[0], xs[n - 1]] };
  }

  function grow(box, x, y) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }

  /* Whether two boxes do not touch, the first moved east by `shift` worlds. */
  const apart = (a, shift, b) => a[0] + shift > b[2] || a[2] + shift < b[0] || a[1] > b[3] || a[3] < b[1];

  /* A ring as parts {arc, backwards, shift}: each arc moved by whole worlds to where the one before it ended.
   * `turns` tells a ring that goes once around the globe and has to be closed along the pole. */
  function chain(numbers, arcs) {
    const box = [9, 9, -9, -9];
    let start = null;
    let end = 0;
    const parts = numbers.map((number) => {
      const backwards = number < 0;
      const arc = arcs[backwards ? ~number : number];
      const [first, last] = backwards ? [arc.x[1], arc.x[0]] : arc.x;
      const shift = start === null ? 0 : Math.round(end - first);
      if (start === null) start = first;
      end = last + shift;
      for (const piece of arc.pieces) {
        grow(box, piece.box[0] + shift, piece.box[1]);
        grow(box, piece.box[2] + shift, piece.box[3]);
      }
      return { arc, backwards, shift };
    });
    const turns = Math.abs(end - start) > 0.5;
    if (turns) box[3] = 1;
    return { parts, box, turns, start, end };
  }

  /* What world.json holds, ready to draw: rings by country, and each arc's kind (coast, border, or a line that is drawn dashed). */
  function prepare(topology) {
    const arcs = topology.arcs.map((flat) => project(flat, topology.scale, topology.translate));
    const users = arcs.map(() => 0);
    const countries = topology.countries.map(([code, rings]) => {
      for (const numbers of rings) for (const number of numbers) users[number < 0 ? ~number : number] += 1;
      return { code, rings: rings.map((numbers) => chain(numbers, arcs)) };
    });
    const lines = new Set(topology.disputed);
    const kinds = users.map((count, number) => (count < 2 ? "coast" : lines.has(number) ? "line" : "border"));
    return { arcs, countries, kinds };
  }

  /* Adds a piece to the path of a tile: `view` = {box, left, top, size}, all in the unit square. A piece outside the
   * tile is drawn as one straight line: it stays outside, and the land keeps its side. */
  function trace(context, piece, view, { backwards, shift, lift }) {
    const n = piece.x.length;
    const skip = apart(piece.box, shift, view.box);
    let lastX = Infinity;
    let lastY = Infinity;
    for (let i = 0; i < n; i++) {
      const at = backwards ? n - 1 - i : i;
      const x = (piece.x[at] + shift - view.left) * view.size;
      const y = (piece.y[at] - view.top) * view.size;
      const end = i === n - 1;
      if (!end && i > 0 && (skip || (Math.abs(x - lastX) < KEEP_PX && Math.abs(y - lastY) < KEEP_PX))) continue;
      if (i === 0 && lift) context.moveTo(x, y);
      else context.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  }

  function fillRing(context, ring, view, world) {
    ring.parts.forEach(({ arc, backwards, shift }, number) => {
      const pieces = backwards ? [...arc.pieces].reverse() : arc.pieces;
      pieces.forEach((piece, at) =>
        trace(context, piece, view, { backwards, shift: shift + world, lift: number === 0 && at === 0 })
      );
    });
    if (ring.turns) {
      const pole = (1 - view.top) * view.size;
      context.lineTo((ring.end + world - view.left) * view.size, pole);
      context.lineTo((ring.start + world - view.left) * view.size, pole);
    }
    context.closePath();
  }

  function fillLand(context, shapes, view) {
    context.beginPath();
    for (const country of shapes.countries)
      for (const ring of country.rings)
        for (const world of WORLDS) if (!apart(ring.box, world, view.box)) fillRing(context, ring, view, world);
    context.fill("evenodd");
  }

  function strokeArcs(context, shapes, view, kind) {
    context.beginPath();
    shapes.arcs.forEach(({ pieces }, number) => {
      if (shapes.kinds[number] !== kind) return;
      for (const world of WORLDS) {
        let lift = true;
        for (const piece of pieces) {
          const outside = apart(piece.box, world, view.box);
          if (!outside) trace(context, piece, view, { backwards: false, shift: world, lift });
          lift = outside;
        }
      }
    });
    context.stroke();
  }

  our.Basemap = L.GridLayer.extend({
    options: { tileSize: 512, updateWhenZooming: false, keepBuffer: 1, pane: "tilePane", className: "basemap" },

    initialize(urls, options) {
      L.GridLayer.prototype.initialize.call(this, options);
      this._urls = urls;
      this._shapes = {};
      this._asked = {};
      this.theme = "light";
    },

    /* Fetches one set of shapes and redraws; until then tiles are sea. */
    load(name) {
      if (this._asked[name]) return this._asked[name];
      this._asked[name] = fetch(this._urls[name])
        .then((answer) => answer.json())
        .then((topology) => {
          this._shapes[name] = prepare(topology);
          if (this._map) this.redraw();
          this.fire("shapes");
        })
        .catch((error) => console.error("the base map's shapes did not load", error));
      return this._asked[name];
    },

    /* The shapes that are drawn at a zoom; nothing while they are on their way. */
    shapes(zoom) {
      return (zoom >= DETAIL_FROM_ZOOM && this._shapes.detail) || this._shapes.world;
    },

    setTheme(theme) {
      if (this.theme === theme) return;
      this.theme = theme;
      if (this._map) this.redraw();
    },

    onAdd(map) {
      L.GridLayer.prototype.onAdd.call(this, map);
      this.load("world");
    },

    createTile(coords) {
      const tile = document.createElement("canvas");
      const side = this.getTileSize().x;
      const ratio = window.devicePixelRatio || 1;
      tile.width = tile.height = side * ratio;
      if (coords.z >= DETAIL_FROM_ZOOM) this.load("detail");
      const shapes = this.shapes(coords.z);
      if (shapes) this._draw(tile.getContext("2d"), shapes, coords, ratio);
      return tile;
    },

    _draw(context, shapes, coords, ratio) {
      const side = this.getTileSize().x;
      const size = 256 * Math.pow(2, coords.z);
      const left = (coords.x * side) / size;
      const top = (coords.y * side) / size;
      const edge = 3 / size;
      const far = side / size + edge;
      const view = { left, top, size, box: [left - edge, top - edge, left + far, top + far] };
      const colours = COLOURS[this.theme];
      context.scale(ratio, ratio);
      context.lineJoin = "round";
      context.fillStyle = colours.land;
      fillLand(context, shapes, view);
      context.strokeStyle = colours.coast;
      context.lineWidth = 0.8;
      strokeArcs(context, shapes, view, "coast");
      context.strokeStyle = colours.border;
      context.lineWidth = coords.z < 4 ? 0.7 : 1.1;
      strokeArcs(context, shapes, view, "border");
      context.setLineDash([4, 3]);
      strokeArcs(context, shapes, view, "line");
      context.setLineDash([]);
    },
  });

  /* The outline of a country as [latitude, longitude] rings, for shading; [] while the shapes are not there yet. */
  our.outline = function (shapes, code) {
    const rings = [];
    for (const country of shapes ? shapes.countries : []) {
      if (country.code !== code) continue;
      for (const ring of country.rings) {
        const points = [];
        for (const { arc, backwards, shift } of ring.parts) {
          const line = [];
          for (const piece of arc.pieces)
            for (let i = 0; i < piece.x.length; i++) line.push(place(piece.x[i] + shift, piece.y[i]));
          points.push(...(backwards ? line.reverse() : line));
        }
        rings.push(points);
      }
    }
    return rings;
  };

  function place(x, y) {
    const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
    return [latitude, x * 360 - 180];
  }

  our.seaColour = (theme) => COLOURS[theme].sea;
})();
