// Files, bytes, latency and failures over the last hour or day, of all clients or of one.

import { get, path } from '../api.js';
import { h, set } from '../dom.js';
import { icon } from '../icons.js';
import { Plot } from '../plot.js';
import { keepQuery, to } from '../route.js';
import { bytes, count, duration, sentence } from '../words.js';

const REFRESH_MILLIS = { hour: 20_000, day: 120_000 };
const SPANS = { hour: 'Last hour', day: 'Last day' };

export async function plotsView({ path: [place, name], query }, signal) {
  const client = place === 'client' ? name : null;
  const page = new PlotsPage(client, query.get('span') === 'day' ? 'day' : 'hour', signal);
  await page.load();
  return { title: client === null ? 'Plots' : `Plots of ${client}`, content: page.content() };
}

class PlotsPage {
  plots = h('div', { class: 'plots' });

  constructor(client, span, signal) {
    this.client = client;
    this.span = span;
    this.signal = signal;
    this.chips = Object.entries(SPANS).map(([key, title]) =>
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'data-key': key,
          onclick: () => this.choose(key),
        },
        title,
      ),
    );
    this.kinds = [
      new Plot('Files', { unit: count, sum: true }),
      new Plot('Bytes', { unit: bytes, sum: true, binary: true }),
      new Plot('Time to the reply', { unit: duration }),
      new Plot('Failures', { unit: count, sum: true }),
    ];
    this.plots.append(...this.kinds.map(({ element }) => element));
    signal.addEventListener('abort', () => {
      clearTimeout(this.next);
      this.kinds.forEach((plot) => plot.close());
    });
  }

  content() {
    return [
      this.client === null
        ? null
        : h('p', { class: 'crumbs' }, h('a', { href: to('client', this.client) }, icon('back'), this.client)),
      h(
        'div',
        { class: 'title' },
        h('h1', null, this.client === null ? 'Plots of all clients' : `Plots of ${this.client}`),
        h('div', { class: 'chips', role: 'group', 'aria-label': 'Span' }, this.chips),
      ),
      this.plots,
    ].filter((part) => part !== null);
  }

  async choose(span) {
    this.span = span;
    keepQuery({ span: span === 'hour' ? '' : span });
    await this.refresh();
  }

  async refresh() {
    try {
      await this.load();
    } catch {
      this.later(); // the banner says what is wrong
    }
  }

  async load() {
    clearTimeout(this.next);
    const at = this.client === null ? 'series' : `${path('clients', this.client)}/series`;
    const series = await get(`${at}?span=${this.span}`, this.signal);
    this.chips.forEach((chip) => set(chip, 'aria-pressed', String(chip.dataset.key === this.span)));
    this.show(series);
    this.later();
  }

  later() {
    if (!this.signal.aborted) {
      this.next = setTimeout(() => (document.hidden ? this.later() : this.refresh()), REFRESH_MILLIS[this.span]);
    }
  }

  show({ stepSeconds, from, files, bytes: copied, latencyMedian, latency99, failures }) {
    const begin = Date.parse(from) / 1000;
    const times = files.map((_, index) => begin + index * stepSeconds);
    const [filesPlot, bytesPlot, latencyPlot, failuresPlot] = this.kinds;
    const step = stepSeconds === 60 ? 'a minute' : `each ${duration(stepSeconds * 1000)}`;
    filesPlot.show(times, [{ title: `Files ${step}`, values: files }]);
    bytesPlot.show(times, [{ title: `Bytes ${step}`, values: copied }]);
    latencyPlot.show(times, [
      { title: 'Median', values: latencyMedian },
      { title: '99th percentile', values: latency99 },
    ]);
    failuresPlot.show(
      times,
      Object.entries(failures ?? {}).map(([code, values]) => ({ title: sentence(code), values })),
    );
  }
}
