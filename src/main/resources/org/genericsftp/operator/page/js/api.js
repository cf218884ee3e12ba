// Calls to the worker. Each carries the token, once the user has given one.

import { askForToken, token } from './token.js';

/** The worker's answer to a call that it refuses, or that did not reach it (then without a status). */
export class Refused extends Error {
  constructor(message, { status = 0, code = null, fields = [] } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

/** The path below api/ of parts that may hold any character. */
export function path(...parts) {
  return parts.map(encodeURIComponent).join('/');
}

export async function get(what, signal) {
  return (await call('GET', what, { signal })).json();
}

/** POST, PUT or DELETE; the answer's object, or null where it has none. */
export async function change(method, what, body) {
  const text = await (await call(method, what, { body })).text();
  return text === '' ? null : JSON.parse(text);
}

/** The response, whose body is for the caller to read. Asks the user for the token where the worker wants one. */
export async function call(method, what, { body, signal } = {}) {
  for (;;) {
    const used = token();
    const response = await send(method, what, body, signal, used);
    if (response.status !== 401) {
      return response.ok ? response : refuse(response);
    }
    await askForToken(used);
  }
}

async function send(method, what, body, signal, used) {
  const headers = {};
  if (used) {
    headers.Authorization = `Bearer ${used}`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  try {
    return await fetch(`api/${what}`, {
      method,
      headers,
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (e) {
    throw e.name === 'AbortError' ? e : new Refused('The worker cannot be reached');
  }
}

async function refuse(response) {
  let error = {};
  try {
    error = (await response.json()).error ?? {};
  } catch {
    // An answer of another kind, of a proxy for instance: the status has to do.
  }
  throw new Refused(error.message ?? `The worker answered ${response.status}`, {
    status: response.status,
    code: error.code ?? null,
    fields: error.fields ?? [],
  });
}
