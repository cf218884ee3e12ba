// Sets up a client, or changes one: tried first, then saved and synced.

import { call, change, get, path } from '../api.js';
import { dialog } from '../dialog.js';
import { h } from '../dom.js';
import { ClientForm } from '../form.js';
import { icon } from '../icons.js';
import { loadWorker } from '../load.js';
import { act, announce, notice } from '../notices.js';
import { to } from '../route.js';
import { events } from '../sse.js';
import { keyOf, stageList } from '../stages.js';
import { store } from '../store.js';

const APPLY_TRIES = 20;
const APPLY_PAUSE_MILLIS = 500;

export async function formView({ path: [place, name] }, signal) {
  const known = place === 'client';
  const [{ groups }, client] = await Promise.all([
    get('form', signal),
    known ? get(path('clients', name), signal) : null,
    loadWorker(signal),
  ]);
  const page = new FormPage(new ClientForm(groups, client, store.mayEdit() && client?.editable !== false), signal);
  return { title: known ? `Change ${name}` : 'New client', content: page.content() };
}

/** The client as it is saved takes a moment to reach the broker. */
async function applySaved(name) {
  for (let left = APPLY_TRIES; ; left -= 1) {
    try {
      return await change('POST', `${path('clients', name)}/apply`);
    } catch (e) {
      if (left === 0 || (e.status !== 503 && e.status !== 404)) {
        throw e;
      }
      await new Promise((resolve) => setTimeout(resolve, APPLY_PAUSE_MILLIS));
    }
  }
}

class FormPage {
  stages = h('div', { class: 'check', 'aria-live': 'polite' });
  question = h('div');

  constructor(form, signal) {
    this.form = form;
    this.signal = signal;
    form.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.apply();
    });
  }

  content() {
    const { client, editable, element } = this.form;
    const back = client === null ? [to(), 'Clients'] : [to('client', client.name), client.name];
    this.test = h('button', { type: 'button', onclick: () => this.try() }, 'Test');
    this.save = h('button', { class: 'main' }, 'Apply');
    const remove = h(
      'button',
      { type: 'button', class: 'danger', onclick: () => this.remove(remove) },
      'Remove the client…',
    );
    element.append(
      h(
        'section',
        { class: 'card', 'aria-label': 'Test' },
        h('h2', null, 'Test and apply'),
        h(
          'p',
          { class: 'hint' },
          'Test tries the connection with what is in the form, and saves nothing. Apply saves it, checks the connection, and syncs.',
        ),
        this.question,
        this.stages,
        h(
          'div',
          { class: 'buttons' },
          this.test,
          editable ? this.save : null,
          editable && client !== null ? remove : null,
        ),
      ),
    );
    return [
      h('p', { class: 'crumbs' }, h('a', { href: back[0] }, icon('back'), back[1])),
      h(
        'div',
        { class: 'title' },
        h('h1', null, client === null ? 'New client' : `${editable ? 'Change' : 'Settings of'} ${client.name}`),
      ),
      editable
        ? null
        : h(
            'div',
            { class: 'banner warn' },
            icon('warning'),
            h(
              'p',
              null,
              'This client cannot be changed here',
              client?.origin ? [': it stands in ', h('code', null, client.origin), '.'] : '.',
            ),
          ),
      element,
    ].filter((part) => part !== null);
  }

  /** Runs the staged check with what is in the form; shows each stage as it comes. */
  try() {
    if (!this.form.isComplete()) {
      return;
    }
    this.question.replaceChildren();
    act(this.test, async () => {
      let last = null;
      const body = { name: this.form.name(), settings: this.form.settings() };
      try {
        for await (const { data } of events(await call('POST', 'test', { body, signal: this.signal }))) {
          last = data.check ?? data;
          this.stages.replaceChildren(...stageList(last));
        }
      } catch (e) {
        this.showRefusal(e);
        return;
      }
      this.conclude(last);
    });
  }

  conclude(check) {
    if (check === null) {
      throw new Error('The worker broke off the test');
    }
    const failed = check.stages.find(({ passed }) => passed === false);
    announce(failed ? `The test failed: ${failed.error?.message ?? failed.stage}` : 'The test passed');
    if (failed && keyOf(failed) === 'host-key' && check.hostKey) {
      this.askForHostKey(check.hostKey);
    }
  }

  /** The key is never taken by itself: only who knows the server can say that it is right. */
  askForHostKey({ type, fingerprint }) {
    const confirm = h(
      'button',
      {
        type: 'button',
        onclick: () => {
          this.form.fields.get('host-key')?.set(fingerprint);
          this.form.fields.get('known-hosts')?.set('');
          this.question.replaceChildren();
          this.try();
        },
      },
      'This is the right key',
    );
    this.question.replaceChildren(
      h(
        'div',
        { class: 'banner warn' },
        icon('warning'),
        h(
          'div',
          null,
          h('p', null, h('strong', null, 'Is this the server’s key?')),
          h('p', null, type, ' ', h('code', { class: 'wrap' }, fingerprint)),
          h(
            'p',
            null,
            'Compare it with what the server’s administrator has told you by another way. Whoever stands between could show another key.',
          ),
          confirm,
        ),
      ),
    );
    confirm.focus();
  }

  apply() {
    if (!this.form.isComplete()) {
      return;
    }
    const name = this.form.name();
    act(this.save, async () => {
      try {
        await change('PUT', path('clients', name), { settings: this.form.settings() });
      } catch (e) {
        this.showRefusal(e);
        return;
      }
      await applySaved(name);
      notice('Saved. The connection is checked, then everything is synced.');
      location.hash = to('client', name);
    });
  }

  showRefusal(error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    this.form.fail(error.fields ?? [], error.fields?.length > 0 ? null : error.message);
  }

  async remove(button) {
    const { name } = this.form.client;
    const sure = await dialog({
      title: `Remove ${name}?`,
      body: h('p', null, 'It takes no more requests. What it has copied stays, and so do its queues.'),
      action: 'Remove it',
      dangerous: true,
    });
    if (sure && (await act(button, () => change('DELETE', path('clients', name)), `${name} is removed.`))) {
      location.hash = to();
    }
  }
}
