// What the user must know in every view: the worker is not reached, its broker is away, its configuration has faults.

import { h } from './dom.js';
import { icon } from './icons.js';
import { connectNow } from './live.js';
import { store } from './store.js';
import { time } from './times.js';

const PATIENCE_MILLIS = 2000; // a short break is not worth a banner

export function showBanners() {
  const place = document.getElementById('banners');
  const { signal } = new AbortController();
  let shown = '';
  let late = null;
  const show = () => {
    const banners = wanted();
    const text = JSON.stringify(banners.map(({ key }) => key));
    if (text !== shown) {
      // else it would be read out again
      shown = text;
      place.replaceChildren(...banners.map(({ make }) => make()));
    }
  };
  store.on('worker', signal, show);
  store.on('connection', signal, () => {
    clearTimeout(late);
    late = setTimeout(show, store.connection.state === 'lost' ? PATIENCE_MILLIS : 0);
  });
}

function wanted() {
  const { worker, connection } = store;
  const banners = [];
  if (connection.state === 'lost') {
    banners.push({ key: 'lost', make: lost });
  }
  if (connection.state === 'locked') {
    banners.push({ key: 'locked', make: locked });
  }
  if (worker?.broker?.connected === false) {
    banners.push({ key: 'broker', make: () => brokerAway(worker.broker) });
  }
  if (worker?.configuration?.faults?.length > 0) {
    banners.push({ key: worker.configuration, make: () => faulty(worker.configuration) });
  }
  return banners;
}

function banner(kind, ...content) {
  return h('section', { class: `banner ${kind}`, role: 'alert' }, icon('warning'), h('div', null, ...content));
}

function lost() {
  return banner(
    'bad',
    h(
      'p',
      null,
      h('strong', null, 'The worker cannot be reached. '),
      'What you see may be old. It is tried again by itself.',
    ),
    h('button', { type: 'button', onclick: connectNow }, 'Try now'),
  );
}

function locked() {
  return banner(
    'bad',
    h('p', null, h('strong', null, 'The worker wants its token.')),
    h('button', { type: 'button', onclick: unlock }, 'Enter the token'),
  );
}

function unlock() {
  connectNow();
  window.dispatchEvent(new Event('hashchange'));
}

function brokerAway({ url }) {
  return banner(
    'bad',
    h(
      'p',
      null,
      h('strong', null, 'The worker has no connection to its broker. '),
      'Requests wait there: ',
      h('code', null, url),
    ),
  );
}

function faulty({ file, faults, loadedAt }) {
  return banner(
    'warn',
    h(
      'p',
      null,
      h('strong', null, 'The configuration has faults. '),
      'The worker goes on with what it read ',
      time(loadedAt),
      '.',
    ),
    h('p', null, h('code', null, file)),
    h(
      'ul',
      null,
      faults.map((fault) => h('li', null, h('code', null, fault))),
    ),
  );
}
