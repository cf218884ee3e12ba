// What is known of the worker and its clients. Views listen to it, and hear what has changed.
//
// Events: worker; clients (all anew); client, removed, running, entry, check (detail: the client's name and what came);
// connection (to the worker).

import { reckoned } from './rates.js';
import { takeTimeOf } from './words.js';

class Store extends EventTarget {
  worker = null;

  /** ClientLines by name. */
  clients = new Map();

  /** What runs, by client: Running, each with its rate. */
  running = new Map();

  /** How many events of the worker have come. */
  heard = 0;

  connection = { state: 'connecting', retryAt: null };

  take({ type, data }) {
    this.heard += 1;
    switch (type) {
      case 'worker':
        return this.setWorker(data);
      case 'client':
        return this.setClient(data);
      case 'removed':
        return this.remove(data.name);
      case 'running':
        return this.setRunning(data.client, data.running);
      case 'entry':
        return this.tell('entry', { name: data.client, entry: data.entry });
      case 'check':
        return this.tell('check', { name: data.client, check: data.check });
      default:
        return undefined;
    }
  }

  setWorker(worker) {
    this.worker = worker;
    takeTimeOf(worker.now);
    this.tell('worker');
  }

  setClients(lines) {
    this.clients = new Map(lines.map((line) => [line.name, line]));
    this.tell('clients');
  }

  setClient(line) {
    this.clients.set(line.name, line);
    this.tell('client', { name: line.name, line });
  }

  remove(name) {
    this.clients.delete(name);
    this.running.delete(name);
    this.tell('removed', { name });
  }

  setRunning(name, running) {
    const rated = reckoned(running, this.running.get(name) ?? []);
    this.running.set(name, rated);
    this.tell('running', { name, running: rated });
  }

  setConnection(state, retryAt = null) {
    this.connection = { state, retryAt };
    this.tell('connection');
  }

  /** Whether the page may change clients. */
  mayEdit() {
    return this.worker?.editing === true;
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Calls the listener for events of the type, if a name is given only for that client's, until the signal. */
  on(type, signal, listener, name) {
    this.addEventListener(
      type,
      (event) => {
        if (name === undefined || event.detail?.name === name) {
          listener(event.detail);
        }
      },
      { signal },
    );
  }
}

export const store = new Store();
