// Times that are shown as ages ("3 min ago") and stay true while they are looked at.

import { h, setText } from './dom.js';
import { ago, dateTime, lasting, until } from './words.js';

const REFRESH_MILLIS = 5000;
const WORDS = { ago, until, lasting, date: dateTime };

/** A time element. How: "ago", "until", "lasting" or "date". */
export function time(instant, how = 'ago') {
  return h('time', { datetime: instant, title: dateTime(instant), 'data-how': how }, WORDS[how](instant));
}

function refresh() {
  if (!document.hidden) {
    for (const element of document.querySelectorAll('time[data-how]')) {
      setText(element, WORDS[element.dataset.how](element.dateTime));
    }
  }
}

export function keepTimesTrue() {
  setInterval(refresh, REFRESH_MILLIS);
  document.addEventListener('visibilitychange', refresh);
}
