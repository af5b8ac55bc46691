// The address behind #: the view, its parts, its query, and the moment that it names.

import { day, moment } from './format.js';

/** The parts of the path, and the query. Parts are null when the address cannot be read. */
export function route(hash = location.hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split('?');
  const parts = partsOf(path);
  return { parts: parts?.length === 0 ? ['overview'] : parts, query: new URLSearchParams(query ?? '') };
}

function partsOf(path) {
  try {
    return path.split('/').filter(part => part.length > 0).map(decodeURIComponent);
  } catch {
    return null; // A % that no two digits follow.
  }
}

/** The same address with another moment, or without one. */
export function withMoment({ parts, query: given }, instant) {
  const query = new URLSearchParams(given);
  query.delete('at');
  if (instant !== null)
    query.set('at', instant);
  return `#/${parts.map(encodeURIComponent).join('/')}${query.size > 0 ? `?${query}` : ''}`;
}

/**
 * The moment of an address, in milliseconds since the scenario's start.
 * @returns {{at: number|null, note: string|null}} note says why it is another one than the address has.
 */
export function momentOf({ query }, live) {
  const given = query.get('at');
  if (given === null || live.status === null)
    return { at: null, note: null };
  const at = Date.parse(given) - live.start0;
  if (Number.isNaN(at))
    return { at: null, note: `'${given}' is no moment; a moment is written as 2023-07-11T05:00Z. This is now.` };
  const last = live.simulatedMs;
  if (at >= 0 && at <= last)
    return { at, note: null };
  const instant = moment(new Date(live.start0 + at).toISOString());
  return at < 0
    ? { at: 0, note: `The run begins after ${instant}; this is its beginning.` }
    : { at: last, note: `The run is not simulated up to ${instant}; this is its last moment, ${day(last)}.` };
}
