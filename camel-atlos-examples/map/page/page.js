'use strict';

// Everything together. The incidents come from the route that serves this page, and are asked for again and again; or, in a
// published set, from data.js, once.
(() => {
  const POLL_MILLIS = 1500;
  const REASONS = {
    sensitive: 'Marked sensitive', restricted: 'Restricted', noPlace: 'Without a place',
    badPlace: 'Place not on Earth: latitude and longitude swapped?', status: 'Not ready to be published', tooYoung: 'Not old enough to be published',
    deleted: 'Deleted',
  };
  const { byId, element } = Dom;
  let data = { rows: [], facets: [] };
  let state = Address.read();
  let placed = false;
  let version = null;

  const map = L.map('map', {
    minZoom: 0, maxZoom: 14, zoomSnap: 0.5, maxBounds: [[-88, -1e5], [88, 1e5]], maxBoundsViscosity: 0.7, worldCopyJump: true,
    attributionControl: false, zoomControl: false, zoomAnimation: !Dom.calm,
    // What fades in is pale for whoever prints at that moment.
    fadeAnimation: false,
  }).setView([20, 10], 2);
  L.control.zoom({ position: 'topleft' }).addTo(map);
  L.control.scale({ imperial: false, position: 'bottomright' }).addTo(map);

  /** As far out as the whole world needs, but not so far that it stands there twice. */
  function limitZoom() {
    map.setMinZoom(Math.max(0, Math.min(2, Math.floor(2 * Math.log2(map.getSize().x / 256)) / 2)));
  }

  function changed(next) {
    if (next) {
      state = { ...next, at: state.at, open: state.open };
    }
    show();
  }

  function show() {
    const before = performance.now();
    const result = Filters.apply(data, state);
    Markers.show(result.seen, Changes.isFresh);
    List.show(result.seen);
    Panel.show(data.facets, result.counts, state);
    Time.show(result.days, result.undated, state);
    byId('shown').textContent = Dom.number(result.seen.length);
    byId('all').textContent = Filters.isActive(state) ? `of ${Dom.number(data.rows.length)} ` : '';
    Address.write(state);
    // How long it took, for who measures; the browser keeps it to itself.
    performance.measure('filter', { start: before, end: performance.now() });
  }

  // ---- opening an incident

  function open(row, { move = false, focus = true } = {}) {
    state.open = row.slug;
    Card.show(row, focus);
    List.mark();
    const place = [row.latitude, row.longitude];
    if (move && !map.getBounds().pad(-0.1).contains(place)) {
      map.setView(place, Math.max(map.getZoom(), 6), { animate: !Dom.calm });
    }
    Address.write(state);
  }

  function openAll(rows) {
    const bounds = Markers.boundsOf(rows);
    if (rows.length === 1) {
      open(rows[0]);
    } else if (map.getZoom() < map.getMaxZoom() && !bounds.getNorthEast().equals(bounds.getSouthWest())) {
      map.fitBounds(bounds.pad(0.3), { animate: !Dom.calm });
    } else {
      Card.showAll(rows, row => open(row));
    }
  }

  function openByAddress() {
    const row = state.open && data.rows.find(each => each.slug === state.open);
    if (row && Card.opened() !== row.id) {
      open(row, { move: !state.at, focus: false });
    }
  }

  // ---- the data

  function take(collection) {
    const features = collection.features;
    data = Incidents.prepare(features);
    Changes.take(features);
    byId('project').textContent = collection.project || 'Incidents';
    const withheld = Object.entries(collection.withheld ?? {}).filter(([, count]) => count > 0);
    byId('withheld').textContent = Dom.number(withheld.reduce((sum, [, count]) => sum + count, 0));
    byId('not-shown').hidden = !collection.withheld;
    byId('reasons').replaceChildren(...withheld.map(([reason, count]) =>
      element('li', '', REASONS[reason] ?? reason, element('span', 'count', Dom.number(count)))));
    Time.setDays(data.rows);
    if (!placed && features.length) {
      placed = true;
      lookAt(state.at);
    }
    show();
    openByAddress();
  }

  function lookAt(at) {
    if (at) {
      map.setView([at[1], at[2]], at[0], { animate: false });
    } else {
      map.fitBounds(Markers.boundsOf(data.rows).pad(0.05), { animate: false, maxZoom: 10 });
    }
  }

  /** Before the browser lays the page out for paper it has to be of that size and those colours already: nothing can be drawn later. */
  function forPaper(printing) {
    document.documentElement.classList.toggle('printing', printing);
    map.invalidateSize({ animate: false });
    redraw();
    List.forPaper(printing);
  }

  /** In the colours of now. */
  function redraw() {
    Basemap.redraw(map);
    Markers.redraw();
    show();
  }

  async function poll() {
    try {
      const answer = await fetch('incidents.geojson', { cache: 'no-store', headers: version ? { 'If-None-Match': version } : {} });
      if (answer.status !== 304) {
        version = answer.headers.get('ETag');
        take(await answer.json());
      }
      say(data.rows.length || Changes.any() ? 'Live. Changes appear by themselves.' : 'Waiting for the first incidents…', '');
    } catch (error) {
      say('The demo has ended or cannot be reached; this is the last it told.', 'lost');
    }
    setTimeout(poll, POLL_MILLIS);
  }

  function say(text, className) {
    const line = byId('state');
    if (line.textContent !== text) {
      line.className = className;
      line.textContent = text;
    }
  }

  // ---- the beginning

  async function start() {
    const published = window.publishedSet;
    const settings = published ? published.settings : await (await fetch('settings.json')).json();
    byId('note').textContent = settings.note ?? '';
    document.body.classList.toggle('live', !published);
    map.setMaxZoom(settings.tiles ? 18 : 14);
    limitZoom();
    map.on('resize', limitZoom);
    Markers.start(map, openAll);
    List.start(row => open(row, { move: true }), () => map.getBounds());
    Panel.start(changed);
    Time.start(changed);
    Card.start(settings, () => {
      state.open = null;
      List.mark();
      Address.write(state);
    });
    map.on('moveend', () => {
      const middle = map.getCenter();
      state.at = placed ? [map.getZoom(), middle.lat, middle.lng] : state.at;
      List.moved();
      Address.write(state);
    });
    Address.onChange(() => {
      state = Address.read();
      if (state.at) {
        lookAt(state.at);
      }
      show();
      openByAddress();
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
    addEventListener('resize', () => show());
    addEventListener('beforeprint', () => forPaper(true));
    addEventListener('afterprint', () => forPaper(false));
    if (published) {
      take(published.collection);
      say(settings.published ? `Published ${settings.published}.` : '', '');
    } else {
      poll();
    }
    Basemap.show(map, settings, text => { byId('tiles').textContent = text; });
  }

  start();
})();
