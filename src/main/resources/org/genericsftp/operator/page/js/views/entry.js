// One request or sync of the past, with what became of each file.

import { change, get, path } from '../api.js';
import { totalsWords } from '../client-row.js';
import { h, set, setText } from '../dom.js';
import { asked } from '../history.js';
import { icon } from '../icons.js';
import { act } from '../notices.js';
import { phaseList, took } from '../phases.js';
import { to } from '../route.js';
import { resultTag } from '../states.js';
import { time } from '../times.js';
import { bytes, count, counted, dateTime, duration, sentence } from '../words.js';

const OUTCOMES = ['FAILED', 'SKIPPED', 'COPIED', 'PLANNED', 'UNCHANGED', 'CONSUMED'];
const REASONS = {
  UNSETTLED: 'It was changed too recently to be whole for certain.',
  UNMARKED: 'Its marker is not there.',
  LINK: 'It is a link that is not followed.',
  SPECIAL: 'It is no ordinary file.',
};

export async function entryView({ path: [, name, , id] }, signal) {
  const entry = await get(path('clients', name, 'history', id), signal);
  const kind = entry.kind === 'sync' ? 'Sync' : 'Request';
  return {
    title: `${kind} of ${name}`,
    content: [
      h('p', { class: 'crumbs' }, h('a', { href: to('client', name) }, icon('back'), name)),
      h('div', { class: 'title' }, h('h1', null, asked(entry)), resultTag(entry.status), askAgain(name, entry)),
      entry.error
        ? h(
            'div',
            { class: 'banner bad' },
            icon('warning'),
            h('p', null, entry.error.message, ' ', h('code', null, entry.error.code)),
          )
        : null,
      h('div', { class: 'columns' }, summary(kind, entry), phases(entry)),
      files(entry),
    ].filter((part) => part !== null),
  };
}

function askAgain(name, { kind, id }) {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'main',
      onclick: async () => {
        if (
          await act(
            button,
            () => change('POST', `${path('clients', name)}/ask-again`, { id }),
            'It has been asked again.',
          )
        ) {
          location.hash = to('client', name);
        }
      },
    },
    kind === 'sync' ? 'Sync again' : 'Ask again',
  );
  return h('div', { class: 'buttons' }, button);
}

function summary(kind, entry) {
  const rows = [
    [`${kind}`, h('code', null, entry.requestId ?? entry.id)],
    ['Requester', entry.requester],
    ['Worker', entry.worker],
    [
      'Received',
      entry.receivedAt ? h('span', null, dateTime(entry.receivedAt), ' (', time(entry.receivedAt), ')') : null,
    ],
    ['Completed', entry.completedAt ? dateTime(entry.completedAt) : null],
    ['Dry run', entry.dryRun ? 'Yes: nothing was copied' : null],
    ['Files', totalsWords(entry.totals)],
    ['Bytes copied', bytes(entry.totals?.bytes ?? 0)],
    ['As asked', entry.filter ? h('code', { class: 'wrap' }, JSON.stringify(entry.filter)) : null],
  ];
  return h(
    'section',
    { class: 'card group' },
    h('h2', null, 'Summary'),
    h(
      'dl',
      null,
      rows
        .filter(([, value]) => value)
        .map(([title, value]) => h('div', null, h('dt', null, title), h('dd', null, value))),
    ),
  );
}

function phases(entry) {
  const whole = took(entry);
  return h(
    'section',
    { class: 'card' },
    h('h2', null, 'Duration'),
    whole === null ? null : h('p', { class: 'big' }, duration(whole)),
    phaseList(entry) ?? h('p', { class: 'muted' }, 'The worker that did it does not tell the parts.'),
  );
}

function files({ files: all = [], filesOmitted = 0, totals }) {
  const body = h('tbody', { role: 'rowgroup' }, all.map(fileRow));
  const found = h('p', { class: 'found', role: 'status' });
  const present = OUTCOMES.filter((outcome) => all.some((file) => file.outcome === outcome));
  const chips = ['', ...present].map((outcome) =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip',
        onclick: () => show(outcome),
        'data-key': outcome,
      },
      outcome === '' ? 'All' : `${sentence(outcome)} `,
      h('b', null, count(outcome === '' ? all.length : all.filter((file) => file.outcome === outcome).length)),
    ),
  );
  const show = (outcome) => {
    const rows = [...body.children];
    rows.forEach((row) => set(row, 'hidden', outcome !== '' && row.dataset.outcome !== outcome));
    chips.forEach((chip) => set(chip, 'aria-pressed', String(chip.dataset.key === outcome)));
    setText(found, told(rows.filter((row) => !row.hidden).length, filesOmitted, totals));
  };
  show('');
  return h(
    'section',
    { class: 'card' },
    h('h2', null, 'Files'),
    present.length > 1 ? h('div', { class: 'chips', role: 'group', 'aria-label': 'Outcome' }, chips) : null,
    found,
    all.length === 0
      ? null
      : h(
          'table',
          { class: 'files', role: 'table', 'aria-label': 'Files' },
          h(
            'thead',
            { role: 'rowgroup' },
            h(
              'tr',
              { role: 'row' },
              ['Outcome', 'Name', 'Size', 'Changed'].map((title) =>
                h('th', { role: 'columnheader', scope: 'col' }, title),
              ),
            ),
          ),
          body,
        ),
  );
}

function told(shown, omitted, totals) {
  const words = [counted(shown, 'file')];
  if (omitted > 0) {
    words.push(`${count(omitted)} more are not kept`);
  }
  if (shown === 0 && totals?.unchanged > 0) {
    words.push(`${counted(totals.unchanged, 'file')} unchanged, which a sync only counts`);
  }
  if (shown === 0 && totals?.consumed > 0) {
    words.push(`${counted(totals.consumed, 'file')} delivered before and taken away since, which a sync only counts`);
  }
  return words.join('; ');
}

function fileRow({ name, destinationName, size, modified, outcome, reason, error }) {
  const why = error ? `${error.message}` : reason ? (REASONS[reason] ?? sentence(reason)) : '';
  return h(
    'tr',
    { role: 'row', 'data-outcome': outcome },
    h('td', { role: 'cell', class: 'result' }, resultTag(outcome)),
    h(
      'th',
      { role: 'rowheader', scope: 'row', class: 'what' },
      h('span', { class: 'file' }, name),
      destinationName ? h('span', { class: 'detail' }, 'at the destination: ', destinationName) : null,
      why
        ? h('span', { class: error ? 'detail trouble' : 'detail' }, why, ' ', h('code', null, error?.code ?? reason))
        : null,
    ),
    h('td', { role: 'cell', class: 'number' }, size === null || size === undefined ? '' : bytes(size)),
    h('td', { role: 'cell', class: 'when' }, modified ? time(modified, 'date') : ''),
  );
}
