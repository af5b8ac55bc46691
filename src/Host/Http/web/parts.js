// Parts of several views: tables, bars, badges, moments, links to devices.

import { h, s } from './dom.js';
import { count, moment, percent } from './format.js';

/** A table with a caption for screen readers. A column is [heading, cell of a row, 'n' for numbers]. */
export function table(caption, columns, rows, { empty = 'There is nothing yet.', key, visible = false } = {}) {
  if (rows.length === 0)
    return h('p', { class: 'empty' }, empty);
  return h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption }, h('table', {},
    h('caption', { class: visible ? null : 'hidden' }, caption),
    h('thead', {}, h('tr', {}, columns.map(([heading, , kind]) => h('th', { scope: 'col', class: kind }, heading)))),
    h('tbody', {}, rows.map(row => h('tr', { 'data-key': key?.(row) }, columns.map(([, cell, kind], i) =>
      i === 0 ? h('th', { scope: 'row', class: kind }, cell(row)) : h('td', { class: kind }, cell(row))))))));
}

/** A section with a heading. */
export const section = (title, ...content) => {
  const id = `h-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return h('section', { 'aria-labelledby': id, 'data-key': id }, h('h2', { id }, title), ...content);
};

/** Names with values. */
export const pairs = rows => h('dl', { class: 'pairs' }, rows
  .filter(([, value]) => value !== null && value !== undefined)
  .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));

/** A share of 0 to 100 as a bar; the number stands beside it. */
const bar = share => s('svg', {
  class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false',
}, s('rect', { class: 'rest', width: 100, height: 8 }), s('rect', { class: 'part', width: share, height: 8 }));

export const share = value => h('span', { class: 'share' }, bar(value), h('span', {}, percent(value)));

export const badge = (word, kind = word) => h('span', { class: `badge ${String(kind).replace(/[^a-z]/g, '-')}` }, word);

export const time = instant => instant ? h('time', { datetime: instant }, moment(instant)) : '–';

/** A link to the devices behind a number. */
export const devices = (number, filter) => number === 0
  ? count(0)
  : h('a', { href: `#/devices?${new URLSearchParams(filter)}` }, count(number));

export const release = id => h('a', { href: `#/releases/${id}`, class: 'id' }, id);

/** A large number with its name. */
export const tile = (name, value, note, href) => h('li', { class: 'tile', 'data-key': name },
  h('span', { class: 'what' }, name),
  h('span', { class: 'value' }, href ? h('a', { href }, value) : value),
  note ? h('span', { class: 'note' }, note) : null);

/** Why no order can be given; null when orders can be given. */
let forbidden = null;

/** Says why no order can be given from now on. */
export const forbid = reason => {
  forbidden = reason;
};

export const button = (word, order, values = {}, { danger = false, disabled = false } = {}) => h('button', {
  type: 'button',
  class: danger ? 'danger' : null,
  'data-order': order,
  disabled: disabled || forbidden !== null,
  title: forbidden,
  ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`data-${name}`, value])),
}, word);
