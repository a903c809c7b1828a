'use strict';

// What the incidents say is somebody else's text: it goes into the page through textContent only, never as HTML.

const STATUSES = [
  ['To Do', 'to-do'], ['In Progress', 'in-progress'], ['Help Needed', 'help-needed'],
  ['Ready for Review', 'ready'], ['Completed', 'completed'], ['Cancelled', 'cancelled'],
];
const OTHER = ['Another status', 'other'];
const REASONS = [['sensitive', 'Marked sensitive'], ['restricted', 'Restricted'], ['noPlace', 'Without a place']];
const POLL_MILLIS = 1500;
const FRESH_MILLIS = 4000;
const GROUP_PIXELS = 44;
const MOST_CHANGES = 8;

const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
const opened = Date.now();
const known = new Map();      // id -> the feature as last seen
const fresh = new Map();      // id -> until when it pulses
const markers = new Map();    // ids of a group -> its marker and how it looks
let features = [];
let placed = false;

const map = L.map('map', {
  minZoom: 2, maxZoom: 14, zoomSnap: 0.5, maxBounds: [[-88, -210], [88, 210]], maxBoundsViscosity: 0.7,
  attributionControl: false, zoomAnimation: !calm, fadeAnimation: !calm,
}).setView([20, 10], 2);
const grid = L.layerGroup().addTo(map);
const layer = L.layerGroup().addTo(map);
L.control.scale({ imperial: false, position: 'topright' }).addTo(map);

function byId(id) {
  return document.getElementById(id);
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  if (text !== undefined && text !== null) {
    made.textContent = text;
  }
  return made;
}

function look(feature) {
  const found = STATUSES.find(([name]) => name === feature.properties.status);
  return found ? found[1] : OTHER[1];
}

function latLng(feature) {
  const [longitude, latitude] = feature.geometry.coordinates;
  return L.latLng(latitude, longitude);
}

// ---- markers

function draw() {
  const zoom = map.getZoom();
  const now = Date.now();
  const groups = groupsOf(features, feature => map.project(latLng(feature), zoom), GROUP_PIXELS);
  const kept = new Set();
  for (const group of groups) {
    const key = group.members.map(feature => feature.id).join();
    const pulses = group.members.some(feature => fresh.get(feature.id) > now);
    const appearance = group.members.map(look).join() + pulses;
    kept.add(key);
    if (markers.get(key)?.appearance !== appearance) {
      markers.get(key)?.marker.remove();
      markers.set(key, { appearance, marker: markerOf(group, pulses) });
    }
  }
  for (const [key, { marker }] of markers) {
    if (!kept.has(key)) {
      marker.remove();
      markers.delete(key);
    }
  }
}

function markerOf(group, pulses) {
  const one = group.members.length === 1;
  const size = one ? 16 : Math.min(58, 30 + 5 * Math.log2(group.members.length));
  const icon = L.divIcon({
    html: one ? element('span', 'dot ' + look(group.members[0])) : ring(group.members),
    className: 'marker' + (pulses ? ' fresh' : ''), iconSize: [size, size],
  });
  const marker = L.marker(one ? latLng(group.members[0]) : middle(group.members), { icon, riseOnHover: true });
  marker.on('add', () => marker.getElement().setAttribute('aria-label', label(group.members)));
  marker.on('click', () => open(group.members));
  marker.on('keypress', event => event.originalEvent.key === 'Enter' && open(group.members));
  return marker.addTo(layer);
}

function label(members) {
  const first = members[0].properties;
  return members.length === 1 ? `${first.slug}, ${first.status}` : `${members.length} incidents close together`;
}

function middle(members) {
  const points = members.map(latLng);
  return L.latLng(points.reduce((sum, p) => sum + p.lat, 0) / points.length, points.reduce((sum, p) => sum + p.lng, 0) / points.length);
}

function ring(members) {
  const style = getComputedStyle(document.documentElement);
  let angle = 0;
  const parts = [...STATUSES, OTHER].flatMap(([, name]) => {
    const share = members.filter(feature => look(feature) === name).length / members.length * 360;
    angle += share;
    return share ? [`${style.getPropertyValue('--' + name)} ${angle - share}deg ${angle}deg`] : [];
  });
  const made = element('div', 'ring');
  made.style.background = `conic-gradient(${parts.join(', ')})`;
  made.append(element('span', '', members.length));
  return made;
}

// ---- what a marker tells

function open(members) {
  const bounds = L.latLngBounds(members.map(latLng));
  if (members.length > 1 && map.getZoom() < map.getMaxZoom() && !bounds.getNorthEast().equals(bounds.getSouthWest())) {
    map.fitBounds(bounds.pad(0.3), { animate: !calm });
    return;
  }
  L.popup({ offset: [0, -6] }).setLatLng(middle(members)).setContent(members.length === 1 ? card(members[0]) : list(members)).openOn(map);
}

function card(feature) {
  const { slug, status, date, updated } = feature.properties;
  const made = element('div', 'card');
  made.append(element('h3', '', slug));
  const facts = element('dl');
  const [longitude, latitude] = feature.geometry.coordinates;
  for (const [name, value] of [['Status', status], ['Date', date || 'not given'], ['Changed', time(updated)],
    ['Place', `${latitude.toFixed(3)}, ${longitude.toFixed(3)}`]]) {
    facts.append(element('dt', '', name), element('dd', '', value));
  }
  made.append(facts);
  return made;
}

function list(members) {
  const made = element('div', 'card');
  made.append(element('h3', '', `${members.length} incidents here`));
  const rows = element('ul');
  for (const feature of members) {
    const row = element('li');
    row.append(element('span', 'dot ' + look(feature)), element('span', '', `${feature.properties.slug}, ${feature.properties.status}`));
    rows.append(row);
  }
  made.append(rows);
  return made;
}

function time(text) {
  const instant = new Date(text);
  return isNaN(instant) ? 'unknown' : instant.toISOString().slice(0, 16).replace('T', ' ') + ' UTC';
}

// ---- the panel

function count(collection) {
  byId('project').textContent = collection.project || 'Incidents';
  byId('shown').textContent = features.length;
  const names = [...STATUSES];
  if (features.some(feature => look(feature) === OTHER[1])) {
    names.push(OTHER);
  }
  byId('legend').replaceChildren(...names.map(([name, className]) => {
    const row = element('li');
    const number = element('span', 'count', features.filter(feature => look(feature) === className).length);
    number.dataset.status = name;
    row.append(element('span', 'dot ' + className), element('span', '', name), number);
    return row;
  }));
  byId('withheld').textContent = REASONS.reduce((sum, [key]) => sum + collection.withheld[key], 0);
  byId('reasons').replaceChildren(...REASONS.filter(([key]) => collection.withheld[key] > 0).map(([key, text]) => {
    const row = element('li', '', text);
    row.append(element('span', 'count', collection.withheld[key]));
    return row;
  }));
}

function tell(feature, before) {
  const { slug, status, updated } = feature.properties;
  const row = element('li');
  const moment = element('time', '', new Date(updated).toLocaleTimeString([], { hour12: false }));
  moment.dateTime = updated;
  const what = before && before !== status ? `→ ${status}` : before ? 'edited' : `new, ${status}`;
  row.append(element('span', 'dot ' + look(feature)), element('span', 'slug', slug), element('span', 'what', what), moment);
  byId('changes').prepend(row);
  while (byId('changes').children.length > MOST_CHANGES) {
    byId('changes').lastChild.remove();
  }
  byId('no-changes').hidden = true;
}

// ---- the data

function take(collection) {
  features = collection.features;
  const now = Date.now();
  const recent = [];
  for (const feature of features) {
    const before = known.get(feature.id);
    const changed = !before || before.properties.updated !== feature.properties.updated
      || before.properties.status !== feature.properties.status;
    // What was there before this page was opened is no news, however late it arrives.
    if (changed && Date.parse(feature.properties.updated) > opened - 2000) {
      recent.push([feature, before?.properties.status]);
      fresh.set(feature.id, now + FRESH_MILLIS);
    }
    known.set(feature.id, feature);
  }
  recent.sort(([a], [b]) => a.properties.updated < b.properties.updated ? -1 : 1).forEach(([feature, before]) => tell(feature, before));
  count(collection);
  if (!placed && features.length) {
    placed = true;
    map.fitWorld({ animate: false });
    map.fitBounds(L.latLngBounds(features.map(latLng)).pad(0.05), { animate: false });
  }
  draw();
}

async function poll() {
  const state = byId('state');
  try {
    const answer = await fetch('incidents.geojson', { cache: 'no-store' });
    take(await answer.json());
    state.className = '';
    state.textContent = features.length || known.size ? 'Live. Changes appear by themselves.' : 'Waiting for the first incidents…';
  } catch (error) {
    state.className = 'lost';
    state.textContent = 'The demo has ended or cannot be reached; this is the last it told.';
  }
  setTimeout(poll, POLL_MILLIS);
}

// ---- land, graticule, tiles

function drawGrid() {
  grid.clearLayers();
  const step = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].findLast(s => 256 * 2 ** map.getZoom() / 360 * s >= 90) || 30;
  const view = map.getBounds();
  const style = { color: '#b9c6ce', weight: 0.6, interactive: false };
  const inset = map.containerPointToLatLng([8, map.getSize().y - 30]);
  for (let i = Math.ceil(Math.max(view.getWest(), -180) / step); i * step <= Math.min(view.getEast(), 180); i++) {
    L.polyline([[-85, i * step], [85, i * step]], style).addTo(grid);
    degree([inset.lat, i * step], i * step, 'E', 'W', [-4, 0]);
  }
  for (let i = Math.ceil(Math.max(view.getSouth(), -80) / step); i * step <= Math.min(view.getNorth(), 80); i++) {
    L.polyline([[i * step, -180], [i * step, 180]], style).addTo(grid);
    degree([i * step, map.containerPointToLatLng([map.getSize().x - 52, 0]).lng], i * step, 'N', 'S', [0, 16]);
  }
}

function degree(place, value, positive, negative, anchor) {
  const rounded = Math.abs(Number(value.toFixed(2)));
  const text = rounded + '°' + (rounded === 0 ? '' : value > 0 ? positive : negative);
  L.marker(place, {
    icon: L.divIcon({ className: 'degree', html: element('span', '', text), iconSize: null, iconAnchor: anchor }), interactive: false, keyboard: false,
  }).addTo(grid);
}

async function start() {
  const settings = await (await fetch('settings.json')).json();
  byId('note').textContent = settings.note;
  if (settings.tiles) {
    L.tileLayer(settings.tiles, { maxZoom: 14, noWrap: true }).addTo(map);
    byId('tiles').textContent = 'Tiles: ' + settings.attribution + '. Whoever runs that server sees which places you look at.';
  } else {
    const land = await (await fetch('land.geojson')).json();
    L.geoJSON(land, { interactive: false, style: { color: '#c4c0b3', weight: 0.8, fillColor: '#fbfaf6', fillOpacity: 1 } }).addTo(map).bringToBack();
  }
  map.on('zoomend', draw);
  map.on('moveend', drawGrid);
  drawGrid();
  poll();
}

start();
