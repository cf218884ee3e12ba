// The fields of the form, made from what the worker says that a client can have.

import { freshId, h, set } from './dom.js';
import { isoDuration } from './words.js';

/** A field: its element, its value, and the place for what is wrong with it. */
export class Field {
  constructor(spec, value, { kept = false, disabled = false, needed = false } = {}) {
    this.spec = spec;
    this.kept = kept;
    this.needed = spec.required || needed;
    this.id = freshId(spec.key);
    this.error = h('p', { class: 'error', id: `${this.id}-error`, hidden: true });
    this.input = this.makeInput(value);
    this.input.disabled = disabled;
    this.forget = kept && !this.needed ? h('input', { type: 'checkbox', disabled }) : null;
    this.element = this.makeElement();
  }

  get key() {
    return this.spec.key;
  }

  makeInput(value) {
    const { key, type, choices, required } = this.spec;
    const common = {
      id: this.id,
      name: key,
      'aria-describedby': `${this.id}-hint ${this.id}-error`,
      'aria-required': this.needed ? 'true' : null,
    };
    const text =
      value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    const options = type === 'boolean' ? ['true', 'false'] : choices;
    if (options?.length > 0 && (type === 'choice' || type === 'boolean')) {
      return h(
        'select',
        common,
        required ? null : h('option', { value: '', selected: text === '' }, this.defaultWords()),
        options.map((option) => h('option', { value: option, selected: option === text }, worded(type, option))),
      );
    }
    return h('input', {
      ...common,
      value: type === 'secret' ? '' : type === 'duration' ? shortDuration(text) : text,
      type: type === 'secret' ? 'password' : 'text',
      inputmode: type === 'number' ? 'numeric' : null,
      autocomplete: type === 'secret' ? 'new-password' : 'off',
      spellcheck: 'false',
      autocapitalize: 'off',
      placeholder: this.kept ? 'Kept as it is' : this.placeholder(),
    });
  }

  placeholder() {
    const { default: byDefault } = this.spec;
    return byDefault === null || byDefault === undefined ? null : String(byDefault);
  }

  defaultWords() {
    const { default: byDefault, type } = this.spec;
    return byDefault === null || byDefault === undefined ? '–' : `${worded(type, String(byDefault))} (the default)`;
  }

  makeElement() {
    const { label, hint } = this.spec;
    return h(
      'div',
      { class: 'field' },
      h('label', { for: this.id }, label, this.needed ? null : h('span', { class: 'muted' }, ' optional')),
      this.input,
      this.forget ? h('label', { class: 'check' }, this.forget, 'Remove it') : null,
      h('p', { class: 'hint', id: `${this.id}-hint` }, hint ?? ''),
      this.error,
    );
  }

  /** A text; undefined where nothing is set, null for a secret that is kept. */
  value() {
    const text = this.spec.type === 'secret' ? this.input.value : this.input.value.trim();
    if (text === '') {
      return this.kept && !this.forget?.checked ? null : undefined;
    }
    return text;
  }

  set(value) {
    this.input.value = value;
  }

  isSet() {
    return this.kept || this.input.value !== '';
  }

  /** Shows what is wrong beside the field; null for nothing. */
  fail(message) {
    this.error.textContent = message ?? '';
    set(this.error, 'hidden', message === null);
    set(this.input, 'aria-invalid', message === null ? null : 'true');
  }
}

function worded(type, option) {
  return type === 'boolean' ? (option === 'true' ? 'Yes' : 'No') : option;
}

/** "15m" for PT15M, as the configuration file is written by hand. */
function shortDuration(text) {
  return /^P/.test(text) ? isoDuration(text).replace('min', 'm').replaceAll(' ', '') : text;
}
