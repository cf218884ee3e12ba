// What runs now at a client: progress that moves, and a way to stop it.

import { change, path } from './api.js';
import { h, setText } from './dom.js';
import { act } from './notices.js';
import { time } from './times.js';
import { bytes, count, counted, duration, sentence } from './words.js';

export class RunningList {
  element = h('div', { class: 'running' });
  items = new Map();
  nothing = h('p', { class: 'muted' }, 'Nothing.');

  constructor(client, mayCancel) {
    this.client = client;
    this.mayCancel = mayCancel;
  }

  /** Keeps the elements of what goes on running: a button may have the focus. */
  update(running) {
    const ids = new Set(running.map(({ requestId }) => requestId));
    for (const [id, item] of this.items) {
      if (!ids.has(id)) {
        item.element.remove();
        this.items.delete(id);
      }
    }
    for (const one of running) {
      const item = this.items.get(one.requestId) ?? this.add(one);
      item.update(one);
    }
    running.length === 0 ? this.element.append(this.nothing) : this.nothing.remove();
  }

  add(one) {
    const item = new RunningItem(this.client, one);
    this.items.set(one.requestId, item);
    this.element.append(item.element);
    return item;
  }
}

class RunningItem {
  constructor(client, { requestId, type, requester, worker, startedAt }) {
    this.bar = h('progress', { 'aria-label': `Progress of ${requestId}` });
    this.amount = h('p', { class: 'amounts' });
    const cancel = h(
      'button',
      {
        type: 'button',
        'aria-label': `Cancel ${requestId}`,
        onclick: () =>
          act(
            cancel,
            () => change('POST', `${path('clients', client)}/cancel`, { requestId }),
            'It has been asked to stop.',
          ),
      },
      'Cancel',
    );
    this.element = h(
      'article',
      { class: 'work' },
      h(
        'div',
        { class: 'work-head' },
        h('h3', null, named(type)),
        h(
          'p',
          { class: 'detail' },
          requester ? ['for ', h('b', null, requester), ' · '] : null,
          'began ',
          time(startedAt),
          ' · ',
          h('code', null, requestId),
          worker ? [' on ', worker] : null,
        ),
        cancel,
      ),
      this.bar,
      this.amount,
    );
  }

  update({ progress, bytesPerSecond, millisLeft }) {
    const { filesMatched, filesDone, filesFailed, bytesDone, bytesExpected, listing } = progress;
    const known = bytesExpected > 0 && !listing;
    if (known) {
      this.bar.max = bytesExpected;
      this.bar.value = Math.min(bytesDone, bytesExpected);
    } else if (!listing && filesMatched > 0) {
      this.bar.max = filesMatched;
      this.bar.value = filesDone;
    } else {
      this.bar.removeAttribute('value');
    }
    setText(
      this.amount,
      [
        `${count(filesDone)} of ${counted(filesMatched, 'file')}${listing ? ' so far' : ''}`,
        filesFailed > 0 ? `${count(filesFailed)} failed` : '',
        known ? `${bytes(bytesDone)} of ${bytes(bytesExpected)}` : bytes(bytesDone),
        bytesPerSecond === null || bytesPerSecond === undefined ? '' : `${bytes(bytesPerSecond)}/s`,
        millisLeft === null || millisLeft === undefined ? '' : `${duration(Math.max(1000, millisLeft))} left`,
        listing ? 'still listing' : '',
      ]
        .filter((words) => words !== '')
        .join(' · '),
    );
  }
}

function named(type) {
  return { FileRequest: 'Request', SyncTrigger: 'Sync', ConnectionCheck: 'Check' }[type] ?? sentence(type ?? 'request');
}
