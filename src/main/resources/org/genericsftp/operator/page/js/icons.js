// Small signs, drawn in the colour of the text beside them. They are never the only thing that says something.

import { svg } from './dom.js';

const PATHS = {
  valid: 'M3.5 8.5l3 3 6-7',
  unchecked: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5M8 12.3v.1',
  checking: 'M8 2.5a5.5 5.5 0 1 1-5.5 5.5',
  broken: 'M4 4l8 8M12 4l-8 8',
  paused: 'M5.5 3.5v9M10.5 3.5v9',
  busy: 'M8 12.5v-9M4 7.2L8 3.2l4 4',
  warning: 'M8 2.5L14 13H2zM8 6.5v3M8 11.3v.1',
  more: 'M6 3.5L10.5 8 6 12.5',
  back: 'M10 3.5L5.5 8l4.5 4.5',
  skipped: 'M3.5 8h9',
  planned: 'M8 4v4l2.5 2M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11',
};

export function icon(name) {
  return svg(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    svg('path', { d: PATHS[name] ?? PATHS.unchecked }),
  );
}
