// A connection check, stage by stage, as it is shown while it runs and after.

import { h } from './dom.js';
import { icon } from './icons.js';
import { time } from './times.js';
import { duration } from './words.js';

const STAGES = {
  resolve: 'Resolve the host name',
  connect: 'Connect',
  'host-key': 'Host key',
  authenticate: 'Log in',
  'list-source': 'List the source',
  'write-destination': 'Write to the destination',
};

/** What is known of the check; without one, that there is none yet. */
export function stageList(check) {
  if (!check) {
    return [h('p', { class: 'muted' }, 'Not checked yet.')];
  }
  const running = check.finishedAt === null || check.finishedAt === undefined;
  const stages = new Map(check.stages.map((stage) => [keyOf(stage), stage]));
  const waiting = Object.keys(STAGES).filter((key) => !stages.has(key));
  const failed = check.stages.some(({ passed }) => passed === false);
  return [
    h(
      'ol',
      { class: 'stages' },
      check.stages.map((stage) => stageItem(stage)),
      waiting.map((key, index) => waitingItem(key, running && !failed && index === 0)),
    ),
    facts(check),
    h('p', { class: 'detail' }, running ? 'Checking…' : ['Checked ', time(check.finishedAt), ` in ${took(check)}`]),
  ];
}

export function keyOf({ stage }) {
  return stage.toLowerCase().replaceAll('_', '-');
}

function stageItem(stage) {
  const sign = stage.passed === null ? 'skipped' : stage.passed ? 'valid' : 'broken';
  return h(
    'li',
    { class: `stage ${stage.passed === null ? 'waiting' : stage.passed ? 'passed' : 'failed'}` },
    icon(sign),
    h(
      'span',
      { class: 'what' },
      STAGES[keyOf(stage)] ?? stage.stage,
      h('span', { class: 'unseen' }, stage.passed === null ? ': not reached' : stage.passed ? ': passed' : ': failed'),
    ),
    h('span', { class: 'took' }, stage.passed === null || stage.millis === null ? '–' : duration(stage.millis)),
    stage.detail ? h('p', { class: 'detail' }, stage.detail) : null,
    stage.error ? h('p', { class: 'trouble' }, stage.error.message, ' ', h('code', null, stage.error.code)) : null,
  );
}

function waitingItem(key, next) {
  return h(
    'li',
    { class: next ? 'stage next' : 'stage waiting' },
    icon(next ? 'checking' : 'skipped'),
    h('span', { class: 'what' }, STAGES[key], h('span', { class: 'unseen' }, next ? ': running' : ': not reached')),
    h('span', { class: 'took' }, next ? '…' : '–'),
  );
}

function facts({ algorithms, hostKey }) {
  const rows = [
    ...(hostKey ? [['Host key', `${hostKey.type} ${hostKey.fingerprint}`]] : []),
    ...Object.entries(algorithms ?? {}),
  ].filter(([, value]) => value);
  return rows.length === 0
    ? null
    : h(
        'details',
        { class: 'more', open: false },
        h('summary', null, 'Host key and algorithms'),
        h(
          'dl',
          { class: 'facts' },
          rows.map(([name, value]) => [h('dt', null, named(name)), h('dd', null, h('code', null, String(value)))]),
        ),
      );
}

/** "Key exchange" for keyExchange */
function named(key) {
  const words = key.replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

function took({ startedAt, finishedAt }) {
  return duration(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)));
}
