// One client's line in the list of all.

import { h, setText } from './dom.js';
import { to } from './route.js';
import { sparkline } from './sparkline.js';
import { resultTag, stateTag } from './states.js';
import { time } from './times.js';
import { authentication, automatically, count } from './words.js';

export class ClientRow {
  element = h('tr', { role: 'row' });

  constructor(line) {
    this.cells = Object.fromEntries(
      ['state', 'name', 'paths', 'sync', 'last', 'rate'].map((name) => [
        name,
        h(name === 'name' ? 'th' : 'td', {
          class: name,
          role: name === 'name' ? 'rowheader' : 'cell',
          scope: name === 'name' ? 'row' : null,
        }),
      ]),
    );
    this.element.append(...Object.values(this.cells));
    this.link = h('a', { href: to('client', line.name) }, line.name);
    this.authentication = h('span', { class: 'detail' });
    this.account = h('span', { class: 'detail account' });
    this.cells.name.append(h('span', { class: 'line' }, this.link, this.authentication), this.account);
    this.update(line);
  }

  /** Replaces only what has changed: the link may have the focus. */
  update(line) {
    const before = this.line ?? {};
    this.line = line;
    const { state, paths, sync, last, rate } = this.cells;
    if (before.state !== line.state || before.status !== line.status || before.since !== line.since || before.quietUntil !== line.quietUntil) {
      state.replaceChildren(stateTag(line.state), ...said(line));
    }
    const account = `${line.username}@${line.host}${line.port === 22 ? '' : `:${line.port}`}`;
    setText(this.authentication, authentication(line.authentication).toLowerCase());
    setText(this.account, account);
    this.account.title = account;
    paths.replaceChildren(
      h('span', { class: 'path', title: line.source }, line.source),
      h('span', { class: 'path to', title: line.destination }, h('span', { class: 'unseen' }, 'to '), line.destination),
    );
    sync.replaceChildren(...syncWords(line));
    last.replaceChildren(...lastWords(line.lastSync));
    if (String(before.filesPerMinute) !== String(line.filesPerMinute)) {
      rate.replaceChildren(sparkline(line.filesPerMinute ?? []));
    }
    this.text = [line.name, line.host, line.username, line.source, line.destination, line.status]
      .join('\n')
      .toLowerCase();
  }
}

function said({ state, status, since, active, quietUntil }) {
  if (state === 'broken') {
    return [h('span', { class: 'detail trouble', title: status }, status)];
  }
  if (state === 'busy' && active > 0) {
    return [h('span', { class: 'detail' }, `${active} running`)];
  }
  if (state === 'paused' && quietUntil) {
    return [h('span', { class: 'detail' }, 'quiet hours, ', time(quietUntil, 'until'))];
  }
  return since ? [h('span', { class: 'detail' }, time(since, 'lasting'))] : [];
}

function syncWords(client) {
  const { nextSyncAt, state } = client;
  const when = automatically(client);
  if (!when) {
    return [h('span', { class: 'muted' }, 'N/A')];
  }
  const next = state === 'paused' || !nextSyncAt ? null : time(nextSyncAt, 'until');
  return [when, h('span', { class: 'detail' }, next ? ['next ', next] : 'not now')];
}

function lastWords(lastSync) {
  if (!lastSync) {
    return [h('span', { class: 'muted' }, 'None yet')];
  }
  return [
    resultTag(lastSync.status),
    h(
      'span',
      { class: 'detail' },
      time(lastSync.completedAt ?? lastSync.startedAt),
      ` · ${totalsWords(lastSync.totals)}`,
    ),
  ];
}

/** "3 copied, 1 failed"; "nothing new" where all was there. */
export function totalsWords(totals) {
  if (!totals) {
    return '';
  }
  const words = ['copied', 'failed', 'skipped', 'planned']
    .filter((outcome) => totals[outcome] > 0)
    .map((outcome) => `${count(totals[outcome])} ${outcome}`);
  const known = ['unchanged', 'consumed']
    .filter((outcome) => totals[outcome] > 0)
    .map((outcome) => `${count(totals[outcome])} ${outcome}`);
  return (words.length > 0 ? words : known).join(', ') || 'no files';
}
