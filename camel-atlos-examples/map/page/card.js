'use strict';

// What an incident says, beside the map; or, of several in one place, which they are.
const Card = (() => {
  const MOST = 50;
  const ALL_SHOWN = 'All of them are in the list when it is limited to the map’s view.';
  const { element, words } = Dom;
  let platform = '';
  let opened = null;
  let closed = () => {};
  let back = null;

  function start(settings, whenClosed) {
    platform = settings.platform ?? '';
    closed = whenClosed;
    Dom.byId('card-close').addEventListener('click', close);
    Dom.byId('card').addEventListener('keydown', event => event.key === 'Escape' && close());
  }

  function close() {
    if (Dom.byId('card').hidden) {
      return;
    }
    Dom.byId('card').hidden = true;
    opened = null;
    closed();
    if (back?.isConnected) {
      back.focus();
    }
  }

  function fill(title, content, focus) {
    const card = Dom.byId('card');
    if (card.hidden) {
      back = document.activeElement;
    }
    Dom.byId('card-title').textContent = title;
    Dom.byId('card-content').replaceChildren(...content);
    card.hidden = false;
    if (focus) {
      Dom.byId('card-title').focus();
    }
  }

  function show(row, focus = true) {
    opened = row.id;
    const { status, date, updated, tags, sensitive, attributes, sources, description, links } = row.feature.properties;
    const facts = element('dl');
    const tell = (name, content) => facts.append(words('dt', '', name), element('dd', '', content));
    tell('Status', element('span', 'with-dot', element('span', 'dot ' + row.look), words('span', '', status ?? 'not given')));
    tell('Date', words('span', '', date || 'not given'));
    tell('Place', `${row.latitude.toFixed(4)}, ${row.longitude.toFixed(4)}`);
    if (tags?.length) {
      tell('Tags', chips(tags));
    }
    if (sensitive?.length) {
      tell('Sensitive', chips(sensitive));
    }
    Object.entries(attributes ?? {}).filter(([, value]) => String(value)).forEach(([name, value]) => tell(name, Array.isArray(value) ? chips(value) : words('span', '', value)));
    if (sources !== undefined) {
      tell('Sources', String(sources));
    }
    if (updated) {
      tell('Changed', timeOf(updated));
    }
    const content = description ? [words('p', 'description', description), facts] : [facts];
    (links ?? []).forEach(url => content.push(link(url, url)));
    if (platform) {
      content.push(link(platform + 'incidents/' + encodeURIComponent(row.slug), 'Open in Atlos'));
    }
    fill(row.slug, content, focus);
  }

  function chips(values) {
    const list = element('ul', 'chips');
    list.append(...values.map(value => words('li', '', value)));
    return list;
  }

  /** A web address only: somebody else wrote it. */
  function link(url, text) {
    if (!/^https?:\/\//i.test(url)) {
      return words('p', 'quiet', text);
    }
    const made = words('a', 'outward', text);
    made.href = url;
    made.rel = 'noopener noreferrer';
    made.target = '_blank';
    return made;
  }

  function showAll(rows, openOne) {
    opened = null;
    const list = element('ul', 'rows');
    list.append(...[...rows].sort((a, b) => a.slug < b.slug ? -1 : 1).slice(0, MOST).map(row => element('li', '', List.button(row, () => openOne(row)))));
    const more = rows.length > MOST ? [element('p', 'quiet', `${Dom.number(rows.length - MOST)} more are here. ${ALL_SHOWN}`)] : [];
    fill(`${Dom.number(rows.length)} incidents here`, [list, ...more], true);
  }

  function timeOf(text) {
    const instant = new Date(text);
    return isNaN(instant) ? 'unknown' : instant.toISOString().slice(0, 16).replace('T', ' ') + ' UTC';
  }

  return { start, show, showAll, close, opened: () => opened };
})();
