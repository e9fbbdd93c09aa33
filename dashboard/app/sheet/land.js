/* Land and borders for a shared view: the base map's arcs as two paths that are drawn at any zoom. */
(function () {
  "use strict";

  function mercator(longitude, latitude) {
    const s = Math.sin((Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI) / 180);
    return [(longitude + 180) / 360, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
  }

  /* Land to fill and borders to stroke, in the unit square of Web Mercator; `world` is the base map's world.json. */
  function shapes(world) {
    const [scale, origin] = [world.scale, world.translate];
    const arcs = world.arcs.map((flat) => {
      const points = [];
      let [x, y] = [0, 0];
      for (let i = 0; i < flat.length; i += 2) {
        x += flat[i];
        y += flat[i + 1];
        const point = mercator(x * scale[0] + origin[0], y * scale[1] + origin[1]);
        if (points.length) point[0] += Math.round(points[points.length - 1][0] - point[0]);
        points.push(point);
      }
      return points;
    });
    const land = new Path2D();
    const edges = new Path2D();
    const trace = (path, points) => points.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
    for (const [, rings] of world.countries)
      for (const numbers of rings) {
        const ring = [];
        for (const number of numbers) {
          const arc = number < 0 ? arcs[~number].slice().reverse() : arcs[number];
          const shift = ring.length ? Math.round(ring[ring.length - 1][0] - arc[0][0]) : 0;
          for (const [x, y] of arc) ring.push([x + shift, y]);
        }
        trace(land, ring);
        land.closePath();
      }
    for (const arc of arcs) trace(edges, arc);
    return { land, edges };
  }

  window.sheetLand = { mercator, shapes };
})();
