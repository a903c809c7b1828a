'use strict';

// The filters. The one for the status is the map's legend too.
const Panel = (() => {
  const { element, words, byId } = Dom;
  const groups = new Map();   // facet's key -> its box and the rows in it, kept so that the focus stays where it is
  let state;
  let changed;

  function start(whenChanged) {
    changed = whenChanged;
    byId('search').addEventListener('input', () => {
      state.text = byId('search').value;
      changed();
    });
    byId('clear').addEventListener('click', () => {
      changed(Filters.empty());
      byId('search').focus();
    });
  }

  function show(facets, counts, nextState) {
    state = nextState;
    if (byId('search').value !== state.text) {
      byId('search').value = state.text;
    }
    byId('clear').hidden = !Filters.isActive(state);
    facets.forEach((facet, i) => showFacet(facet, counts[i]));
    const kept = new Set(facets.map(facet => facet.key));
    for (const [key, group] of groups) {
      if (!kept.has(key)) {
        group.box.remove();
        groups.delete(key);
      }
    }
  }

  function showFacet(facet, counts) {
    const group = groups.get(facet.key) ?? newGroup(facet);
    const chosen = [...state.chosen.get(facet.key) ?? []];
    // What a link asks for stays to be seen and taken back, though no incident has it.
    const options = [...facet.options, ...chosen.filter(value => !facet.codes.has(value))];
    const order = facet.key === 'status' ? options : [...options].sort((a, b) => total(facet, b) - total(facet, a) || (a < b ? -1 : 1));
    order.forEach((value, position) => {
      const row = group.rows.get(value) ?? newRow(facet, group, value);
      if (group.list.children[position] !== row.item) {
        group.list.insertBefore(row.item, group.list.children[position] ?? null);
      }
      row.input.checked = Filters.isChosen(state, facet.key, value);
      row.count.textContent = Dom.number(counts[facet.codes.get(value)] ?? 0);
    });
    for (const [value, row] of group.rows) {
      if (!order.includes(value)) {
        row.item.remove();
        group.rows.delete(value);
      }
    }
    // A filter with one value tells nothing apart.
    group.box.hidden = facet.key !== 'status' && options.length < 2 && !chosen.length;
  }

  function total(facet, value) {
    return facet.totals[facet.codes.get(value)] ?? 0;
  }

  function newGroup(facet) {
    const list = element('ul', 'options');
    const box = element('fieldset', 'facet', words('legend', '', facet.title), list);
    box.dataset.facet = facet.key;
    const group = { box, list, rows: new Map() };
    groups.set(facet.key, group);
    byId('facets').append(box);
    return group;
  }

  function newRow(facet, group, value) {
    const input = element('input');
    input.type = 'checkbox';
    input.value = value;
    input.addEventListener('change', () => {
      Filters.choose(state, facet.key, value, input.checked);
      changed();
    });
    const count = element('span', 'count');
    const dot = facet.key === 'status' ? element('span', 'dot ' + Incidents.lookOf(value)) : null;
    const item = element('li', '', element('label', '', input, dot, words('span', 'value', value), count));
    const row = { item, input, count };
    group.rows.set(value, row);
    return row;
  }

  return { start, show };
})();
