// All clients at a glance: searched, filtered by state and sorted.

import { ClientRow } from '../client-row.js';
import { h, set, setText } from '../dom.js';
import { icon } from '../icons.js';
import { loadClients, loadWorker } from '../load.js';
import { announce } from '../notices.js';
import { keepQuery, to } from '../route.js';
import { STATES } from '../states.js';
import { store } from '../store.js';
import { counted, millisOf, sentence } from '../words.js';

const byText = (text) => (a, b) => text(a).localeCompare(text(b), 'en', { numeric: true });
const byNumber = (number) => (a, b) => number(a) - number(b);
const FAR = 8.64e15;
const TOGETHER_MILLIS = 250;

const COLUMNS = [
  { key: 'state', title: 'State', order: byNumber((line) => STATES.indexOf(line.state)) },
  { key: 'name', title: 'Client', order: byText((line) => line.name) },
  { key: 'paths', title: 'Source and destination', order: byText((line) => `${line.source}\n${line.destination}`) },
  {
    key: 'sync',
    title: 'Automatic sync',
    order: byNumber((line) => (line.nextSyncAt ? Date.parse(line.nextSyncAt) : line.automaticSync ? millisOf(line.automaticSync) : FAR)),
  },
  {
    key: 'last',
    title: 'Last sync',
    order: byNumber((line) => -(Date.parse(line.lastSync?.completedAt ?? line.lastSync?.startedAt) || 0)),
  },
  {
    key: 'rate',
    title: 'Files a minute',
    order: byNumber((line) => -(line.filesPerMinute ?? []).reduce((a, b) => a + b, 0)),
  },
];

export async function clientsView({ query }, signal) {
  await Promise.all([loadWorker(signal), loadClients(signal)]);
  const list = new ClientList(query);
  list.listen(signal);
  return { title: 'Clients', content: list.content() };
}

class ClientList {
  rows = new Map();
  body = h('tbody', { role: 'rowgroup' });
  found = h('p', { class: 'found', role: 'status' });
  states = h('div', { class: 'chips', role: 'group', 'aria-label': 'State' });
  chips = new Map();

  constructor(query) {
    this.search = query.get('search') ?? '';
    this.state = query.get('state') ?? '';
    this.sort = COLUMNS.some(({ key }) => key === query.get('sort')) ? query.get('sort') : 'name';
    this.heads = COLUMNS.map((column) => this.head(column));
    this.fill();
  }

  content() {
    const field = h('input', {
      type: 'search',
      id: 'search',
      value: this.search,
      placeholder: 'Name, host, user or folder',
      spellcheck: 'false',
      autocomplete: 'off',
      oninput: () => this.choose({ search: field.value }),
    });
    const sort = h(
      'select',
      { id: 'sort', onchange: () => this.choose({ sort: sort.value }) },
      COLUMNS.map(({ key, title }) => h('option', { value: key, selected: key === this.sort }, title)),
    );
    this.sortField = sort;
    return [
      h(
        'div',
        { class: 'title' },
        h('h1', null, 'Clients'),
        (this.add = h('a', { class: 'button main', href: to('new'), hidden: !store.mayEdit() }, 'New client')),
      ),
      h(
        'div',
        { class: 'tools' },
        h('div', { class: 'search' }, h('label', { class: 'unseen', for: 'search' }, 'Search'), field),
        this.states,
        h('div', { class: 'sort' }, h('label', { for: 'sort' }, 'Sort by'), sort),
      ),
      this.found,
      h(
        'table',
        { class: 'clients', role: 'table', 'aria-label': 'Clients' },
        h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, this.heads)),
        this.body,
      ),
    ];
  }

  listen(signal) {
    store.on('clients', signal, () => this.fill());
    store.on('client', signal, ({ name, line }) => {
      const row = this.rows.get(name);
      row ? row.update(line) : this.rows.set(name, new ClientRow(line));
      this.arrangeSoon();
    });
    store.on('removed', signal, ({ name }) => {
      this.rows.get(name)?.element.remove();
      this.rows.delete(name);
      this.arrangeSoon();
    });
    store.on('worker', signal, () => set(this.add, 'hidden', !store.mayEdit()));
  }

  head({ key, title }) {
    return h(
      'th',
      { class: key, role: 'columnheader', scope: 'col', 'data-key': key },
      h('button', { type: 'button', class: 'head', onclick: () => this.choose({ sort: key }) }, title),
    );
  }

  fill() {
    for (const [name, row] of this.rows) {
      if (!store.clients.has(name)) {
        row.element.remove();
        this.rows.delete(name);
      }
    }
    for (const line of store.clients.values()) {
      const row = this.rows.get(line.name);
      row ? row.update(line) : this.rows.set(line.name, new ClientRow(line));
    }
    this.arrange();
  }

  choose(choice) {
    Object.assign(this, choice);
    keepQuery({ search: this.search, state: this.state, sort: this.sort === 'name' ? '' : this.sort });
    this.sortField.value = this.sort;
    this.arrange();
    announce(this.found.textContent);
  }

  /** Once for many events that come together. */
  arrangeSoon() {
    this.soon ??= setTimeout(() => this.arrange(), TOGETHER_MILLIS);
  }

  /** Shows the rows that are wanted, in their order; moves only those that stand elsewhere. */
  arrange() {
    clearTimeout(this.soon);
    this.soon = null;
    const words = this.search.toLowerCase().split(/\s+/);
    const matching = [...this.rows.values()].filter(({ text }) => words.every((word) => text.includes(word)));
    const wanted = matching.filter(({ line }) => this.state === '' || line.state === this.state);
    const { order } = COLUMNS.find(({ key }) => key === this.sort);
    wanted.sort((a, b) => order(a.line, b.line) || COLUMNS[1].order(a.line, b.line));
    this.place(wanted.map(({ element }) => element));
    this.showChips(matching);
    for (const head of this.heads) {
      set(head, 'aria-sort', head.dataset.key === this.sort ? 'ascending' : null);
    }
    setText(this.found, this.words(wanted.length));
  }

  place(elements) {
    const kept = new Set(elements);
    for (const shown of [...this.body.children]) {
      if (!kept.has(shown)) {
        shown.remove();
      }
    }
    elements.forEach((element, index) => {
      const there = this.body.children[index];
      if (there !== element) {
        this.body.insertBefore(element, there ?? null);
      }
    });
  }

  showChips(matching) {
    for (const state of ['', ...STATES]) {
      const chip = this.chips.get(state) ?? this.makeChip(state);
      const count = state === '' ? matching.length : matching.filter(({ line }) => line.state === state).length;
      setText(chip.lastChild, String(count));
      set(chip, 'aria-pressed', String(state === this.state));
      set(chip, 'hidden', count === 0 && state !== '' && state !== this.state);
    }
  }

  makeChip(state) {
    const chip = h(
      'button',
      {
        type: 'button',
        class: `chip state-${state || 'all'}`,
        onclick: () => this.choose({ state }),
      },
      state === '' ? null : icon(state),
      state === '' ? 'All ' : `${sentence(state)} `,
      h('b', null, ''),
    );
    this.chips.set(state, chip);
    this.states.append(chip);
    return chip;
  }

  words(shown) {
    const all = this.rows.size;
    if (all === 0) {
      return 'No clients are configured yet.';
    }
    return shown === all ? counted(all, 'client') : `${shown} of ${counted(all, 'client')}`;
  }
}
