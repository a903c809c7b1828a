'use strict';

// When it happened: how many incidents at which time, two handles, and a button that moves the span between them on.
const Time = (() => {
  const MOST_BINS = 72;
  const STEP_MILLIS = Dom.calm ? 1000 : 350;
  const { byId } = Dom;
  let bins = [];              // the first day of each, and one more for the end
  let span = '';
  let state;
  let changed;
  let playing = null;

  function start(whenChanged) {
    changed = whenChanged;
    byId('from').addEventListener('change', () => choose(byId('from').value, state.to));
    byId('to').addEventListener('change', () => choose(state.from, byId('to').value));
    byId('time-from').addEventListener('input', () => slide('time-from'));
    byId('time-to').addEventListener('input', () => slide('time-to'));
    byId('play').addEventListener('click', () => playing ? stop() : play());
  }

  function choose(from, to) {
    state.from = from;
    state.to = to;
    changed();
  }

  // ---- from where to where, and in which steps

  const UNITS = [
    day => day + 1, day => day + 7,
    day => month(day, 1), day => month(day, 3), day => month(day, 12), day => month(day, 120), day => month(day, 1200),
  ];

  function month(day, months) {
    const date = new Date(day * 86400000);
    const all = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / months) * months + months;
    const next = new Date(0);
    next.setUTCFullYear(Math.floor(all / 12), all % 12, 1);
    return next.getTime() / 86400000;
  }

  /** A year typed wrong must not press all the others into one bar: of many, a few at the ends share the outermost. */
  function setDays(rows) {
    const days = rows.map(row => row.day).filter(day => !isNaN(day)).sort((a, b) => a - b);
    const cut = days.length >= 200 ? Math.floor(days.length / 200) : 0;
    const [first, last] = [days[cut], days[days.length - 1 - cut]];
    if (span !== first + ':' + last) {
      span = first + ':' + last;
      bins = days.length ? binsOf(first, last) : [];
      for (const id of ['time-from', 'time-to']) {
        byId(id).max = Math.max(1, bins.length - 1);
      }
    }
    byId('time').hidden = bins.length < 3;
  }

  function binsOf(first, last) {
    for (const next of UNITS) {
      const found = [first];
      while (found[found.length - 1] <= last && found.length <= MOST_BINS + 1) {
        found.push(next(found[found.length - 1]));
      }
      if (found.length <= MOST_BINS + 1) {
        return found;
      }
    }
    return [first, last + 1];
  }

  function binOf(day) {
    let [low, high] = [0, bins.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (bins[middle] <= day) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  // ---- what is seen

  function show(days, undated, nextState) {
    state = nextState;
    for (const [id, date] of [['from', state.from], ['to', state.to]]) {
      byId(id).value = date;
      // On paper a date that nobody chose says nothing.
      byId(id).classList.toggle('given', Boolean(date));
    }
    byId('undated').textContent = undated ? `${Dom.number(undated)} without a date${state.from || state.to ? ' left out' : ''}` : '';
    if (bins.length < 3) {
      return;
    }
    const [from, to] = handles();
    const counts = new Array(bins.length - 1).fill(0);
    days.forEach(day => isNaN(day) || counts[binOf(day)]++);
    draw(counts, from, to);
    set('time-from', from, bins[from]);
    set('time-to', to, bins[to] - 1);
  }

  function handles() {
    const from = state.from ? binOf(Incidents.dayOf(state.from)) : 0;
    const to = state.to ? binOf(Incidents.dayOf(state.to)) + 1 : bins.length - 1;
    return [from, Math.max(to, from)];
  }

  function set(id, position, day) {
    byId(id).value = position;
    byId(id).setAttribute('aria-valuetext', Incidents.dateOf(day));
  }

  function draw(counts, from, to) {
    const canvas = byId('histogram');
    const [width, height] = [canvas.clientWidth * devicePixelRatio, canvas.clientHeight * devicePixelRatio];
    if (!width) {
      return;
    }
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    const most = Math.max(...counts, 1);
    const bar = width / counts.length;
    counts.forEach((count, i) => {
      context.fillStyle = Dom.colour(i >= from && i < to ? 'bar' : 'bar-off');
      const tall = count ? Math.max(2 * devicePixelRatio, count / most * height) : 0;
      context.fillRect(i * bar, height - tall, Math.max(1, bar - devicePixelRatio), tall);
    });
    canvas.setAttribute('aria-label', `Incidents over time, from ${Incidents.dateOf(bins[0])} to ${Incidents.dateOf(bins[bins.length - 1] - 1)}; `
      + `at most ${Dom.number(most)} in one bar`);
  }

  // ---- what is done with it

  function slide(id) {
    stop();
    let from = Number(byId('time-from').value);
    let to = Number(byId('time-to').value);
    if (from >= to) {
      [from, to] = id === 'time-from' ? [Math.min(from, bins.length - 2), Math.min(from, bins.length - 2) + 1] : [Math.max(to, 1) - 1, Math.max(to, 1)];
    }
    move(from, to);
  }

  /** A handle at its end sets no limit. */
  function move(from, to) {
    choose(from === 0 ? '' : Incidents.dateOf(bins[from]), to === bins.length - 1 ? '' : Incidents.dateOf(bins[to] - 1));
  }

  function play() {
    let [from, to] = handles();
    if (to === bins.length - 1) {
      to = from === 0 ? Math.max(1, Math.round(bins.length / 10)) : to - from;
      from = 0;
    }
    byId('play').textContent = 'Pause';
    playing = setInterval(() => {
      if (to >= bins.length - 1) {
        stop();
      } else {
        move(++from, ++to);
      }
    }, STEP_MILLIS);
    // From the very first day on, which a handle at its end would not say.
    choose(Incidents.dateOf(bins[from]), Incidents.dateOf(bins[to] - 1));
  }

  function stop() {
    clearInterval(playing);
    playing = null;
    byId('play').textContent = 'Play';
  }

  return { start, setDays, show };
})();
