// The four groups of what is set for a client, and how its connection is.

import { h } from './dom.js';
import { icon } from './icons.js';
import { stateTag } from './states.js';
import { time } from './times.js';
import { authentication, automatically, count, isoDuration, sentence } from './words.js';

/** Keys that a group shows already, and those that name secrets. */
const SHOWN = new Set([
  'host',
  'port',
  'username',
  'password',
  'key-pair-path',
  'key-pair-passphrase',
  'known-hosts',
  'host-key',
  'source-directory',
  'destination-directory',
  'system-username',
  'system-password',
  'automatic-sync',
]);
const KEPT = '••••••';

export function groups(client) {
  const { settings = {} } = client;
  return [
    group('General', [
      [
        'Connection status',
        [stateTag(client.state), h('span', { class: client.state === 'broken' ? 'trouble' : 'detail' }, client.status)],
      ],
      ['Since', client.since ? time(client.since, 'date') : null],
      ['Workers', client.workers?.length > 0 ? client.workers.map((worker) => h('div', null, worker)) : null],
      ['Set in', client.origin ? h('code', null, client.origin) : null],
    ]),
    group('SFTP Configuration', [
      ['Host', client.host],
      ['Port', String(client.port)],
      ['User name', client.username],
      ['Authentication', authentication(client.authentication)],
      ['Key pair', settings['key-pair-path']],
      ['Host key', trust(settings)],
    ]),
    group('File Handling Overview', [
      ['Source directory', h('code', null, client.source)],
      ['Destination directory', h('code', null, client.destination)],
      ['System user name', settings['system-username'] ?? h('span', { class: 'muted' }, 'None')],
      ['System password', 'system-password' in settings ? KEPT : h('span', { class: 'muted' }, 'None')],
    ]),
    group('Configuration', [
      ['Automatic SFTP File Sync', automatically(client) ?? 'N/A'],
      [
        'Next sync',
        automatically(client) && client.nextSyncAt && client.state !== 'paused'
          ? time(client.nextSyncAt, 'until')
          : null,
      ],
      ['Waiting requests', queued(client.queues, 'requests')],
      ['Waiting syncs', queued(client.queues, 'sync')],
      ...others(settings),
    ]),
  ];
}

function group(title, rows) {
  return h(
    'section',
    { class: 'card group' },
    h('h2', null, title),
    h(
      'dl',
      null,
      rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, value))),
    ),
  );
}

function trust(settings) {
  const trusted = settings['host-key'] ?? settings['known-hosts'];
  return trusted ? h('code', null, String(trusted)) : null;
}

function queued(queues, queue) {
  const number = queues?.[queue];
  if (number === null || number === undefined) {
    return null;
  }
  return queues.orMore?.includes(queue) ? `${count(number)} or more` : count(number);
}

function others(settings) {
  return Object.entries(settings)
    .filter(([key]) => !SHOWN.has(key))
    .map(([key, value]) => [
      sentence(key),
      value === null
        ? KEPT
        : typeof value === 'object'
          ? h('code', null, JSON.stringify(value))
          : /^P[\dT]/.test(value)
            ? isoDuration(value)
            : String(value),
    ]);
}

/** What the worker has found out about the server and its clock. */
export function serverFacts({ server, clock }) {
  const facts = [...(server ?? [])];
  const ahead = clock?.aheadOfBrokerMillis;
  if (facts.length === 0 && !(Math.abs(ahead) > 2000)) {
    return [];
  }
  return [
    h(
      'section',
      { class: 'card' },
      h('h2', null, 'What is known of the server'),
      Math.abs(ahead) > 2000
        ? h(
            'p',
            { class: 'warn-words' },
            icon('warning'),
            `The worker’s clock is ${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? 'ahead of' : 'behind'} the broker’s.`,
          )
        : null,
      h(
        'dl',
        { class: 'facts' },
        facts.map(({ name, value, reason }) => [
          h('dt', null, name),
          h('dd', null, value, h('span', { class: 'detail' }, reason)),
        ]),
      ),
    ),
  ];
}
