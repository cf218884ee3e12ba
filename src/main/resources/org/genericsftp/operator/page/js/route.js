// The address of a view lies behind the "#": it can be shared, and goes with the browser's back and forward.

/** #/client/NAME/history/ID?query as { path: ['client', name, 'history', id], query }, each part as it was given to `to`. */
export function parse(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  return {
    path: path
      .split('/')
      .filter((part) => part !== '')
      .map(decoded),
    query: new URLSearchParams(query ?? ''),
  };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** to('client', name, 'history', id) */
export function to(...parts) {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

/** Notes what is searched for and the like in the address, without a new entry in the browser's history. */
export function keepQuery(entries) {
  const query = new URLSearchParams(Object.entries(entries).filter(([, value]) => value));
  const path = location.hash.split('?')[0] || '#/';
  const text = query.toString();
  history.replaceState(null, '', text === '' ? path : `${path}?${text}`);
}
