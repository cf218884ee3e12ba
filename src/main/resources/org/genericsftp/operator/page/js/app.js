// Starts the page: shows the view that the address names, and what holds for all views around it.

import { showBanners } from './banners.js';
import { h } from './dom.js';
import { showFrame } from './frame.js';
import { stayLive } from './live.js';
import { parse, to } from './route.js';
import { keepTimesTrue } from './times.js';
import { clientView } from './views/client.js';
import { clientsView } from './views/clients.js';
import { entryView } from './views/entry.js';
import { formView } from './views/form.js';
import { messagesView } from './views/messages.js';

const SLOW_MILLIS = 200;

const main = document.getElementById('main');
let current = new AbortController();
let seen = false;

/** A view takes its route and a signal that ends it, and gives its title and its elements, at once or later. */
function viewOf({ path: [place, name, part, id] }) {
  if (place === undefined) {
    return clientsView;
  }
  if (place === 'new') {
    return formView;
  }
  if (place === 'plots') {
    return plotsView;
  }
  if (place !== 'client' || name === undefined) {
    return missingView;
  }
  if (part === 'history' && id !== undefined) {
    return entryView;
  }
  return { undefined: clientView, change: formView, messages: messagesView, plots: plotsView }[part] ?? missingView;
}

/** With the plotting library, which no other view needs. */
async function plotsView(route, signal) {
  return (await import('./views/plots.js')).plotsView(route, signal);
}

async function show() {
  current.abort();
  current = new AbortController();
  const { signal } = current;
  const route = parse(location.hash);
  const slow = setTimeout(() => main.replaceChildren(h('p', { class: 'loading' }, 'Loading…')), SLOW_MILLIS);
  try {
    const view = await viewOf(route)(route, signal);
    if (!signal.aborted) {
      place(view);
    }
  } catch (e) {
    if (!signal.aborted) {
      place(troubleView(e));
    }
  } finally {
    clearTimeout(slow);
  }
}

function place({ title, content }) {
  document.title = `${title} · SFTP clients`;
  main.replaceChildren(...content);
  main.removeAttribute('aria-busy');
  for (const link of document.querySelectorAll('nav a')) {
    const here = link.hash === (location.hash.split('?')[0] || '#/');
    here ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
  if (seen) {
    // the first view leaves the focus where the browser has it
    const heading = main.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  seen = true;
}

function missingView() {
  return {
    title: 'Not found',
    content: [h('h1', null, 'There is no such page'), h('p', null, h('a', { href: to() }, 'All clients'))],
  };
}

function troubleView(error) {
  if (error.status === 404) {
    return {
      title: 'Not found',
      content: [
        h('h1', null, 'This is not there any more'),
        h('p', null, error.message),
        h('p', null, h('a', { href: to() }, 'All clients')),
      ],
    };
  }
  return {
    title: 'Trouble',
    content: [
      h('h1', null, 'This could not be shown'),
      h('p', null, error.name === 'AbortError' ? 'The worker wants a token.' : error.message),
      h('button', { type: 'button', onclick: show }, 'Try again'),
    ],
  };
}

window.addEventListener('hashchange', show);
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault(); // the address is the view's
  main.focus();
});
showFrame();
showBanners();
keepTimesTrue();
stayLive();
show();
