'use strict';

// What people do while the page is open.
const Changes = (() => {
  const FRESH_MILLIS = 4000;
  const MOST = 8;
  const { element, words, byId } = Dom;
  const opened = Date.now();
  const known = new Map();      // id -> the feature as last seen
  const fresh = new Map();      // id -> until when it pulses

  function take(features) {
    const now = Date.now();
    const recent = [];
    for (const feature of features) {
      const before = known.get(feature.id)?.properties;
      const { updated, status } = feature.properties;
      // What was there before this page was opened is no news, however late it arrives.
      if ((!before || before.updated !== updated || before.status !== status) && Date.parse(updated) > opened - 2000) {
        recent.push([feature.properties, before?.status]);
        fresh.set(feature.id, now + FRESH_MILLIS);
      }
      known.set(feature.id, feature);
    }
    recent.sort(([a], [b]) => a.updated < b.updated ? -1 : 1).slice(-MOST).forEach(([after, before]) => tell(after, before));
  }

  function tell({ slug, status, updated }, before) {
    const moment = element('time', '', new Date(updated).toLocaleTimeString([], { hour12: false }));
    moment.dateTime = updated;
    const what = before && before !== status ? `→ ${status}` : before ? 'edited' : `new, ${status}`;
    byId('changes').prepend(element('li', '', element('span', 'dot ' + Incidents.lookOf(status)), words('span', 'slug', slug),
      words('span', 'what', what), moment));
    while (byId('changes').children.length > MOST) {
      byId('changes').lastChild.remove();
    }
    byId('no-changes').hidden = true;
  }

  return { take, isFresh: id => fresh.get(id) > Date.now(), any: () => known.size > 0 };
})();
