// What has happened: the events of releases and services, the orders of people, the log of the process.

import { get, list } from '../api.js';
import { h } from '../dom.js';
import { bytes, count } from '../format.js';
import { badge, pairs, section, table, time } from '../parts.js';
import { events } from './events.js';

const ENTRIES = 100;

export const log = {
  name: 'Log',
  isTimed: true,
  ofMoment: (_, then) => `The events of releases and services end with ${then}; all else is of now.`,

  async load() {
    const [journal, commands, entries] = await Promise.all([
      get('/journal'), list('/journal/commands'), list('/log', { limit: ENTRIES }),
    ]);
    return { journal, commands, entries };
  },

  render({ journal, commands, entries }, { events: past }) {
    return [
      h('h1', {}, 'Log'),
      section('Orders', table('Orders of people', [
        ['Number', row => count(row.number), 'n'],
        ['Takes effect', row => time(row.at)],
        ['Given by', row => row.issuedBy],
        ['Order', row => row.command],
      ], [...commands].reverse(), { key: row => row.number, empty: 'No order was given yet.' })),
      section('Events of releases and services', h('p', {}, `${count(past.length)} stored; the newest first.`),
        h('div', { class: 'all-events' }, events(past, 'None is stored yet.'))),
      section('Journal', pairs([
        ['Kind', journal.journal],
        ['Place', h('code', {}, journal.place)],
        ['Size', bytes(journal.journalBytes)],
        ['Epochs', count(journal.closedEpochs)],
        ['Events', `${count(journal.events)} stored, ${count(journal.notStored)} not yet`],
        ['Stored to', time(journal.end)],
        ['Hash', h('code', { class: 'digest' }, journal.hash)],
      ])),
      section('Log of the process', table('Log of the process, in wall time', [
        ['When', row => h('time', { datetime: row.at }, row.at.slice(0, 19).replace('T', ' '))],
        ['Level', row => badge(row.level)],
        ['From', row => row.category.split('.').at(-1)],
        ['Message', row => row.fault ? `${row.message} (${row.fault})` : row.message],
      ], [...entries].reverse(), { empty: 'The log is empty.' })),
    ];
  },
};
