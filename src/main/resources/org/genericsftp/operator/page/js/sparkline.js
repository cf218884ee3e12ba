// A small drawing of sixty minutes.

import { svg } from './dom.js';
import { counted } from './words.js';

const WIDTH = 120;
const HEIGHT = 24;

/** Bars of the files that each minute brought, the newest on the right. */
export function sparkline(filesPerMinute) {
  const most = Math.max(...filesPerMinute, 1);
  const sum = filesPerMinute.reduce((all, one) => all + one, 0);
  const step = WIDTH / Math.max(filesPerMinute.length, 1);
  const bars = filesPerMinute
    .map((files, minute) => bar(minute * step, step, files === 0 ? 0 : Math.max(2, (files / most) * HEIGHT)))
    .join('');
  const text =
    sum === 0
      ? 'No files within the last hour'
      : `${counted(sum, 'file')} within the last hour, at most ${most} in a minute`;
  return svg(
    'svg',
    {
      class: 'sparkline',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': text,
    },
    svg('path', { class: 'ground', d: `M0 ${HEIGHT - 0.5}H${WIDTH}` }),
    svg('path', { class: 'bars', d: bars }),
  );
}

function bar(x, step, height) {
  return height === 0
    ? ''
    : `M${(x + 0.2).toFixed(1)} ${HEIGHT}v${-height.toFixed(1)}h${(step - 0.4).toFixed(1)}v${height.toFixed(1)}z`;
}
