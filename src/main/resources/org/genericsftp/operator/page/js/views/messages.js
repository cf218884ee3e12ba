// Messages that could not be answered: looked at, sent again or discarded.

import { change, get, path } from '../api.js';
import { dialog } from '../dialog.js';
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { act } from '../notices.js';
import { to } from '../route.js';
import { time } from '../times.js';
import { counted } from '../words.js';

export async function messagesView({ path: [, name] }, signal) {
  const at = path('clients', name);
  const { messages, more } = await get(`${at}/invalid`, signal);
  const found = h('p', { class: 'found', role: 'status', tabindex: '-1' });
  let left = messages.length;
  const tell = () => {
    found.textContent = left === 0 ? 'There are none.' : more ? `The first ${left}` : counted(left, 'message');
  };
  tell();
  const gone = (element) => {
    element.remove();
    left -= 1;
    tell();
    found.focus();
  };
  return {
    title: `Invalid messages of ${name}`,
    content: [
      h('p', { class: 'crumbs' }, h('a', { href: to('client', name) }, icon('back'), name)),
      h('div', { class: 'title' }, h('h1', null, `Invalid messages of ${name}`)),
      h('p', { class: 'lead' }, 'These could not be answered, or were given up after too many tries.'),
      found,
      ...messages.map((message) => messageCard(`${at}/invalid/${path(message.id)}`, message, gone)),
    ],
  };
}

function messageCard(at, { id, reason, at: since, type, body, redelivered }, gone) {
  const again = h(
    'button',
    {
      type: 'button',
      'aria-label': `Send again ${id}`,
      onclick: async () => {
        if (await act(again, () => change('POST', `${at}/send-again`), 'It has been sent again.')) {
          gone(card);
        }
      },
    },
    'Send again',
  );
  const discard = h(
    'button',
    {
      type: 'button',
      class: 'danger',
      'aria-label': `Discard ${id}`,
      onclick: async () => {
        const sure = await dialog({
          title: 'Discard this message?',
          body: [
            h('p', null, 'It is gone for good, and nobody is answered.'),
            h('p', null, h('code', { class: 'wrap' }, id)),
          ],
          action: 'Discard it',
          dangerous: true,
        });
        if (sure && (await act(discard, () => change('POST', `${at}/discard`), 'It is discarded.'))) {
          gone(card);
        }
      },
    },
    'Discard…',
  );
  const card = h(
    'article',
    { class: 'card message' },
    h(
      'div',
      { class: 'work-head' },
      h('h2', null, reason || 'No reason is given'),
      h(
        'p',
        { class: 'detail' },
        type ? [h('b', null, type), ' · '] : null,
        time(since),
        redelivered ? ' · delivered before' : '',
        ' · ',
        h('code', null, id),
      ),
      h('div', { class: 'buttons' }, again, discard),
    ),
    h('pre', { tabindex: '0', 'aria-label': 'Body' }, pretty(body ?? '')),
  );
  return card;
}

/** JSON with line breaks; anything else as it is. */
function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
