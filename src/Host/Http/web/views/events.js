// Lists of events, the newest first.

import { h } from '../dom.js';
import { deviceNumber, second } from '../format.js';
import { releaseOf, sentence, toneOf } from '../words.js';

/** @param {object[]} all The events in the order of exports. */
export function events(all, empty) {
  return all.length === 0
    ? h('p', { class: 'empty' }, empty)
    : h('ol', { class: 'events', reversed: true }, [...all].reverse().map(one => h('li', {
      'data-key': `${one.ms},${one.entity},${one.seq}`,
      class: toneOf(one.event),
    }, h('time', { datetime: one.at }, second(one.at)), ' ', subject(one), h('span', {}, sentence(one)))));
}

/** A link to what the event is about. */
function subject({ entity }) {
  if (entity.startsWith('device-'))
    return h('a', { href: `#/devices/${deviceNumber(entity)}` }, entity);
  const id = releaseOf(entity);
  return id === null ? h('span', { class: 'entity' }, `${entity}: `)
    : h('a', { href: `#/releases/${id}`, class: 'entity', 'aria-label': `release ${id}` }, '→ ');
}
