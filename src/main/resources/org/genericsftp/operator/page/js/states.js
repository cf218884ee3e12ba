// The states of a client and the results of its work: word, sign and colour for each.

import { h } from './dom.js';
import { icon } from './icons.js';
import { sentence } from './words.js';

/** In the order in which they need attention. */
export const STATES = ['broken', 'checking', 'busy', 'unchecked', 'paused', 'valid'];

const RESULTS = {
  COMPLETED: ['good', 'valid'],
  COPIED: ['good', 'valid'],
  UNCHANGED: ['calm', 'valid'],
  CONSUMED: ['calm', 'valid'],
  PARTIAL: ['warn', 'warning'],
  SKIPPED: ['warn', 'skipped'],
  EXPIRED: ['warn', 'paused'],
  CANCELLED: ['calm', 'paused'],
  WAIT_ENDED: ['warn', 'warning'],
  LEASE_ENDED: ['calm', 'paused'],
  PLANNED: ['calm', 'planned'],
  FAILED: ['bad', 'broken'],
  REJECTED: ['bad', 'broken'],
};

/** The state in a word, as a coloured tag. */
export function stateTag(state) {
  return h(
    'span',
    { class: `tag state-${STATES.includes(state) ? state : 'unchecked'}` },
    icon(state),
    sentence(state),
  );
}

/** The result of a request, a sync or a file. */
export function resultTag(status) {
  const [colour, sign] = RESULTS[status] ?? ['calm', 'unchecked'];
  return h('span', { class: `tag plain ${colour}` }, icon(sign), sentence(status));
}
