// Amounts and times as people write them.

const NUMBER = new Intl.NumberFormat('en');
const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let behindWorker = 0;

/** From here on times are reckoned by the worker's clock, which may differ from the browser's. */
export function takeTimeOf(workerNow) {
  behindWorker = Date.parse(workerNow) - Date.now() || 0;
}

export function now() {
  return Date.now() + behindWorker;
}

export function count(n) {
  return NUMBER.format(n);
}

/** "1 file", "2,000 files" */
export function counted(n, noun) {
  return `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
}

export function bytes(n) {
  let value = n;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** "12 ms", "4.2 s", "3 min 5 s", "2 h 10 min", "4 d 2 h" */
export function duration(millis) {
  if (millis < 10 && millis > 0) {
    return `${Number(millis.toFixed(1))} ms`;
  }
  if (millis < SECOND) {
    return `${Math.round(millis)} ms`;
  }
  if (millis < 10 * SECOND) {
    return `${Number((millis / SECOND).toFixed(1))} s`;
  }
  if (millis < MINUTE) {
    return `${Math.floor(millis / SECOND)} s`;
  }
  if (millis < HOUR) {
    return both(millis, MINUTE, 'min', SECOND, 's');
  }
  return millis < DAY ? both(millis, HOUR, 'h', MINUTE, 'min') : both(millis, DAY, 'd', HOUR, 'h');
}

function both(millis, large, largeName, small, smallName) {
  const rest = Math.floor((millis % large) / small);
  const whole = `${Math.floor(millis / large)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}

/** Milliseconds of an ISO 8601 duration such as PT1H30M; NaN if it is none. */
export function millisOf(iso) {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso ?? '');
  if (!parts) {
    return NaN;
  }
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
}

/** How often or when a client syncs by itself; null for never. */
export function automatically({ automaticSync, syncCalendar }) {
  return automaticSync ? `every ${isoDuration(automaticSync)}` : (syncCalendar ?? null);
}

/** "15 min" for PT15M; other texts stay as they are. */
export function isoDuration(iso) {
  const millis = millisOf(iso);
  return Number.isNaN(millis) ? String(iso) : duration(millis);
}

/** "just now", "40 s ago", "3 min ago", "5 d ago" */
export function ago(instant) {
  const millis = now() - Date.parse(instant);
  return millis < 5 * SECOND ? 'just now' : `${coarse(millis)} ago`;
}

/** "for 3 h" */
export function lasting(instant) {
  return `for ${coarse(Math.max(0, now() - Date.parse(instant)))}`;
}

/** "in 12 min", "due now" */
export function until(instant) {
  const millis = Date.parse(instant) - now();
  return millis < SECOND ? 'due now' : `in ${coarse(millis)}`;
}

function coarse(millis) {
  if (millis < MINUTE) {
    return `${Math.round(millis / SECOND)} s`;
  }
  if (millis < HOUR) {
    return `${Math.round(millis / MINUTE)} min`;
  }
  return millis < 2 * DAY ? `${Math.round(millis / HOUR)} h` : `${Math.round(millis / DAY)} d`;
}

/** In the time zone of whoever looks at it. */
export function dateTime(instant) {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? String(instant) : DATE_TIME.format(time);
}

/** "Copied" for COPIED, "Permission denied" for PERMISSION_DENIED */
export function sentence(constant) {
  const words = String(constant).toLowerCase().replaceAll(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function authentication(kind) {
  return kind === 'key pair' ? 'Key pair' : sentence(kind ?? 'unknown');
}
