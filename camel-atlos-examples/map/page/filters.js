'use strict';

// Which incidents are seen. Within one filter any of the chosen values will do, and every filter has to agree.
const Filters = (() => {

  /** What nobody has chosen anything in yet. */
  function empty() {
    return { chosen: new Map(), from: '', to: '', text: '' };
  }

  function isChosen(state, key, value) {
    return state.chosen.get(key)?.has(value) ?? false;
  }

  function choose(state, key, value, on) {
    const values = state.chosen.get(key) ?? new Set();
    if (on) {
      values.add(value);
    } else {
      values.delete(value);
    }
    if (values.size) {
      state.chosen.set(key, values);
    } else {
      state.chosen.delete(key);
    }
  }

  /** For each facet which codes pass, or null where nothing is chosen. A chosen value that nothing has any more lets nothing pass. */
  function wanted(facets, state) {
    return facets.map(facet => {
      const values = state.chosen.get(facet.key);
      return values ? facet.options.map(option => values.has(option)) : null;
    });
  }

  /**
   * One pass over all: what is seen, and for each value how many would be seen with it, the other filters being as they are.
   * The same for the days, for the histogram.
   */
  function apply({ rows, facets }, state) {
    const wants = wanted(facets, state);
    const from = state.from ? Incidents.dayOf(state.from) : -Infinity;
    const to = state.to ? Incidents.dayOf(state.to) : Infinity;
    const dated = Boolean(state.from || state.to);
    const words = state.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const counts = facets.map(facet => facet.options.map(() => 0));
    const seen = [];
    const days = [];
    let undated = 0;
    for (const row of rows) {
      if (!words.every(word => row.text.includes(word))) {
        continue;
      }
      const outOfTime = dated && !(row.day >= from && row.day <= to);
      const refusing = refusals(row, wants);
      if (refusing === ALL_AGREE) {
        days.push(row.day);
        undated += isNaN(row.day) ? 1 : 0;
        if (!outOfTime) {
          seen.push(row);
        }
      }
      if (!outOfTime) {
        count(row, refusing, counts);
      }
    }
    return { seen, counts, days, undated };
  }

  const ALL_AGREE = -1;
  const SEVERAL = -2;

  /** The one facet that refuses this row, or that all agree, or that several refuse. */
  function refusals(row, wants) {
    let refusing = ALL_AGREE;
    for (let i = 0; i < wants.length; i++) {
      if (wants[i] && !row.codes[i].some(code => wants[i][code])) {
        if (refusing !== ALL_AGREE) {
          return SEVERAL;
        }
        refusing = i;
      }
    }
    return refusing;
  }

  function count(row, refusing, counts) {
    if (refusing === ALL_AGREE) {
      row.codes.forEach((codes, i) => codes.forEach(code => counts[i][code]++));
    } else if (refusing !== SEVERAL) {
      row.codes[refusing].forEach(code => counts[refusing][code]++);
    }
  }

  function isActive(state) {
    return Boolean(state.chosen.size || state.from || state.to || state.text);
  }

  return { empty, isChosen, choose, apply, isActive };
})();
