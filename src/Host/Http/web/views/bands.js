// What a device ran, as bands over time.

import { h, s } from '../dom.js';
import { day } from '../format.js';

/** @returns The bands, and the same as a list for screen readers. */
export function bands(history, until, shown) {
  const enrolled = history.find(one => one.event === 'DeviceEnrolled');
  if (enrolled === undefined || until <= enrolled.ms)
    return null;
  const runs = [{ from: enrolled.ms, what: enrolled.data.release ?? 'base' }];
  for (const { ms, event, data } of history) {
    if (event === 'ResponseActivated')
      runs.push({ from: ms, what: data.release });
    else if (event === 'ResponsesRemoved')
      runs.push({ from: ms, what: 'base' });
    else if (event === 'SoftwareUpdateInstalled')
      runs.push({ from: ms, what: data.to });
  }

  const names = [...new Set(runs.map(one => one.what))].filter(name => name !== 'base');
  const kind = what => what === 'base' ? 'base' : `band-${names.indexOf(what) % 5}`;
  const length = until - enrolled.ms;
  const width = i => 1000 * ((runs[i + 1]?.from ?? until) - runs[i].from) / length;
  const left = i => 1000 * (runs[i].from - enrolled.ms) / length;
  return h('div', { class: 'bands' },
    s('svg', {
      viewBox: '0 0 1000 40', preserveAspectRatio: 'none', role: 'img',
      'aria-label': `What ${shown.device} ran: ${runs.map(one => `${one.what} from ${day(one.from)}`).join(', ')}`,
    }, runs.map((one, i) => s('rect', {
      class: `band ${kind(one.what)}`, x: left(i), y: 0, width: Math.max(1, width(i)), height: 40,
    }))),
    h('ul', { class: 'legend' }, runs.map((one, i) => h('li', {
      class: `swatch ${kind(one.what)}`, 'data-key': `${i}`,
    }, `${one.what} from ${day(one.from)}`))));
}
