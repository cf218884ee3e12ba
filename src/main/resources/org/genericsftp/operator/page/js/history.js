// The last requests and syncs of a client.

import { totalsWords } from './client-row.js';
import { h, set, setText } from './dom.js';
import { phaseBar } from './phases.js';
import { to } from './route.js';
import { resultTag } from './states.js';
import { time } from './times.js';
import { bytes, dateTime, isoDuration, sentence } from './words.js';

const KEPT = 200;
const TROUBLE = new Set(['FAILED', 'PARTIAL', 'REJECTED', 'EXPIRED']);
const SHOW = {
  all: ['All', () => true],
  trouble: ['With trouble', ({ status }) => TROUBLE.has(status)],
  requests: ['Requests', ({ kind }) => kind === 'request'],
  syncs: ['Syncs', ({ kind }) => kind === 'sync'],
  copied: ['With copies', ({ totals }) => totals?.copied > 0],
};

export class History {
  rows = new Map();
  body = h('tbody', { role: 'rowgroup' });
  found = h('p', { class: 'found', role: 'status' });
  show = 'all';
  search = '';

  constructor(client, entries) {
    this.client = client;
    this.entries = [];
    const field = h('input', {
      type: 'search',
      id: 'history-search',
      placeholder: 'Requester, id, filter or error',
      autocomplete: 'off',
      spellcheck: 'false',
      oninput: () => {
        this.search = field.value.toLowerCase();
        this.arrange();
      },
    });
    this.chips = Object.entries(SHOW).map(([key, [title]]) =>
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'data-key': key,
          onclick: () => {
            this.show = key;
            this.arrange();
          },
        },
        title,
      ),
    );
    this.element = h(
      'section',
      { class: 'card' },
      h('h2', null, 'History'),
      h(
        'div',
        { class: 'tools' },
        h(
          'div',
          { class: 'search' },
          h('label', { class: 'unseen', for: 'history-search' }, 'Search the history'),
          field,
        ),
        h('div', { class: 'chips', role: 'group', 'aria-label': 'Which entries' }, this.chips),
      ),
      this.found,
      h(
        'table',
        { class: 'history', role: 'table', 'aria-label': 'History' },
        h(
          'thead',
          { role: 'rowgroup' },
          h(
            'tr',
            { role: 'row' },
            ['Result', 'What was asked', 'Files', 'Duration', 'When'].map((title) =>
              h('th', { role: 'columnheader', scope: 'col' }, title),
            ),
          ),
        ),
        this.body,
      ),
    );
    entries.toReversed().forEach((entry) => this.keep(entry));
    this.arrange();
  }

  /** A new one, which comes first; or one that is known, told better. */
  add(entry) {
    this.keep(entry);
    this.arrange();
  }

  keep(entry) {
    this.rows.get(entry.id)?.element.remove();
    this.rows.delete(entry.id);
    const row = { entry, element: this.row(entry), text: searched(entry) };
    this.rows = new Map([[entry.id, row], ...this.rows]);
    const [oldest] = [...this.rows.keys()].slice(KEPT);
    if (oldest !== undefined) {
      this.rows.get(oldest).element.remove();
      this.rows.delete(oldest);
    }
  }

  arrange() {
    const [, included] = SHOW[this.show];
    const wanted = [...this.rows.values()].filter(({ entry, text }) => included(entry) && text.includes(this.search));
    const kept = new Set(wanted.map(({ element }) => element));
    [...this.body.children].filter((element) => !kept.has(element)).forEach((element) => element.remove());
    wanted.forEach(({ element }, index) => {
      if (this.body.children[index] !== element) {
        this.body.insertBefore(element, this.body.children[index] ?? null);
      }
    });
    this.chips.forEach((chip) => set(chip, 'aria-pressed', String(chip.dataset.key === this.show)));
    setText(this.found, this.words(wanted.length));
  }

  words(shown) {
    const all = this.rows.size;
    if (all === 0) {
      return 'Nothing has been asked since the worker’s start.';
    }
    return shown === all ? `${all} of at most ${KEPT} that are kept` : `${shown} of ${all}`;
  }

  row(entry) {
    const cell = (name, ...content) =>
      h(
        name === 'what' ? 'th' : 'td',
        {
          class: name,
          role: name === 'what' ? 'rowheader' : 'cell',
          scope: name === 'what' ? 'row' : null,
        },
        ...content,
      );
    return h(
      'tr',
      { role: 'row' },
      cell('result', resultTag(entry.status)),
      cell(
        'what',
        h('a', { href: to('client', this.client, 'history', entry.id) }, asked(entry)),
        h('span', { class: 'detail' }, origin(entry)),
        entry.error ? h('span', { class: 'detail trouble' }, entry.error.message) : null,
      ),
      cell(
        'files',
        totalsWords(entry.totals),
        entry.totals?.bytes > 0 ? h('span', { class: 'detail' }, bytes(entry.totals.bytes)) : null,
      ),
      cell('took', phaseBar(entry)),
      cell('when', time(entry.completedAt ?? entry.receivedAt)),
    );
  }
}

function searched(entry) {
  return [asked(entry), origin(entry), entry.requestId, entry.error?.code, entry.error?.message]
    .join('\n')
    .toLowerCase();
}

function origin({ kind, requester, dryRun, requestId }) {
  const words = requester ? `for ${requester}` : kind === 'sync' ? '' : requestId;
  return [words, dryRun ? 'dry run' : ''].filter((word) => word).join(' · ');
}

/** What a request or sync was for, in words: "*.csv in north, changed from … to …". */
export function asked({ kind, filter }) {
  if (!filter || Object.keys(filter).length === 0) {
    return kind === 'sync' ? 'Sync of everything' : 'Every file';
  }
  const { fileName, fileTime, fileSize, directory, timeZone, changedSince, inline, afterwards, ...others } = filter;
  const words = [
    names(fileName),
    directory ? `in ${directory.path ?? directory}` : '',
    times(fileTime),
    sizes(fileSize),
    timeZone ? `by the days of ${timeZone}` : '',
    inline ? `with contents up to ${bytes(inline.max)}` : '',
    afterwards ? (afterwards.moveTo ? `then moved to ${afterwards.moveTo}` : 'then deleted at the source') : '',
    changedSince && changedSince !== 'beginning' ? 'changed since the last reply' : '',
    ...Object.entries(others)
      .filter(([, value]) => value !== null && value !== false)
      .map(
        ([key, value]) => `${sentence(key).toLowerCase()} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
      ),
  ];
  const said = words.filter((word) => word).join(', ');
  return kind === 'sync' ? `Sync of ${said}` : said.replace(/^every/, 'Every');
}

function names(fileName) {
  if (!fileName) {
    return 'every file';
  }
  if (typeof fileName === 'string' || Array.isArray(fileName)) {
    return [fileName].flat().join(' ');
  }
  const include = [fileName.include ?? []].flat().join(' ') || 'every file';
  const exclude = [fileName.exclude ?? []].flat().join(' ');
  return exclude ? `${include} but not ${exclude}` : include;
}

function times(fileTime) {
  if (!fileTime) {
    return '';
  }
  const { from, to: end, within } = fileTime;
  return [
    within ? `changed within ${isoDuration(within)}` : '',
    from ? `changed from ${dateTime(from)}` : '',
    end ? `${from ? '' : 'changed '}until ${dateTime(end)}` : '',
  ]
    .filter((word) => word)
    .join(' ');
}

function sizes(fileSize) {
  const { min, max } = fileSize ?? {};
  return [min ? `from ${bytes(min)}` : '', max !== undefined ? `up to ${bytes(max)}` : ''].filter((word) => word).join(' ');
}
