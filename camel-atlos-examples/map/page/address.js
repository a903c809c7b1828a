'use strict';

// What is seen, in the address, so that a link shows it. Behind the #: that part is never sent to a server.
const Address = (() => {
  const WAIT_MILLIS = 300;
  const SINGLE = ['from', 'to', 'q', 'at', 'open'];
  let timer;
  let written = location.hash;

  function read() {
    const state = Filters.empty();
    const parameters = new URLSearchParams(location.hash.slice(1));
    for (const [key, value] of parameters) {
      if (!SINGLE.includes(key)) {
        Filters.choose(state, key, value, true);
      }
    }
    state.from = dateIn(parameters.get('from'));
    state.to = dateIn(parameters.get('to'));
    state.text = parameters.get('q') ?? '';
    state.open = parameters.get('open');
    state.at = placeIn(parameters.get('at'));
    return state;
  }

  function dateIn(text) {
    return isNaN(Incidents.dayOf(text)) ? '' : text;
  }

  /** zoom/latitude/longitude, or null. */
  function placeIn(text) {
    const parts = (text ?? '').split('/').map(Number);
    const [zoom, latitude, longitude] = parts;
    return parts.length === 3 && zoom >= 0 && zoom <= 20 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 540 ? parts : null;
  }

  function textOf(state) {
    const parameters = new URLSearchParams();
    for (const [key, values] of state.chosen) {
      values.forEach(value => parameters.append(key, value));
    }
    for (const [key, value] of [['from', state.from], ['to', state.to], ['q', state.text], ['open', state.open]]) {
      if (value) {
        parameters.set(key, value);
      }
    }
    // Slashes say nothing in a fragment, and a link is easier to read with them.
    const at = state.at ? 'at=' + state.at.map((part, i) => Number(part.toFixed(i ? 4 : 1))).join('/') : '';
    return '#' + [at, parameters].filter(part => String(part)).join('&');
  }

  /** A little later: while a slider moves, browsers refuse to note each step. */
  function write(state) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      written = textOf(state);
      // With its path: in a published set the page's base is another folder.
      history.replaceState(null, '', location.pathname + location.search + written);
    }, WAIT_MILLIS);
  }

  /** When somebody changes the address by hand, or goes back. */
  function onChange(action) {
    addEventListener('hashchange', () => {
      if (location.hash !== written) {
        clearTimeout(timer);
        written = location.hash;
        action();
      }
    });
  }

  return { read, write, onChange };
})();
