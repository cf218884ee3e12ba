// Dialogs that hold the page until they are answered. The browser keeps the focus inside, and gives it back.

import { freshId, h } from './dom.js';

/** Resolves to true when the action is chosen, to false when it is not. */
export function dialog({ title, body, action, dangerous = false }) {
  return new Promise((resolve) => {
    const id = freshId('dialog');
    const element = h(
      'dialog',
      { 'aria-labelledby': id },
      h(
        'form',
        { method: 'dialog' },
        h('h2', { id }, title),
        body,
        h(
          'div',
          { class: 'buttons' },
          h('button', { type: 'button', onclick: () => element.close('') }, 'Cancel'),
          h('button', { class: dangerous ? 'danger' : 'main', value: 'yes' }, action),
        ),
      ),
    );
    element.addEventListener('close', () => {
      element.remove();
      resolve(element.returnValue === 'yes');
    });
    document.body.append(element);
    element.showModal();
  });
}
