// Devices: a filter, a list in pages; of one its content, volumes, tickets and history.

import { get, list, Refusal } from '../api.js';
import { h } from '../dom.js';
import { bytes, count, counted, deviceNumber, moment, ramp, yesNo } from '../format.js';
import { badge, button, pairs, release, section, share, table, time } from '../parts.js';
import { bands } from './bands.js';
import { events } from './events.js';

const PAGE = 50;
const STATES = [
  'unenrolled', 'idle', 'offered', 'downloading', 'awaiting-ticket', 'preparing', 'staged', 'restarting', 'retrying',
  'removing', 'update-offered', 'downloading-update', 'update-ready', 'updating', 'awaiting-hands', 'boot-looping',
];
/** What an address has beside the filter. */
const NO_FILTER = ['at', 'after'];

export const devices = {
  name: 'Devices',
  ofMoment: ({ shown }, then) => shown === undefined ? null
    : `The history, its bands and the events of tickets end with ${then}; all else is of now.`,

  async load({ route }) {
    const id = route.parts[1];
    if (id !== undefined) {
      const path = `/devices/${encodeURIComponent(id)}`;
      const found = await unlessRefused(Promise.all([get(path), list(`${path}/history`)]));
      if (!(found instanceof Refusal))
        return { shown: found[0], history: found[1] };
      return { refusal: found, filter: { device: id }, ...await choices() };
    }

    // Also a name that is not known: the API refuses it, and says which there are.
    const filter = Object.fromEntries([...route.query].filter(([name]) => !NO_FILTER.includes(name)));
    const [page, known] = await Promise.all([
      unlessRefused(get('/devices', { ...filter, limit: PAGE, after: route.query.get('after') ?? '' })), choices(),
    ]);
    return page instanceof Refusal ? { refusal: page, filter, ...known } : { page, filter, ...known };
  },

  render(data, context) {
    return data.shown === undefined ? overall(data, context) : one(data, context);
  },

  /** The fields have what the address says; later they have what a person chooses. */
  opened(main, { filter }) {
    for (const field of main.querySelectorAll('.filter select, .filter input'))
      field.value = filter?.[field.name] ?? '';
  },
};

/** A refused filter is corrected in its form, so the form stays. */
const unlessRefused = question => question.catch(failure => {
  if (failure instanceof Refusal && failure.status < 500)
    return failure;
  throw failure;
});

async function choices() {
  const [platforms, releases] = await Promise.all([list('/fleet/platforms'), list('/releases')]);
  return { platforms: platforms.map(one => one.platform), releases: releases.map(one => one.release) };
}

function overall({ page, refusal, filter, ...known }, { route, live }) {
  const asked = form({ ...known, rings: live.status.rings, filter }, refusal);
  if (refusal !== undefined)
    return [h('h1', {}, 'Devices'), asked];
  const next = page.items.length > 0 && page.next !== null ? deviceNumber(page.items.at(-1).device) : null;
  return [
    h('h1', {}, 'Devices'),
    asked,
    h('p', {}, `${counted(page.matching, 'device')} ${page.matching === 1 ? 'matches' : 'match'}.`),
    table('Devices', [
      ['Device', row => h('a', { href: `#/devices/${deviceNumber(row.device)}` }, row.device)],
      ['Platform', row => row.platform],
      ['Model', row => row.model],
      ['Version', row => row.osVersion],
      ['Build', row => row.build],
      ['State', row => badge(row.state)],
      ['Active', row => row.active ? release(row.active) : '–'],
      ['Incoming', row => row.incoming ? release(row.incoming) : '–'],
      ['Analytics', row => yesNo(row.shares)],
      ['Managed', row => yesNo(row.managed)],
    ], page.items, { key: row => row.device, empty: 'No device matches.' }),
    h('nav', { class: 'pages', 'aria-label': 'Pages' },
      route.query.has('after') ? h('a', { href: hash(filter, null) }, 'First page') : null,
      next === null ? null : h('a', { href: hash(filter, next) }, 'Next page')),
  ];
}

const hash = (filter, after) => {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  if (after !== null)
    query.set('after', after);
  return `#/devices${query.size > 0 ? `?${query}` : ''}`;
};

function form({ platforms, releases, rings, filter }, refusal) {
  const wrong = name => refusal?.where === name ? { 'aria-invalid': 'true', 'aria-describedby': 'refusal' } : {};
  const choice = (name, label, values) => h('label', {}, h('span', {}, label), h('select', { name, ...wrong(name) },
    h('option', { value: '' }, 'any'),
    // The address may have another spelling.
    [...new Set([...values, filter[name] ?? ''])].filter(value => value !== '')
      .map(value => h('option', { value }, value))));
  return h('form', { class: 'filter', 'data-form': 'devices', 'data-key': 'filter' },
    h('label', {}, h('span', {}, 'Number'),
      h('input', { name: 'device', inputmode: 'numeric', size: 8, ...wrong('device') })),
    choice('platform', 'Platform', platforms),
    choice('state', 'State', STATES),
    choice('release', 'Release', releases),
    rings.length === 0 ? null : choice('ring', 'Ring', rings),
    choice('protected', 'Protected', ['yes', 'no']),
    choice('shares', 'Shares analytics', ['yes', 'no']),
    choice('managed', 'Managed', ['yes', 'no']),
    h('label', {}, h('span', {}, 'Version'),
      h('input', { name: 'os', size: 7, ...wrong('os') })),
    h('label', {}, h('span', {}, 'Model'),
      h('input', { name: 'model', size: 12, ...wrong('model') })),
    h('label', {}, h('span', {}, 'Group or label'),
      h('input', { name: 'group', size: 12, ...wrong('group') })),
    h('button', { type: 'submit', class: 'primary' }, 'Show'),
    refusal === undefined ? null : h('p', { class: 'refusal', id: 'refusal', role: 'alert' }, refusal.message));
}

function one({ shown, history }, context) {
  const { at, live } = context;
  const past = at === null ? history : history.filter(event => event.ms <= at);
  const number = deviceNumber(shown.device);
  return [
    h('p', { class: 'crumbs' }, h('a', { href: '#/devices' }, 'Devices')),
    h('h1', {}, shown.device, ' ', badge(shown.state)),
    h('div', { class: 'orders', role: 'group', 'aria-label': `Orders for ${shown.device}` },
      button('Install…', 'install', { device: number }),
      button('Remove responses…', 'remove-responses', { device: number }),
      button(shown.sharesAnalytics ? 'Stop analytics…' : 'Share analytics…', 'share-analytics', {
        device: number, share: shown.sharesAnalytics ? 'no' : 'yes',
      }),
      button('Unplug…', 'unplug', { device: number }, { disabled: shown.desktop })),
    section('History', bands(past, at ?? live.status.settledMs, shown),
    events(past, 'It has no events yet.', true)),
    h('div', { class: 'columns' },
      section('Content in use', content(shown)),
      section('Volumes', volumes(shown)),
      section('Tickets', tickets(shown, past)),
      section('Its person', person(shown))),
  ];
}

const content = shown => pairs([
  ['Model', `${shown.model}, ${shown.platform}${shown.desktop ? ', desktop' : ''}`],
  ['Ring', shown.ring],
  ['Group', shown.group],
  ['Label', shown.label === shown.group ? null : shown.label],
  ['Base', `${shown.osVersion} (${shown.baseBuild})`],
  ['Runs', `${shown.runningBuild}, ${shown.active ?? 'its base'}`],
  ['Protected', shown.protected ? 'yes' : shown.browserProtected ? 'in Safari only' : 'no'],
  ...shown.vulnerabilities.map(one => [one.id, one.exposure]),
  ['Doing', shown.doing],
  ['Next due', shown.nextDue ? time(shown.nextDue) : 'nothing, unless a message arrives'],
  ...shown.applied.map(one => ['Applied', [release(one.release), ', active since ', time(one.activatedAt)]]),
  ...shown.kept.map(one => ['Kept', [release(one.release), one.reusable ? ', ticket valid' : ', ticket not valid']]),
  ...shown.background.map(one => ['Background', `${one.mechanism} ${one.id}`]),
  ...shown.barred.map(one => ['Barred', [release(one.release), ' since ', time(one.since),
    one.forGood ? ', for good' : one.until ? ` until ${moment(one.until)}` : ', until the catalogue changes']]),
]);

function volumes({ bytes: size }) {
  const used = [['System', size.system], ['Data', size.data], ['Preboot', size.preboot], ['Free', size.free]];
  return table('Volumes', [
    ['Volume', row => row[0]],
    ['Size', row => bytes(row[1]), 'n'],
    ['Of the device', row => share(100 * row[1] / size.capacity), 'n'],
  ], [...used, ['All', size.capacity]]);
}

function tickets(shown, past) {
  const asked = past.filter(one => /Ticket/.test(one.event));
  return [
    pairs([
      ['Nonce', `generation ${count(shown.nonceGeneration)}`],
      ['Digest', h('code', { class: 'digest' }, shown.nonce)],
      ['Chip, ECID', `${shown.chipId}, ${shown.ecid}`],
    ]),
    events(asked, 'It has asked for no ticket.', true),
  ];
}

const person = shown => pairs([
  ['Updates', !shown.automaticUpdates ? 'by hand' : shown.automaticSoftwareUpdates ? 'automatic'
    : 'responses automatic, software updates by hand'],
  ['Looks for updates', yesNo(shown.seeker)],
  ['Restarts', shown.restarts],
  ['Shares analytics', yesNo(shown.sharesAnalytics)],
  ['Managed', shown.managed
    ? `installation ${shown.allowInstallation ? 'allowed' : 'forbidden'}, `
      + `removal ${shown.allowRemoval ? 'allowed' : 'forbidden'}`
    : 'no'],
  ['Lockdown Mode', shown.lockdownMode ? 'on' : 'off'],
  ['Local time', `${shown.localTime}, ${shown.inUse ? 'in use' : 'not in use'}`],
  ['Battery', shown.batteryPercent === null ? 'none, on mains'
    : `${ramp(shown.batteryPercent)}${shown.charging ? ', charging' : ''}`],
  ['Crashes noted', count(shown.crashes.length)],
  ['Last crash', shown.crashes.length === 0 ? null : `${shown.crashes.at(-1).application} `
    + `at ${moment(shown.crashes.at(-1).at)}, on ${shown.crashes.at(-1).release ?? 'the base'}`],
]);
