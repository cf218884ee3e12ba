// The head of the page: which worker it is, and whether what is shown is live.

import { h, setText } from './dom.js';
import { store } from './store.js';

const LINK = {
  connecting: 'Connecting…',
  live: 'Live',
  resting: 'Resting',
  lost: 'Not connected',
  locked: 'Locked',
};

export function showFrame() {
  const worker = document.getElementById('worker');
  const link = document.getElementById('link');
  const { signal } = new AbortController();
  store.on('worker', signal, () => {
    const { name, version } = store.worker;
    worker.replaceChildren(h('span', { class: 'unseen' }, 'Worker '), name, h('small', null, ` ${version}`));
  });
  const showLink = () => {
    const { state } = store.connection;
    link.dataset.state = state;
    setText(link, LINK[state]);
  };
  store.on('connection', signal, showLink);
  showLink();
}
