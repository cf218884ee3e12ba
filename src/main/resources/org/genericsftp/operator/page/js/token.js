// The access token: kept for this tab, or in this browser if the user wants that; never in a cookie.

import { dialog } from './dialog.js';
import { freshId, h } from './dom.js';

const KEY = 'operator-token';

let asking = null;

export function token() {
  return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
}

/** Resolves once there is another token than the one that was refused; rejects when the user gives none. */
export function askForToken(refused) {
  if (token() !== refused) {
    return Promise.resolve();
  }
  asking ??= ask(refused).finally(() => {
    asking = null;
  });
  return asking;
}

async function ask(refused) {
  const id = freshId('token');
  const field = h('input', {
    id,
    name: 'token',
    type: 'password',
    required: true,
    autocomplete: 'current-password',
    spellcheck: 'false',
    'aria-describedby': refused ? `${id}-error` : null,
  });
  const remember = h('input', { type: 'checkbox', name: 'remember' });
  const given = await dialog({
    title: 'Access token',
    body: [
      h(
        'p',
        null,
        'The worker asks for its token: the setting operator.token. Where that is not set, the worker’s log tells it.',
      ),
      h(
        'div',
        { class: 'field' },
        h('label', { for: id }, 'Token'),
        field,
        refused ? h('p', { id: `${id}-error`, class: 'error' }, 'The worker did not accept the last one.') : null,
      ),
      h('label', { class: 'check' }, remember, 'Remember it in this browser'),
    ],
    action: 'Continue',
  });
  if (!given) {
    throw new DOMException('No token was given', 'AbortError');
  }
  keep(field.value.trim(), remember.checked);
}

function keep(value, forLong) {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
  (forLong ? localStorage : sessionStorage).setItem(KEY, value);
}
