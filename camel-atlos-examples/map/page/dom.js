'use strict';

// What the incidents say is somebody else's text: it goes into the page through textContent only, never as HTML.
const Dom = {
  byId(id) {
    return document.getElementById(id);
  },

  /** An element with that class, holding texts and other elements. */
  element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    made.append(...content.filter(part => part !== null && part !== undefined));
    return made;
  },

  /** Somebody's words, in whichever direction their script runs. */
  words(name, className, text) {
    const made = Dom.element(name, className, String(text));
    made.dir = 'auto';
    return made;
  },

  colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  },

  number(value) {
    return value.toLocaleString('en');
  },

  calm: matchMedia('(prefers-reduced-motion: reduce)').matches,
};
