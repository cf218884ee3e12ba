// One plot over time, drawn by uPlot; the same figures stand in a table below it.

import uPlot from '../lib/uplot/uPlot.esm.js';
import { h } from './dom.js';
import { dateTime } from './words.js';

const HEIGHT = 200;
const COLOURS = 6;
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const BINARY = Array.from({ length: 50 }, (_, power) => 2 ** power);

function clock(seconds) {
  return CLOCK.format(seconds * 1000);
}

export class Plot {
  place = h('div', { class: 'plot-place' });
  words = h('p', { class: 'detail' });
  table = h('tbody');
  head = h('tr');
  chart = null;
  drawn = null;
  dark = matchMedia('(prefers-color-scheme: dark)');
  redraw = () => this.draw();

  /** Unit: makes a value readable. Sum: whether the values of a span add up. */
  constructor(title, { unit, sum = false, binary = false }) {
    this.title = title;
    this.unit = unit;
    this.sum = sum;
    this.binary = binary;
    this.details = h(
      'details',
      { class: 'more', ontoggle: () => this.fillTable() },
      h('summary', null, `${title} as a table`),
      h(
        'div',
        { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `${title} as a table` },
        h('table', null, h('thead', null, this.head), this.table),
      ),
    );
    this.element = h('section', { class: 'card' }, h('h2', null, title), this.words, this.place, this.details);
    this.size = new ResizeObserver(() => this.resize());
    this.size.observe(this.place);
    this.dark.addEventListener('change', this.redraw);
  }

  /** Times in seconds; series of { title, values }, null where there is nothing. */
  show(times, series) {
    this.times = times;
    this.details.hidden = series.length === 0;
    this.series = series;
    this.words.textContent =
      series.length === 0 ? 'None.' : series.map((one) => `${one.title}: ${this.summary(one.values)}`).join(' · ');
    const shape = series.map(({ title }) => title).join('\n');
    if (this.chart !== null && this.drawn === shape) {
      this.chart.setData(this.data());
    } else {
      this.drawn = shape;
      this.draw();
    }
    this.fillTable();
  }

  summary(values) {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) {
      return 'nothing';
    }
    const most = this.unit(Math.max(...known));
    return this.sum ? `${this.unit(known.reduce((a, b) => a + b, 0))}, at most ${most}` : `at most ${most}`;
  }

  data() {
    return [this.times, ...this.series.map(({ values }) => values)];
  }

  draw() {
    this.chart?.destroy();
    this.chart = null;
    if (!this.series || this.series.length === 0) {
      return;
    }
    const style = getComputedStyle(document.documentElement);
    const axis = {
      stroke: style.getPropertyValue('--muted'),
      grid: { stroke: style.getPropertyValue('--line'), width: 1 },
      ticks: { show: false },
      font: '12px system-ui',
    };
    this.chart = new uPlot(
      {
        width: this.place.clientWidth || 300,
        height: HEIGHT,
        cursor: { y: false, drag: { x: false, y: false } },
        legend: { show: this.series.length > 1 },
        scales: { y: { range: (_, low, high) => [0, high > 0 ? high * 1.1 : 1] } },
        axes: [
          { ...axis, values: (_, ticks) => ticks.map(clock) },
          {
            ...axis,
            size: 72,
            ...(this.binary ? { incrs: BINARY } : {}),
            values: (_, ticks) =>
              ticks.map((tick) => (Number.isInteger(tick) || this.unit(tick).includes(' ') ? this.unit(tick) : '')),
          },
        ],
        series: [
          { value: (_, time) => (time === null ? '' : dateTime(new Date(time * 1000).toISOString())) },
          ...this.series.map(({ title }, index) =>
            this.line(title, style.getPropertyValue(`--plot-${(index % COLOURS) + 1}`)),
          ),
        ],
      },
      this.data(),
      this.place,
    );
    const canvas = this.place.querySelector('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${this.title}: ${this.words.textContent}`);
  }

  line(label, stroke) {
    return {
      label,
      stroke,
      width: 1.5,
      points: this.sum ? { show: false } : { size: 4 }, // an amount each minute is a line anyway
      spanGaps: false,
      fill: this.series.length === 1 ? `color-mix(in srgb, ${stroke} 18%, transparent)` : undefined,
      value: (_, value) => (value === null || value === undefined ? '–' : this.unit(value)),
    };
  }

  resize() {
    const width = this.place.clientWidth;
    if (this.chart !== null && width > 0 && width !== this.chart.width) {
      this.chart.setSize({ width, height: HEIGHT });
    }
  }

  fillTable() {
    if (!this.details.open || !this.series) {
      return;
    }
    this.head.replaceChildren(
      ...['Time', ...this.series.map(({ title }) => title)].map((title) => h('th', { scope: 'col' }, title)),
    );
    this.table.replaceChildren(
      ...this.times
        .map((time, index) =>
          h(
            'tr',
            null,
            h('th', { scope: 'row' }, dateTime(new Date(time * 1000).toISOString())),
            this.series.map(({ values }) => h('td', null, values[index] === null ? '–' : this.unit(values[index]))),
          ),
        )
        .reverse(),
    );
  }

  close() {
    this.size.disconnect();
    this.dark.removeEventListener('change', this.redraw);
    this.chart?.destroy();
    this.chart = null;
  }
}
