// Keeps the store true: reads the worker's events, and begins anew after a break. Rests while the page is not seen.

import { call, get } from './api.js';
import { events } from './sse.js';
import { store } from './store.js';

const FIRST_PAUSE_MILLIS = 1000;
const LONGEST_PAUSE_MILLIS = 30_000;
const SILENCE_MILLIS = 45_000; // the worker sends a line each 15 s

let reading = null;
let waiting = null;
let pause = FIRST_PAUSE_MILLIS;

export function stayLive() {
  document.addEventListener('visibilitychange', () => (document.hidden ? rest() : connectNow()));
  window.addEventListener('online', connectNow);
  if (!document.hidden) {
    connect();
  }
}

/** Without waiting for the next try. */
export function connectNow() {
  if (reading === null) {
    pause = FIRST_PAUSE_MILLIS;
    connect();
  }
}

function rest() {
  clearTimeout(waiting);
  reading?.abort();
  reading = null;
  store.setConnection('resting');
}

async function connect() {
  clearTimeout(waiting);
  const mine = new AbortController();
  reading = mine;
  try {
    await read(mine);
    tryLater(mine);
  } catch (e) {
    if (mine.signal.aborted && reading !== mine) {
      return; // the page is not seen
    }
    if (e.name === 'AbortError' && !mine.signal.aborted) {
      reading = null;
      store.setConnection('locked');
      return;
    }
    tryLater(mine);
  }
}

/** Opens the events before it asks for what is there, so that nothing is missed between. */
async function read(mine) {
  const response = await call('GET', 'events', { signal: mine.signal });
  const [worker, { clients }] = await Promise.all([get('worker', mine.signal), get('clients', mine.signal)]);
  store.setWorker(worker);
  store.setClients(clients);
  store.setConnection('live');
  pause = FIRST_PAUSE_MILLIS;
  for await (const event of events(watched(response, mine))) {
    store.take(event);
  }
}

/** The response's bytes, given up when nothing comes for too long. */
function watched(response, mine) {
  let silence = null;
  const listen = () => {
    clearTimeout(silence);
    silence = setTimeout(() => mine.abort(), SILENCE_MILLIS);
  };
  listen();
  return {
    body: response.body.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          listen();
          controller.enqueue(chunk);
        },
        flush: () => clearTimeout(silence),
      }),
    ),
  };
}

function tryLater(mine) {
  if (reading !== mine) {
    return;
  }
  reading = null;
  const delay = pause * (0.75 + Math.random() / 2); // many pages do not come back at the same moment
  pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
  waiting = setTimeout(connect, delay);
  store.setConnection('lost', Date.now() + delay);
}
