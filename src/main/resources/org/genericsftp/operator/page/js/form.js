// The form of one client: groups of fields, one of two ways to authenticate, and what is wrong.

import { Field } from './fields.js';
import { freshId, h, set } from './dom.js';

const NAME = {
  key: 'name',
  label: 'Name',
  type: 'text',
  required: true,
  hint: 'Made of a-z, 0-9 and -. Its queues are called after it.',
};
const NEEDED_IN_ITS_WAY = new Set(['password', 'key-pair-path']);
const KEY_PAIR = new Set(['key-pair-path', 'key-pair-passphrase']);

export class ClientForm {
  fields = new Map();
  summary = h('div', { class: 'banner bad', role: 'alert', tabindex: '-1', hidden: true });

  /** Client: null for a new one. */
  constructor(groups, client, editable) {
    this.client = client;
    this.editable = editable;
    this.element = h(
      'form',
      { novalidate: true, class: 'client-form' },
      this.summary,
      groups.map((group, index) => this.group(group, index === 0)),
    );
    this.switchAuthentication();
  }

  group({ title, fields }, first) {
    const specs =
      first && this.client === null && !fields.some(({ key }) => key === 'name') ? [NAME, ...fields] : fields;
    if (specs.length === 0) {
      return null;
    }
    const made = specs.map((spec) => this.field(spec));
    const content = made.flatMap((field) =>
      field.key === 'password' && fields.some(({ key }) => KEY_PAIR.has(key))
        ? [this.ways(), field.element]
        : [field.element],
    );
    if (title === 'More') {
      return h(
        'details',
        { class: 'card', open: made.some((field) => field.isSet()) },
        h('summary', null, h('h2', null, 'More')),
        h('div', { class: 'fields' }, content),
      );
    }
    return h('section', { class: 'card' }, h('h2', null, title), h('div', { class: 'fields' }, content));
  }

  field(spec) {
    const settings = this.client?.settings ?? {};
    const kept = spec.type === 'secret' && spec.key in settings;
    const field = new Field(spec, settings[spec.key], {
      kept,
      disabled: !this.editable,
      needed: NEEDED_IN_ITS_WAY.has(spec.key),
    });
    this.fields.set(spec.key, field);
    return field;
  }

  ways() {
    const byKey = (this.client?.settings ?? {})['key-pair-path'] !== undefined;
    const name = freshId('authentication');
    const way = (title, value, checked) =>
      h(
        'label',
        { class: 'check' },
        h('input', {
          type: 'radio',
          name,
          value,
          checked,
          disabled: !this.editable,
          onchange: () => this.switchAuthentication(),
        }),
        title,
      );
    this.radios = h(
      'fieldset',
      { class: 'ways' },
      h('legend', null, 'Authentication'),
      way('Credentials', 'password', !byKey),
      way('Key pair', 'key-pair', byKey),
    );
    return this.radios;
  }

  byKeyPair() {
    return this.radios?.querySelector(':checked')?.value === 'key-pair';
  }

  switchAuthentication() {
    for (const field of this.fields.values()) {
      if (this.isOfOtherWay(field.key) !== null) {
        set(field.element, 'hidden', this.isOfOtherWay(field.key));
      }
    }
  }

  /** Null for fields of neither way. */
  isOfOtherWay(key) {
    if (!this.radios) {
      return null;
    }
    return key === 'password' ? this.byKeyPair() : KEY_PAIR.has(key) ? !this.byKeyPair() : null;
  }

  name() {
    return this.client?.name ?? this.fields.get('name').input.value.trim();
  }

  /** What is in the form: only what is set, secrets that are kept as null. */
  settings() {
    const settings = {};
    for (const [key, field] of this.fields) {
      const value = field.value();
      if (key !== 'name' && value !== undefined && this.isOfOtherWay(key) !== true) {
        settings[key] = value;
      }
    }
    return settings;
  }

  /** Shows what is missing; whether nothing is. */
  isComplete() {
    const missing = [...this.fields.values()]
      .filter((field) => field.needed && field.value() === undefined && this.isOfOtherWay(field.key) !== true)
      .map(({ key }) => ({ key, message: 'This is needed' }));
    if (this.fields.has('name') && this.name() !== '' && !/^[a-z0-9-]+$/.test(this.name())) {
      missing.unshift({ key: 'name', message: 'Only a-z, 0-9 and - can be in a name' });
    }
    this.fail(missing);
    return missing.length === 0;
  }

  /** Shows faults beside their fields, and all of them above, from where links lead to the fields. */
  fail(faults, message = null) {
    for (const field of this.fields.values()) {
      field.fail(faults.find(({ key }) => key === field.key)?.message ?? null);
    }
    const words = message ?? (faults.length === 1 ? 'One field needs a look:' : `${faults.length} fields need a look:`);
    set(this.summary, 'hidden', faults.length === 0 && message === null);
    this.summary.replaceChildren(
      h(
        'div',
        null,
        h('p', null, h('strong', null, words)),
        faults.length === 0
          ? null
          : h(
              'ul',
              null,
              faults.map((fault) => h('li', null, this.leading(fault))),
            ),
      ),
    );
    if (!this.summary.hidden) {
      this.summary.focus();
    }
  }

  leading({ key, message }) {
    const field = this.fields.get(key);
    return field === undefined
      ? `${key}: ${message}`
      : h(
          'a',
          {
            href: `#${field.id}`,
            onclick: (event) => {
              event.preventDefault(); // the address is the view's
              const folded = field.element.closest('details');
              if (folded) {
                folded.open = true;
              }
              field.input.focus();
            },
          },
          `${field.spec.label}: ${message}`,
        );
  }
}
