// What the page tells the user beside the view: notices that are seen, and words for screen readers alone.

import { h, setText } from './dom.js';
import { icon } from './icons.js';

const SHOWN_MILLIS = 8000;

/** A notice that goes by itself, or when the next comes; one of trouble stays until it is closed. */
export function notice(text, { bad = false } = {}) {
  const element = h(
    'div',
    { class: bad ? 'notice bad' : 'notice', role: bad ? 'alert' : null },
    icon(bad ? 'warning' : 'valid'),
    h('p', null, text),
    h(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': 'Close this notice', onclick: () => element.remove() },
      icon('broken'),
    ),
  );
  const place = document.getElementById('notices');
  place.querySelectorAll('.notice:not(.bad)').forEach((earlier) => earlier.remove());
  place.append(element);
  if (!bad) {
    setTimeout(() => element.remove(), SHOWN_MILLIS);
  }
}

/** Spoken by a screen reader, when it next pauses. */
export function announce(text) {
  setText(document.getElementById('announcer'), text);
}

/** Runs what a button does, once at a time, and tells how it went. Resolves to whether it went well. */
export async function act(button, work, done) {
  if (button.getAttribute('aria-disabled') === 'true') {
    return false;
  }
  button.setAttribute('aria-disabled', 'true');
  try {
    await work();
    if (done) {
      notice(done);
    }
    return true;
  } catch (e) {
    if (e.name !== 'AbortError') {
      notice(e.message, { bad: true });
    }
    return false;
  } finally {
    button.removeAttribute('aria-disabled');
  }
}
