// A curve over virtual time, drawn by uPlot, with markers, a moment that can be chosen, and a table of the numbers.

import { h, s, show } from './dom.js';
import { day } from './format.js';

const HOUR = 3_600_000;
const HEIGHT = 280;
const ROWS = 24;

/** Strokes differ in colour and in dashes, so that colour is not needed to tell them apart. */
const DASHES = [[], [9, 4], [2, 4], [9, 4, 2, 4], [14, 5], [5, 3]];

/** The colour and the dash of a curve: thirty-six pairs, none of which is used twice. */
const lookOf = i => ({ colour: i % DASHES.length, dash: DASHES[(i + Math.floor(i / DASHES.length)) % DASHES.length] });

/** A piece of a curve, for the legend. */
function piece(i) {
  const look = lookOf(i);
  return s('svg', { class: 'piece', viewBox: '0 0 30 6', 'aria-hidden': 'true', focusable: 'false' }, s('line', {
    x1: 0, y1: 3, x2: 30, y2: 3, class: `line-${look.colour}`, 'stroke-dasharray': look.dash.join(' ') || null,
  }));
}

/** What a marker stands for, and how it is drawn at the top of the curve. */
export const MARKS = {
  ReleasePublished: ['▲', 'published'],
  RampAdvanced: ['↑', 'ramped'],
  RolloutHeld: ['■', 'held by its rule'],
  ReleasePaused: ['‖', 'paused'],
  ReleaseResumed: ['▶', 'resumed'],
  ReleaseSuperseded: ['»', 'superseded'],
  ReleaseWithdrawn: ['✕', 'withdrawn'],
  RegressionDetected: ['!', 'alarm of crash analytics'],
};

const dark = matchMedia('(prefers-color-scheme: dark)');

/** A round number above the highest one. */
function topOf(high) {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, high * 1.1)));
  return Math.ceil(high * 1.1 / step) * step;
}

/** Stored hours do not change: as many hours with the same end are the same curve. */
const tagOf = ({ ms, series, markers, at }) => JSON.stringify(
  [ms.length, series.map(({ name, values }) => [name, values.at(-2), values.at(-1)]), markers, at]);

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** One curve with what belongs to it. It stays in the page, and changes when its data change. */
export class Chart {
  /** @param {{id: string, label: string, format: function, axis: function, most: number, chosen: function}} options
   *   format is for values, axis for the numbers of the axis, most the highest possible value. */
  constructor(options) {
    this.options = options;
    this.plot = null;
    this.drawn = '';
    this.canvas = h('div', { class: 'canvas', role: 'img', 'data-keep': true });
    this.legend = h('ul', { class: 'legend' });
    this.text = h('p', { class: 'latest', id: `${options.id}-text` });
    this.slider = h('input', { type: 'range', min: 0, step: 1, 'aria-label': `Moment of ${options.label}` });
    this.table = h('div', {});
    this.canvas.setAttribute('aria-label', options.label);
    this.canvas.setAttribute('aria-describedby', `${options.id}-text`);
    this.element = h('div', { class: 'chart', id: options.id, 'data-keep': true, 'data-key': options.id },
      this.legend, this.canvas, this.slider, this.text,
      h('details', {}, h('summary', {}, `${options.label} as a table`), this.table));
    this.slider.addEventListener('change', () => this.#choose(Number(this.slider.value)));
    this.slider.addEventListener('input', () => this.#say(Number(this.slider.value)));
    this.resized = new ResizeObserver(() => this.#resize());
    this.resized.observe(this.canvas);
    this.recoloured = () => this.#rebuild();
    dark.addEventListener('change', this.recoloured);
  }

  /**
   * @param {{ms: number[], series: Array<{name: string, values: number[]}>, markers: object[], at: number|null}} data
   *   at is the chosen moment; null for the newest one.
   */
  set(data) {
    const text = tagOf(data);
    if (text === this.drawn)
      return;
    const names = data.series.map(one => one.name).join();
    const isOther = this.data === undefined || names !== this.data.series.map(one => one.name).join();
    [this.drawn, this.data] = [text, data];
    this.element.dataset.points = data.ms.length;
    this.element.dataset.last = data.series.map(one => one.values.at(-1)).join(' ');
    if (isOther || this.plot === null)
      this.#rebuild();
    else
      this.plot.setData(this.#columns());
    this.slider.max = Math.max(0, data.ms.length - 1);
    this.slider.value = this.#index();
    this.slider.hidden = data.ms.length < 2;
    this.#say(this.#index());
    this.#tell();
  }

  destroy() {
    this.resized.disconnect();
    dark.removeEventListener('change', this.recoloured);
    this.plot?.destroy();
    this.plot = null;
  }

  #columns() {
    return [this.data.ms.map(ms => ms / HOUR), ...this.data.series.map(one => one.values)];
  }

  #index() {
    if (this.data.at === null)
      return this.data.ms.length - 1;
    const after = this.data.ms.findIndex(ms => ms > this.data.at);
    return Math.max(0, (after < 0 ? this.data.ms.length : after) - 1);
  }

  #choose(index) {
    this.options.chosen?.(index >= this.data.ms.length - 1 ? null : this.data.ms[index]);
  }

  #say(index) {
    const { ms, series } = this.data;
    if (ms.length < 2) {
      this.text.textContent = 'The curve begins with the first stored hour.';
      return;
    }

    const values = series.map(one => `${one.name} ${this.options.format(one.values[index])}`);
    const text = `${day(ms[index])}: ${values.join('; ')}.`;
    this.slider.setAttribute('aria-valuetext', text);
    if (this.text.textContent !== text)
      this.text.textContent = text;
  }

  /** The legend, and some of the numbers. */
  #tell() {
    const { ms, series, markers } = this.data;
    show(this.legend, series.map((one, i) => h('li', {}, piece(i), one.name)),
      [...new Set(markers.map(one => one.event))].map(event =>
        h('li', {}, h('span', { 'aria-hidden': 'true' }, `${MARKS[event][0]} `), MARKS[event][1])));
    const step = Math.max(1, Math.ceil(ms.length / ROWS));
    const rows = ms.map((_, i) => i).filter(i => i % step === 0 || i === ms.length - 1);
    show(this.table, h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Numbers' },
      h('table', {}, h('caption', { class: 'hidden' }, this.options.label),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Moment'),
          series.map(one => h('th', { scope: 'col', class: 'n' }, one.name)))),
        h('tbody', {}, rows.map(i => h('tr', {}, h('th', { scope: 'row' }, day(ms[i])),
          series.map(one => h('td', { class: 'n' }, this.options.format(one.values[i])))))))));
  }

  #resize() {
    const width = this.canvas.clientWidth;
    if (width > 0 && this.plot !== null && Math.abs(this.plot.width - width) > 1)
      this.plot.setSize({ width, height: HEIGHT });
    else if (width > 0 && this.plot === null && this.data !== undefined)
      this.#rebuild();
  }

  #rebuild() {
    this.plot?.destroy();
    this.plot = null;
    if (this.data === undefined || this.canvas.clientWidth === 0)
      return;
    const axis = {
      stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') },
      font: '12px system-ui, sans-serif',
    };
    this.plot = new uPlot({
      width: this.canvas.clientWidth,
      height: HEIGHT,
      padding: [20, 24, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false },
        y: { range: (_, low, high) => [0, Math.min(this.options.most ?? Infinity, topOf(high))] },
      },
      series: [{}, ...this.data.series.map((one, i) => ({
        label: one.name, stroke: colour(`--line-${lookOf(i).colour}`), width: 2, dash: lookOf(i).dash,
        points: { show: false }, paths: one.stepped ? uPlot.paths.stepped({ align: 1 }) : undefined,
      }))],
      axes: [
        {
          ...axis, space: 64, size: 32, incrs: [1, 3, 6, 12, 24, 48, 72, 96, 168, 336, 672, 1344, 2688, 8760],
          values: (_, hours) => hours.map(hour => hour % 24 === 0 ? `day ${hour / 24}` : `${hour % 24}:00`),
        },
        { ...axis, size: 64, values: (_, values) => values.map(value => this.options.axis(value)) },
      ],
      hooks: {
        draw: [plot => this.#mark(plot)],
        setCursor: [plot => this.#say(plot.cursor.idx ?? this.#index())],
        ready: [plot => plot.over.addEventListener('click', () => {
          if (plot.cursor.idx !== null && plot.cursor.idx !== undefined)
            this.#choose(plot.cursor.idx);
        })],
      },
    }, this.#columns(), this.canvas);
  }

  /** Vertical lines with a sign at the top: what was done, and the chosen moment. */
  #mark(plot) {
    const { ctx, bbox } = plot;
    const scale = devicePixelRatio;
    ctx.save();
    ctx.lineWidth = scale;
    ctx.textAlign = 'center';
    ctx.font = `${12 * scale}px system-ui, sans-serif`;
    const free = [-Infinity, -Infinity];
    const line = (ms, stroke, dash) => {
      const x = Math.round(plot.valToPos(ms / HOUR, 'x', true));
      ctx.strokeStyle = stroke;
      ctx.setLineDash(dash.map(one => one * scale));
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      return x;
    };
    for (const { ms, event } of this.data.markers) {
      const x = line(ms, colour('--mark'), [3, 3]);
      ctx.fillStyle = colour('--ink');

      // Above the curve, or below that if the place is taken; the many steps of a ramp need no second place.
      const row = free.findIndex((from, i) => x >= from && (i === 0 || event !== 'RampAdvanced'));
      if (row < 0)
        continue;
      ctx.fillText(MARKS[event][0], x, bbox.top + (row === 0 ? -5 : 12) * scale);
      free[row] = x + 12 * scale;
    }

    if (this.data.at !== null)
      line(this.data.at, colour('--accent'), []);
    ctx.restore();
  }
}
