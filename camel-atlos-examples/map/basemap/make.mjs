// Makes the page's base map, ../page/base, from Natural Earth: only needed when Natural Earth has something new.
//
//   npm install geojson-vt@5.0.3
//   node make.mjs FOLDER        with the layers named below in it, as FOLDER/ne_10m_land.json and so on
//
// Each file is a script that hands its content to the page, since a page opened from disk may load scripts but fetch nothing.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import GeoJSONVT from 'geojson-vt';

const from = process.argv[2];
const to = fileURLToPath(new URL('../page/base/', import.meta.url));
// Which zooms a level's files serve is in ../page/base.js. With 16,384 steps a file of zoom 4 is exact to 150 m.
const LEVELS = [{ zoom: 0, extent: 4096 }, { zoom: 2, extent: 8192 }, { zoom: 4, extent: 16384 }];
const LANGUAGES = ['de', 'en', 'es', 'fr', 'pt', 'ru', 'zh'];

const LAYERS = {
  land: [...read('ne_10m_land'), ...read('ne_10m_minor_islands')],
  urban: read('ne_50m_urban_areas'),
  lakes: read('ne_10m_lakes'),
  rivers: read('ne_10m_rivers_lake_centerlines').filter(river => river.properties.featurecla === 'River'),
  borders: read('ne_10m_admin_0_boundary_lines_land').filter(line => !isDisputed(line)),
  disputed: [...read('ne_10m_admin_0_boundary_lines_land').filter(isDisputed), ...read('ne_10m_admin_0_boundary_lines_disputed_areas')],
};

function read(name) {
  return JSON.parse(readFileSync(`${from}/${name}.json`)).features.filter(feature => feature.geometry);
}

function isDisputed(line) {
  return /disputed|indefinite|line of control|unrecognized/i.test(line.properties.featurecla);
}

function minZoom(feature) {
  return feature.properties.min_zoom ?? feature.properties.scalerank ?? 0;
}

/** From how near a level's files are looked at: what Natural Earth shows only later is left out of the wide ones. */
function isSeenAt(level, name, feature) {
  if (name === 'land' || name === 'borders' || name === 'disputed') {
    return true;
  }
  return level.zoom === 4 || minZoom(feature) <= (level.zoom === 2 ? 4.7 : 2);
}

/** The first point, then from each to the next. */
function steps(line) {
  const numbers = [];
  let [x, y] = [0, 0];
  for (const [nextX, nextY] of line) {
    if (numbers.length === 0 || nextX !== x || nextY !== y) {
      numbers.push(nextX - x, nextY - y);
      [x, y] = [nextX, nextY];
    }
  }
  return numbers;
}

function write(name, content) {
  writeFileSync(to + name + '.js', `basemap(${JSON.stringify(name)},${JSON.stringify(content)});\n`);
}

function makeTiles() {
  const present = [];
  for (const level of LEVELS) {
    const indexes = Object.entries(LAYERS).map(([name, features]) => [name, new GeoJSONVT(
      { type: 'FeatureCollection', features: features.filter(feature => isSeenAt(level, name, feature)) },
      { maxZoom: level.zoom === 4 ? 4 : level.zoom + 1, indexMaxZoom: level.zoom, indexMaxPoints: 0, extent: level.extent, buffer: 64, tolerance: level.zoom === 4 ? 3 : 4 })]);
    for (let x = 0; x < 2 ** level.zoom; x++) {
      for (let y = 0; y < 2 ** level.zoom; y++) {
        const content = {};
        for (const [name, index] of indexes) {
          const tile = index.getTile(level.zoom, x, y);
          const lines = (tile?.features ?? []).flatMap(feature => feature.geometry).map(steps).filter(line => line.length > 2);
          if (lines.length) {
            content[name] = lines;
          }
        }
        if (Object.keys(content).length) {
          const name = `${level.zoom}-${x}-${y}`;
          write(name, content);
          present.push(name);
        }
      }
    }
  }
  return present;
}

/** Where a country's name stands: the point of its largest part that is farthest from the border, near enough. */
function middle(feature) {
  const polygons = feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates;
  const ring = polygons.map(([outer]) => outer).sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0];
  const box = [0, 1].map(axis => [Math.min(...ring.map(point => point[axis])), Math.max(...ring.map(point => point[axis]))]);
  let best = [0, 0, -1];
  for (let i = 0.5; i < 24; i++) {
    for (let j = 0.5; j < 24; j++) {
      const [x, y] = [box[0][0] + (box[0][1] - box[0][0]) * i / 24, box[1][0] + (box[1][1] - box[1][0]) * j / 24];
      if (isInside(ring, x, y)) {
        const away = Math.min(...ring.map(point => Math.hypot((point[0] - x) / 2, point[1] - y)));
        best = away > best[2] ? [x, y, away] : best;
      }
    }
  }
  return best.slice(0, 2);
}

function area(ring) {
  return ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length][1] - ring[(i + 1) % ring.length][0] * y, 0) / 2;
}

function isInside(ring, x, y) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[x1, y1], [x2, y2]] = [ring[i], ring[j]];
    if ((y1 > y) !== (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1) {
      inside = !inside;
    }
  }
  return inside;
}

function round(number) {
  return Math.round(number * 1000) / 1000;
}

function makeNames() {
  // The page takes a country's name from the browser, in the viewer's language, by its two letters.
  const countries = read('ne_50m_admin_0_countries').map(({ properties, ...feature }) => {
    const [longitude, latitude] = middle(feature);
    return [round(longitude), round(latitude), properties.MIN_LABEL, /^[A-Z]{2}$/.test(properties.ISO_A2) ? properties.ISO_A2 : '', properties.NAME];
  }).sort((a, b) => a[2] - b[2]);
  const places = read('ne_10m_populated_places').sort((a, b) => a.properties.min_zoom - b.properties.min_zoom
    || b.properties.POP_MAX - a.properties.POP_MAX);
  write('places', { languages: LANGUAGES, countries, places: places.map(({ properties, geometry }) =>
    [round(geometry.coordinates[0]), round(geometry.coordinates[1]), properties.min_zoom, properties.ADM0CAP === 1 ? 1 : 0, properties.NAME]) });
  for (const language of LANGUAGES) {
    write('names-' + language, places.map(({ properties }) => {
      const name = properties['NAME_' + language.toUpperCase()];
      return name && name !== properties.NAME ? name.replace(/ \(.*\)$/, '') : 0;
    }));
  }
}

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
write('index', makeTiles());
makeNames();
