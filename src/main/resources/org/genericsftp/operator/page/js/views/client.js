// One client: how it is set, how its connection is, what runs, and what has been.

import { change, get, path } from '../api.js';
import { h, set } from '../dom.js';
import { groups, serverFacts } from '../groups.js';
import { History } from '../history.js';
import { icon } from '../icons.js';
import { loadWorker } from '../load.js';
import { act, announce } from '../notices.js';
import { to } from '../route.js';
import { RunningList } from '../running.js';
import { stageList } from '../stages.js';
import { stateTag } from '../states.js';
import { store } from '../store.js';
import { counted } from '../words.js';

export async function clientView({ path: [, name] }, signal) {
  const at = path('clients', name);
  const { heard } = store;
  const [client, { entries }] = await Promise.all([get(at, signal), get(`${at}/history`, signal), loadWorker(signal)]);
  const view = new ClientPage(client, entries);
  view.listen(signal);
  if (store.heard > heard) {
    view.reload(signal); // something may have come after the answers, and before the view listened
  }
  return { title: name, content: view.content() };
}

class ClientPage {
  groups = h('div', { class: 'groups' });
  check = h('div', { class: 'check' });
  facts = h('div');
  state = h('span', { class: 'head-state' });

  constructor(client, entries) {
    this.client = client;
    this.at = path('clients', client.name);
    this.running = new RunningList(client.name);
    this.history = new History(client.name, entries);
    store.setRunning(client.name, client.running ?? []);
    this.buttons = this.makeButtons();
    this.show();
    this.showCheck(client.check);
    this.running.update(store.running.get(client.name));
  }

  content() {
    const { name } = this.client;
    return [
      h('p', { class: 'crumbs' }, h('a', { href: to() }, icon('back'), 'Clients')),
      h(
        'div',
        { class: 'title' },
        h('h1', null, name),
        this.state,
        h('div', { class: 'buttons' }, Object.values(this.buttons)),
      ),
      this.groups,
      h(
        'div',
        { class: 'columns' },
        h('section', { class: 'card' }, h('h2', null, 'Running now'), this.running.element),
        h('section', { class: 'card' }, h('h2', null, 'Connection check'), this.check),
      ),
      this.facts,
      this.history.element,
    ];
  }

  makeButtons() {
    const post = (title, action, done, main) => {
      const button = h(
        'button',
        {
          type: 'button',
          class: main ? 'main' : null,
          onclick: () => act(button, () => change('POST', `${this.at}/${action}`), done),
        },
        title,
      );
      return button;
    };
    const { name } = this.client;
    return {
      apply: post('Apply', 'apply', 'Apply: the connection is checked, then everything is synced.', true),
      check: post('Check', 'check', 'The connection is being checked.'),
      pause: post('Pause', 'pause', 'Paused: nothing new is begun.'),
      resume: post('Resume', 'resume', 'Resumed.'),
      change: h('a', { class: 'button', href: to('client', name, 'change') }, 'Change…'),
      plots: h('a', { class: 'button', href: to('client', name, 'plots') }, 'Plots'),
      messages: h('a', { class: 'button', href: to('client', name, 'messages') }, 'Invalid messages'),
    };
  }

  listen(signal) {
    const { name } = this.client;
    store.on(
      'client',
      signal,
      ({ line }) => {
        this.tellChange(line);
        this.client = { ...this.client, ...line };
        this.show();
      },
      name,
    );
    store.on('clients', signal, () => this.reload(signal));
    store.on('running', signal, ({ running }) => this.running.update(running), name);
    store.on('check', signal, ({ check }) => this.showCheck(check), name);
    store.on(
      'entry',
      signal,
      ({ entry }) => {
        this.history.add(entry);
        announce(`${entry.kind === 'sync' ? 'A sync' : 'A request'} has ended: ${entry.status.toLowerCase()}`);
      },
      name,
    );
    store.on('worker', signal, () => this.showButtons());
  }

  /** After a break in the events: what came meanwhile was not heard. */
  async reload(signal) {
    try {
      const [client, { entries }] = await Promise.all([get(this.at, signal), get(`${this.at}/history`, signal)]);
      this.client = client;
      store.setRunning(client.name, client.running ?? []);
      this.show();
      this.showCheck(client.check);
      entries
        .toReversed()
        .filter(({ id }) => !this.history.rows.has(id))
        .forEach((entry) => this.history.add(entry));
    } catch {
      // The next break or view tells.
    }
  }

  tellChange({ state, status }) {
    if (state !== this.client.state) {
      announce(`${this.client.name} is ${state}: ${status}`);
    }
  }

  show() {
    this.groups.replaceChildren(...groups(this.client));
    this.facts.replaceChildren(...serverFacts(this.client));
    this.state.replaceChildren(stateTag(this.client.state));
    this.showButtons();
  }

  showButtons() {
    const { pause, resume, change: form, messages } = this.buttons;
    // In quiet hours it is not an operator who has paused it.
    const paused = this.client.state === 'paused' && !this.client.quietUntil;
    const focused = document.activeElement;
    set(pause, 'hidden', paused || !store.mayEdit());
    set(resume, 'hidden', !paused || !store.mayEdit());
    if (focused === pause && paused) {
      resume.focus();
    } else if (focused === resume && !paused) {
      pause.focus();
    }
    set(form, 'hidden', !store.mayEdit());
    form.textContent = this.client.editable ? 'Change…' : 'Settings…';
    const invalid = this.client.queues?.invalid ?? 0;
    messages.textContent = invalid > 0 ? counted(invalid, 'invalid message') : 'Invalid messages';
    messages.classList.toggle('warn', invalid > 0);
  }

  showCheck(check) {
    this.check.replaceChildren(...stageList(check));
  }
}
