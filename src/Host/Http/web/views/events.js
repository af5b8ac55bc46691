// Lists of events, the newest first.

import { h } from '../dom.js';
import { deviceNumber, second } from '../format.js';
import { releaseOf, sentence, toneOf, words } from '../words.js';

/**
 * @param {object[]} all The events in the order of exports.
 * @param {boolean} isOfOne Whether all are of the entity that the view is about, which then needs no name.
 */
export function events(all, empty, isOfOne = false) {
  return all.length === 0
    ? h('p', { class: 'empty' }, empty)
    : h('ol', { class: 'events', reversed: true }, [...all].reverse().map(one => h('li', {
      'data-key': `${one.ms},${one.entity},${one.seq}`,
      class: toneOf(one.event),
    }, h('time', { datetime: one.at }, second(one.at)), ' ',
    isOfOne ? null : subject(one), h('span', {}, isOfOne ? words(one) : sentence(one)))));
}

/** A link to what the event is about. */
function subject({ entity }) {
  if (entity.startsWith('device-'))
    return h('a', { href: `#/devices/${deviceNumber(entity)}`, class: 'entity' }, `${entity} `);
  const id = releaseOf(entity);
  return id === null ? h('span', { class: 'entity' }, `${entity}: `)
    : h('a', { href: `#/releases/${id}`, class: 'entity', 'aria-label': `release ${id}` }, '→ ');
}
