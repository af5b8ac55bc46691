// The rings of the fleet: how far each release is in them, and the orders for a ring.

import { get, list } from '../api.js';
import { h } from '../dom.js';
import { count, seconds } from '../format.js';
import { badge, button, release, section, table, time } from '../parts.js';

export const rings = {
  name: 'Rings',

  async load({ live }) {
    if (live.status.rings.length === 0)
      return { rows: [], shown: [] };
    const [rows, ...shown] = await Promise.all([
      list('/rings'), ...live.status.rings.map(name => get(`/rings/${encodeURIComponent(name)}`)),
    ]);
    return { rows, shown };
  },

  render({ rows, shown }) {
    return [
      h('h1', {}, 'Rings'),
      shown.length === 0
        ? h('p', { class: 'empty' }, 'This fleet has no rings: a release is offered to the whole fleet.')
        : [
          section('How far each release is', table('Releases in rings', [
            ['Release', row => release(row.release)],
            ['Ring', row => row.ring],
            ['State', row => badge(row.state)],
            ['Since', row => time(row.since)],
            ['Next', row => /^\d{4}-/.test(row.next ?? '') ? time(row.next) : row.next ?? '–'],
            ['Orders', row => h('span', { class: 'orders' },
              button('Promote…', 'promote', row, { disabled: row.state === 'open' }),
              button('Hold…', 'hold', row, { disabled: row.state === 'held' }))],
          ], rows, { key: row => `${row.release} ${row.ring}`, empty: 'No release is published.' })),
          section('What the rings are', table('Rings', [
            ['Ring', row => h('a', { href: `#/devices?${new URLSearchParams({ ring: row.ring })}` }, row.ring)],
            ['Groups', row => row.groups.join(', ') || '–'],
            ['Promoted', row => row.promotion, 'text'],
            ['Deferral', row => seconds(row.deferralSeconds), 'n'],
            ['Deadline', row => seconds(row.deadlineSeconds), 'n'],
            ['Grace', row => seconds(row.graceSeconds), 'n'],
            ['At once', row => row.atMost === null ? 'any number' : count(row.atMost), 'n'],
          ], shown)),
        ],
    ];
  },
};
