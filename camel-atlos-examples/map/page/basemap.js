'use strict';

// The map under the incidents: Natural Earth, drawn from the files in base/. They are scripts that call basemap(name, content),
// since a page that was opened from disk may load scripts but fetch nothing.
const Basemap = (() => {
  /** For each level the zoom that its files are cut at, their own units, and from which zoom they are drawn. */
  const LEVELS = [{ zoom: 0, extent: 4096, from: 0 }, { zoom: 2, extent: 8192, from: 3 }, { zoom: 4, extent: 16384, from: 6 }];
  const TILE = 256;
  const MOST_LABELS = 140;
  const LAYERS = [
    { name: 'land', fill: 'land', stroke: 'coast', width: 0.8 },
    { name: 'urban', fill: 'urban' },
    { name: 'lakes', fill: 'sea', stroke: 'coast', width: 0.5 },
    { name: 'rivers', stroke: 'river', width: 0.8 },
    { name: 'borders', stroke: 'border', width: 1 },
    { name: 'disputed', stroke: 'border', width: 1, dash: [4, 3] },
  ];
  const asked = new Map();
  const paths = new Map();

  /** The content of a file of base/, or null where it cannot be had. */
  function load(name) {
    if (!asked.has(name)) {
      const one = {};
      one.content = new Promise(resolve => { one.resolve = resolve; });
      asked.set(name, one);
      const script = document.createElement('script');
      script.src = `base/${name}.js`;
      script.onerror = () => one.resolve(null);
      script.onload = () => script.remove();
      document.head.append(script);
    }
    return asked.get(name).content;
  }

  function receive(name, content) {
    asked.get(name)?.resolve(content);
  }

  // ---- land and water

  async function pathsOf(level, column, row) {
    const name = `${level.zoom}-${column}-${row}`;
    if (!(await load('index') ?? []).includes(name)) {
      return {};
    }
    if (!paths.has(name)) {
      const content = await load(name) ?? {};
      const seams = [column === 0 ? 0 : null, column === 2 ** level.zoom - 1 ? level.extent : null];
      paths.set(name, Object.fromEntries(Object.entries(content).map(([layer, lines]) => [layer, pathOf(lines, seams)])));
    }
    return paths.get(name);
  }

  /**
   * Each line is its first point, then the way from each to the next. Land that reaches across 180° is cut in two there, in the
   * data: that edge, a seam, is no coast.
   */
  function pathOf(lines, seams) {
    const area = new Path2D();
    const outline = seams.every(seam => seam === null) ? area : new Path2D();
    for (const line of lines) {
      let x = line[0];
      let y = line[1];
      area.moveTo(x, y);
      outline.moveTo(x, y);
      for (let i = 2; i < line.length; i += 2) {
        const along = line[i] === 0 && seams.includes(x);
        x += line[i];
        y += line[i + 1];
        area.lineTo(x, y);
        if (outline !== area) {
          outline[along ? 'moveTo' : 'lineTo'](x, y);
        }
      }
    }
    return { area, outline };
  }

  async function draw(canvas, { x, y, z }) {
    const level = LEVELS.findLast(each => each.from <= z);
    const nearer = z - level.zoom;
    const [column, row] = [x >> nearer, y >> nearer];
    const found = await pathsOf(level, column, row);
    const context = canvas.getContext('2d');
    const scale = canvas.width * 2 ** nearer / level.extent;
    context.setTransform(scale, 0, 0, scale, ((column << nearer) - x) * canvas.width, ((row << nearer) - y) * canvas.width);
    const pixel = devicePixelRatio / scale;
    context.lineJoin = 'round';
    for (const { name, fill, stroke, width, dash } of LAYERS.filter(layer => found[layer.name])) {
      if (fill) {
        context.fillStyle = Dom.colour(fill);
        context.fill(found[name].area);
      }
      if (stroke) {
        context.strokeStyle = Dom.colour(stroke);
        context.lineWidth = width * pixel;
        context.setLineDash((dash ?? []).map(part => part * pixel));
        context.stroke(found[name].outline);
      }
    }
  }

  const Land = L.GridLayer.extend({
    createTile(coords, done) {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = TILE * devicePixelRatio;
      draw(canvas, coords).then(() => done(null, canvas), done);
      return canvas;
    },
  });

  // ---- names and degrees

  const Names = L.Layer.extend({
    onAdd(map) {
      map.on('moveend zoomend resize', this.redraw, this);
      this.redraw();
      if (!this.labels) {
        labels().then(found => {
          this.labels = found;
          this.redraw();
        });
      }
    },
    onRemove(map) {
      map.off('moveend zoomend resize', this.redraw, this);
      this.canvas.remove();
    },
    redraw() {
      const size = this._map.getSize();
      // A new one each time: on paper, Chromium paints one that was cleared white.
      this.canvas?.remove();
      this.canvas = Dom.element('canvas', 'names leaflet-zoom-hide');
      this.canvas.setAttribute('aria-hidden', 'true');
      this.canvas.width = size.x * devicePixelRatio;
      this.canvas.height = size.y * devicePixelRatio;
      this.canvas.style.width = size.x + 'px';
      this.canvas.style.height = size.y + 'px';
      L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
      const context = this.canvas.getContext('2d');
      context.scale(devicePixelRatio, devicePixelRatio);
      drawDegrees(context, this._map);
      drawNames(context, this._map, this.labels ?? []);
      this._map.getPane('names').append(this.canvas);
    },
  });

  /** Countries by the browser's own list, places as far as Natural Earth has them in the viewer's language. */
  async function labels() {
    const found = await load('places');
    if (!found) {
      return [];
    }
    const language = navigator.languages.map(tag => tag.split('-')[0]).find(each => found.languages.includes(each));
    const translated = language ? await load('names-' + language) : null;
    const regions = new Intl.DisplayNames(navigator.languages, { type: 'region' });
    const countries = found.countries.map(([longitude, latitude, from, code, name]) =>
      ({ longitude, latitude, from: from - 1, to: 7, name: code ? regions.of(code) : name, country: true }));
    const places = found.places.map(([longitude, latitude, from, capital, name], i) =>
      ({ longitude, latitude, from, to: Infinity, name: translated?.[i] || name, capital: Boolean(capital) }));
    return [...countries, ...places];
  }

  function drawNames(context, map, all) {
    const zoom = map.getZoom();
    const view = map.getBounds();
    const taken = [];
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.strokeStyle = Dom.colour('land');
    for (const label of all) {
      if (taken.length >= MOST_LABELS) {
        return;
      }
      const longitude = label.longitude + 360 * Math.ceil((view.getWest() - label.longitude) / 360);
      if (zoom >= label.from && zoom <= label.to && longitude <= view.getEast() && label.latitude > view.getSouth() && label.latitude < view.getNorth()) {
        drawName(context, label, map.latLngToContainerPoint([label.latitude, longitude]), taken);
      }
    }
  }

  function drawName(context, label, point, taken) {
    context.font = label.country ? '600 12px system-ui, sans-serif' : `${label.capital ? '600 ' : ''}11.5px system-ui, sans-serif`;
    const width = context.measureText(label.name).width;
    const left = label.country ? point.x - width / 2 : point.x + 5;
    const box = [left - 4, point.y - 9, left + width + 4, point.y + 9];
    if (taken.some(other => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) {
      return;
    }
    taken.push(box);
    context.fillStyle = Dom.colour(label.country ? 'country' : 'place');
    if (!label.country) {
      context.beginPath();
      context.arc(point.x, point.y, label.capital ? 2.4 : 1.8, 0, 2 * Math.PI);
      context.fill();
    }
    context.lineWidth = 2.5;
    context.strokeText(label.name, left, point.y);
    context.fillText(label.name, left, point.y);
  }

  function drawDegrees(context, map) {
    const step = [90, 60, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].findLast(each => TILE * 2 ** map.getZoom() / 360 * each >= 110) ?? 90;
    const view = map.getBounds();
    const size = map.getSize();
    context.strokeStyle = Dom.colour('grid');
    context.fillStyle = Dom.colour('degree');
    context.font = '11px system-ui, sans-serif';
    context.lineWidth = 0.6;
    for (let i = Math.ceil(view.getWest() / step); i * step <= view.getEast(); i++) {
      const { x } = map.latLngToContainerPoint([0, i * step]);
      line(context, x, 0, x, size.y);
      context.fillText(degree(((i * step + 540) % 360) - 180, 'E', 'W'), x + 3, size.y - 8);
    }
    for (let i = Math.ceil(Math.max(view.getSouth(), -80) / step); i * step <= Math.min(view.getNorth(), 80); i++) {
      const { y } = map.latLngToContainerPoint([i * step, 0]);
      line(context, 0, y, size.x, y);
      context.fillText(degree(i * step, 'N', 'S'), 4, y - 4);
    }
  }

  function line(context, x1, y1, x2, y2) {
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  }

  function degree(value, positive, negative) {
    const rounded = Math.abs(Number(value.toFixed(2)));
    return rounded + '°' + (rounded === 0 || rounded === 180 ? '' : value > 0 ? positive : negative);
  }

  // ---- both, and tiles of the user's choice above them

  const land = new Land({ tileSize: TILE, maxZoom: 20, updateWhenZooming: false });
  const names = new Names();

  /** Off and on again: Leaflet's own way to draw tiles anew goes wrong between two whole zooms. */
  function redraw(map) {
    [land, names].filter(layer => map.hasLayer(layer)).forEach(layer => layer.remove().addTo(map));
  }

  /** What the map is made of, told to `say`. A tile server that is down leaves the map that is always there. */
  function show(map, { tiles, attribution }, say) {
    map.createPane('names').classList.add('names-pane');
    land.addTo(map);
    if (!tiles) {
      names.addTo(map);
      return;
    }
    const host = new URL(tiles.replace(/[{}]/g, ''), location.href).host;
    say(`Tiles: ${attribution || host}. Whoever runs ${host} sees which places you look at.`);
    L.tileLayer(tiles, { maxZoom: 20 }).on('tileerror', () => {
      if (!map.hasLayer(names)) {
        names.addTo(map);
        say(`Tiles from ${host} cannot be loaded; this is the map that comes with the page.`);
      }
    }).addTo(map);
  }

  return { show, redraw, receive };
})();

function basemap(name, content) {
  Basemap.receive(name, content);
}
