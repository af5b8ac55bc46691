// What has arrived at the vendor about a release. Figures that are zero may be left out.

import { h } from '../dom.js';
import { figure, moment } from '../format.js';
import { table } from '../parts.js';

const NAMES = {
  tickets: 'Tickets', total: 'In all', day: 'By day', window: 'By window', listed: 'Affected applications',
  kind: 'Kinds of crashes', requests: 'Requests', grants: 'Grants',
};

/** The newest windows; a rule looks at few. */
const MOST = 12;

export function evidence(parts) {
  const kinds = [...new Set(parts.map(one => one.part))];
  return kinds.map(kind => h('div', { 'data-key': kind },
    h('h3', {}, NAMES[kind] ?? kind),
    tableOf(NAMES[kind] ?? kind, parts.filter(one => one.part === kind).slice(-MOST).map(flat))));
}

/** Groups of figures become columns: onRelease.crashes. */
function flat({ part, ...rest }) {
  const row = {};
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'object' && value !== null) {
      for (const [inner, number] of Object.entries(value))
        row[`${words(name)}: ${words(inner)}`] = number;
    } else {
      row[words(name)] = value;
    }
  }

  return row;
}

/** Columns without a figure in any row say nothing. */
function tableOf(caption, rows) {
  const names = [...new Set(rows.flatMap(Object.keys))]
    .filter(name => rows.some(row => row[name] !== undefined && row[name] !== 0));
  if (names.length === 0)
    return h('p', { class: 'empty' }, 'Nothing has arrived, or the rule does not read it.');
  return table(caption, names.map(name => [
    heading(name),
    row => typeof row[name] === 'number' || row[name] === undefined ? figure(row[name] ?? 0)
      : /^\d{4}-\d\d-\d\dT/.test(row[name]) ? moment(row[name]) : row[name],
    rows.some(row => typeof row[name] === 'number') ? 'n' : null,
  ]), rows);
}

const words = name => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

const heading = name => name.charAt(0).toUpperCase() + name.slice(1);
