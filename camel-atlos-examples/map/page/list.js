'use strict';

// The incidents as a list, beside the map and before it for who goes by keyboard.
const List = (() => {
  const AT_ONCE = 60;
  const ON_PAPER = 500;
  const { element, words, byId } = Dom;
  let rows = [];
  let shown = AT_ONCE;
  let open;
  let view = () => null;

  /** `viewed` gives the map's bounds. */
  function start(whenOpened, viewed) {
    open = whenOpened;
    view = viewed;
    byId('list-more').addEventListener('click', () => {
      const next = shown;
      shown += AT_ONCE;
      draw();
      byId('list').children[next]?.querySelector('button').focus();
    });
    byId('list-in-view').addEventListener('change', () => show(rows));
  }

  function show(all) {
    rows = all;
    shown = AT_ONCE;
    draw();
  }

  function forPaper(printing) {
    shown = printing ? Math.max(shown, ON_PAPER) : AT_ONCE;
    draw();
  }

  function moved() {
    if (byId('list-in-view').checked) {
      show(rows);
    }
  }

  function listed() {
    const bounds = byId('list-in-view').checked ? view() : null;
    const middle = bounds?.getCenter().lng;
    return bounds ? rows.filter(row => bounds.contains([row.latitude, row.longitude + 360 * Math.round((middle - row.longitude) / 360)])) : rows;
  }

  function draw() {
    const all = listed();
    byId('list-count').textContent = Dom.number(all.length);
    byId('list').replaceChildren(...all.slice(0, shown).map(row => element('li', '', button(row, () => open(row)))));
    byId('list-more').hidden = all.length <= shown;
    byId('list-more').textContent = `Show ${Dom.number(Math.min(AT_ONCE, all.length - shown))} more`;
    byId('list-rest').textContent = all.length > shown ? `${Dom.number(all.length - shown)} more are not on this paper.` : '';
    byId('list-empty').hidden = all.length > 0;
    mark();
  }

  function button(row, action) {
    const { status, date, description, tags } = row.feature.properties;
    const made = element('button', 'row', element('span', 'dot ' + row.look), words('span', 'slug', row.slug),
      element('span', 'date', date || 'no date'), words('span', 'what', description || [status, ...tags ?? []].join(' · ')));
    made.type = 'button';
    made.dataset.slug = row.slug;
    made.addEventListener('click', action);
    return made;
  }

  /** The one whose card is open. */
  function mark() {
    const opened = Card.opened();
    const slug = opened && rows.find(row => row.id === opened)?.slug;
    for (const each of byId('list').querySelectorAll('button')) {
      if (each.dataset.slug === slug) {
        each.setAttribute('aria-current', 'true');
      } else {
        each.removeAttribute('aria-current');
      }
    }
  }

  return { start, show, forPaper, moved, mark, button };
})();
