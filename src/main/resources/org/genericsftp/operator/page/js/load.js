// What the views need before the events have brought it.

import { get } from './api.js';
import { store } from './store.js';

export async function loadWorker(signal) {
  if (store.worker === null) {
    store.setWorker(await get('worker', signal));
  }
}

export async function loadClients(signal) {
  if (store.clients.size === 0) {
    store.setClients((await get('clients', signal)).clients);
  }
}
