'use strict';

// The incidents made ready for filtering: what each says for each filter, as small numbers.
const Incidents = (() => {
  const STATUSES = [
    ['To Do', 'to-do'], ['In Progress', 'in-progress'], ['Help Needed', 'help-needed'],
    ['Ready for Review', 'ready'], ['Completed', 'completed'], ['Cancelled', 'cancelled'],
  ];
  const OTHER = 'other';
  const LOOKS = [...STATUSES.map(([, look]) => look), OTHER];
  /** As Atlos calls what has no value. */
  const UNSET = '[Unset]';
  const DAY_MILLIS = 86400000;

  function lookOf(status) {
    return STATUSES.find(([name]) => name === status)?.[1] ?? OTHER;
  }

  /** Days since 1970, or NaN for what is no date. */
  function dayOf(text) {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? Date.parse(text + 'T00:00:00Z') / DAY_MILLIS : NaN;
    return !isNaN(day) && dateOf(day) === text ? day : NaN;
  }

  function dateOf(day) {
    return new Date(day * DAY_MILLIS).toISOString().slice(0, 10);
  }

  function listOf(value) {
    const list = Array.isArray(value) ? value : value === null || value === undefined || value === '' ? [] : [value];
    return list.length ? list.map(String) : [UNSET];
  }

  function facet(key, title, values) {
    return { key, title, values, options: [], codes: new Map(), totals: [] };
  }

  function facetsOf(features) {
    const attributes = new Set(features.flatMap(feature => Object.keys(feature.properties.attributes ?? {})));
    return [
      facet('status', 'Status', properties => listOf(properties.status)),
      facet('tag', 'Tags', properties => listOf(properties.tags)),
      facet('sensitive', 'Sensitive', properties => listOf(properties.sensitive)),
      ...[...attributes].map(name => facet('a.' + name, name, properties => listOf(properties.attributes?.[name]))),
    ];
  }

  function codeOf(facet, value) {
    if (!facet.codes.has(value)) {
      facet.codes.set(value, facet.options.length);
      facet.options.push(value);
      facet.totals.push(0);
    }
    const code = facet.codes.get(value);
    facet.totals[code]++;
    return code;
  }

  function rowOf(feature, facets) {
    const properties = feature.properties;
    const [longitude, latitude] = feature.geometry.coordinates;
    const row = {
      feature, id: feature.id, slug: properties.slug, status: properties.status, look: lookOf(properties.status), longitude, latitude,
      day: dayOf(properties.date),
      text: [properties.slug, properties.description].join(' ').toLocaleLowerCase(),
      codes: facets.map(each => each.values(properties).map(value => codeOf(each, value))),
    };
    // As supercluster takes it; made once, not at each filtering.
    row.point = { type: 'Feature', geometry: feature.geometry, properties: row };
    return row;
  }

  function prepare(features) {
    const facets = facetsOf(features);
    facets[0].options.push(...STATUSES.map(([name]) => name));
    facets[0].options.forEach((name, code) => facets[0].codes.set(name, code));
    facets[0].totals = facets[0].options.map(() => 0);
    const rows = features.map(feature => rowOf(feature, facets));
    // The newest first; what has no date comes last.
    rows.sort((a, b) => (isNaN(b.day) ? -Infinity : b.day) - (isNaN(a.day) ? -Infinity : a.day) || (a.slug < b.slug ? -1 : 1));
    return { rows, facets };
  }

  return { LOOKS, lookOf, dayOf, dateOf, prepare };
})();
