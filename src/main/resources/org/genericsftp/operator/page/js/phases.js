// How long each part of a request took.

import { h, svg } from './dom.js';
import { duration } from './words.js';

const PHASES = { queue: 'Queue', connect: 'Connect', list: 'List', copy: 'Copy', reply: 'Reply' };
const WIDTH = 100;

/** The whole time, and a bar with a part for each phase. */
export function phaseBar(entry) {
  const whole = took(entry);
  if (whole === null) {
    return [];
  }
  const parts = partsOf(entry);
  const sum = parts.reduce((all, { millis }) => all + millis, 0);
  if (sum === 0) {
    return [duration(whole)];
  }
  const words = parts.map(({ title, millis }) => `${title} ${duration(millis)}`).join(', ');
  let x = 0;
  const rects = parts.map(({ key, millis }) => {
    const width = (millis / sum) * WIDTH;
    const rect = svg('rect', { class: `phase-${key}`, x, y: 0, width, height: 6 });
    x += width;
    return rect;
  });
  return [
    duration(whole),
    svg(
      'svg',
      { class: 'phases', viewBox: `0 0 ${WIDTH} 6`, preserveAspectRatio: 'none', role: 'img', 'aria-label': words },
      svg('title', null, words),
      rects,
    ),
  ];
}

/** A line for each phase. */
export function phaseList(entry) {
  const parts = partsOf(entry);
  const most = Math.max(...parts.map(({ millis }) => millis), 1);
  return parts.length === 0
    ? null
    : h(
        'dl',
        { class: 'phase-list' },
        parts.map(({ key, title, millis }) =>
          h(
            'div',
            null,
            h('dt', null, title),
            h(
              'dd',
              null,
              svg(
                'svg',
                { class: 'phases', viewBox: `0 0 ${WIDTH} 6`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
                svg('rect', {
                  class: `phase-${key}`,
                  x: 0,
                  y: 0,
                  width: Math.max(0.5, (millis / most) * WIDTH),
                  height: 6,
                }),
              ),
              duration(millis),
            ),
          ),
        ),
      );
}

export function took({ phases, receivedAt, completedAt }) {
  if (receivedAt && completedAt) {
    return Math.max(0, Date.parse(completedAt) - Date.parse(receivedAt));
  }
  return phases ? Object.values(phases).reduce((all, one) => all + (one ?? 0), 0) : null;
}

function partsOf({ phases }) {
  return Object.entries(PHASES)
    .filter(([key]) => phases?.[key] !== null && phases?.[key] !== undefined)
    .map(([key, title]) => ({ key, title, millis: phases[key] }));
}
