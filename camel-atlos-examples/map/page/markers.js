'use strict';

// The incidents on the map. What stands close together shares a marker: a ring of their statuses around their number.
const Markers = (() => {
  const GROUP_PIXELS = 44;
  const MARGIN = 0.2;
  let map;
  let layer;
  let open;
  let points = [];
  let fresh = () => false;
  let indexes = new Map();    // zoom -> the groups at that zoom; made when first looked at, since most zooms never are
  const drawn = new Map();    // what a marker shows -> the marker

  function start(onMap, whenOpened) {
    map = onMap;
    open = whenOpened;
    layer = L.layerGroup().addTo(map);
    map.on('moveend', draw);
  }

  function show(rows, isFresh) {
    points = rows.map(row => row.point);
    fresh = isFresh;
    indexes = new Map();
    draw();
  }

  function indexAt(zoom) {
    if (!indexes.has(zoom)) {
      indexes.set(zoom, new Supercluster({
        radius: GROUP_PIXELS, extent: 256, minZoom: zoom, maxZoom: zoom,
        map: row => ({ looks: ONE_OF[row.look], fresh: fresh(row.id) }),
        reduce: add,
      }).load(points));
    }
    return indexes.get(zoom);
  }

  const ONE_OF = Object.fromEntries(Incidents.LOOKS.map(look => [look, Incidents.LOOKS.map(each => each === look ? 1 : 0)]));

  /** Called once for each incident in a group, so it counts into one array, which must not be one of those above. */
  function add(all, one) {
    if (!all.counted) {
      all.counted = true;
      all.looks = [...all.looks];
    }
    for (let i = 0; i < all.looks.length; i++) {
      all.looks[i] += one.looks[i];
    }
    all.fresh = all.fresh || one.fresh;
  }

  function draw() {
    const zoom = Math.floor(map.getZoom());
    const index = indexAt(zoom);
    const view = map.getBounds().pad(MARGIN);
    const middle = map.getCenter().lng;
    const kept = new Set();
    for (const group of index.getClusters([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()], zoom)) {
      const place = placeOf(group.geometry.coordinates, middle);
      const key = keyOf(group, place);
      kept.add(key);
      if (!drawn.has(key)) {
        drawn.set(key, markerOf(group, place).addTo(layer));
      }
      drawn.get(key).group = group;
    }
    for (const [key, marker] of drawn) {
      if (!kept.has(key)) {
        marker.remove();
        drawn.delete(key);
      }
    }
  }

  function keyOf({ properties }, place) {
    return properties.cluster ? [place.lat, place.lng, properties.looks, properties.fresh].join()
      : [place.lat, place.lng, properties.id, properties.look, fresh(properties.id)].join();
  }

  /** On the side of the antimeridian that is looked at. */
  function placeOf([longitude, latitude], middle) {
    return L.latLng(latitude, longitude + 360 * Math.round((middle - longitude) / 360));
  }

  function markerOf({ properties }, place) {
    const count = properties.cluster ? properties.point_count : 1;
    const size = count === 1 ? 18 : Math.min(60, 30 + 5 * Math.log2(count));
    const pulses = properties.cluster ? properties.fresh : fresh(properties.id);
    const marker = L.marker(place, {
      icon: L.divIcon({
        html: count === 1 ? Dom.element('span', 'dot ' + properties.look) : ring(properties, count),
        className: 'marker' + (pulses ? ' fresh' : ''), iconSize: [size, size],
      }),
      riseOnHover: true,
    });
    const label = count === 1 ? `${properties.slug}, ${properties.status}` : `${count} incidents close together`;
    marker.on('add', () => marker.getElement().setAttribute('aria-label', label));
    marker.on('click', () => open(rowsOf(marker.group)));
    marker.on('keypress', event => event.originalEvent.key === 'Enter' && open(rowsOf(marker.group)));
    return marker;
  }

  function rowsOf({ properties }) {
    return properties.cluster
      ? indexAt(Math.floor(map.getZoom())).getLeaves(properties.cluster_id, Infinity).map(leaf => leaf.properties) : [properties];
  }

  function ring(properties, count) {
    let angle = 0;
    const parts = Incidents.LOOKS.flatMap((look, i) => {
      const share = properties.looks[i] / count * 360;
      angle += share;
      return share ? [`${Dom.colour(look)} ${angle - share}deg ${angle}deg`] : [];
    });
    const made = Dom.element('div', 'ring', Dom.element('span', '', count > 9999 ? Math.round(count / 1000) + 'k' : String(count)));
    made.style.background = `conic-gradient(${parts.join(', ')})`;
    return made;
  }

  function redraw() {
    drawn.forEach(marker => marker.remove());
    drawn.clear();
    draw();
  }

  /** The smallest view that holds all, across the antimeridian where that is shorter. */
  function boundsOf(rows) {
    const east = rows.map(row => row.longitude).sort((a, b) => a - b);
    let gap = east[0] + 360 - east[east.length - 1];
    let west = east[0];
    for (let i = 1; i < east.length; i++) {
      if (east[i] - east[i - 1] > gap) {
        gap = east[i] - east[i - 1];
        west = east[i];
      }
    }
    const bounds = L.latLngBounds([]);
    rows.forEach(row => bounds.extend([row.latitude, row.longitude < west ? row.longitude + 360 : row.longitude]));
    return bounds;
  }

  return { start, show, redraw, boundsOf };
})();
