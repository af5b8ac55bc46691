// The fleet at a glance: numbers, the adoption curve, platforms, what is going on, what the rules do next.

import { list, get } from '../api.js';
import { MARKS } from '../chart.js';
import { h } from '../dom.js';
import { count, counted, duration, moment, percent, ramp } from '../format.js';
import { badge, button, devices, pairs, release, section, share, table, tile, time } from '../parts.js';
import { events } from './events.js';

/** The states of devices that install or remove now. */
const BUSY = new Set([
  'downloading', 'awaiting-ticket', 'preparing', 'staged', 'restarting', 'retrying', 'removing', 'downloading-update',
  'update-ready', 'updating',
]);

/** A count that is older than this says so. */
const OLD_MS = 5 * 60_000;

/** Releases that are offered, or might be again. */
const isOpen = row => row.phase === 'published' || row.phase === 'paused';

/** A rollout that goes on, or waits for its rule, a ring or a person. */
const isUndecided = rollout => rollout.phase === 'paused' || rollout.percent < 100 || rollout.nextRing !== null
  || rollout.state !== 'going on';

export const overview = {
  name: 'Overview',
  ofMoment: (_, then) => `This is how it was on ${then}.`,

  async load({ live, curves }) {
    const [fleet, platforms, states, releases, rings] = await Promise.all([
      get('/fleet'), list('/fleet/platforms'), list('/fleet/states'), list('/releases'), ringsOf(live),
      curves.update(live.status.closedEpoch),
    ]);
    const rollouts = await Promise.all(releases.filter(isOpen)
      .map(row => get(`/releases/${encodeURIComponent(row.release)}/rollout`, { limit: 1 })));
    return { fleet: fleet.items, countedMs: fleet.atMs, platforms, states, rollouts, rings };
  },

  render(data, context) {
    const { at, curves } = context;
    return [
      h('h1', {}, 'Overview'),
      at !== null || context.live.simulatedMs - data.countedMs <= OLD_MS ? null
        : h('p', { class: 'notice', 'data-key': 'counted' },
          `Counted at ${moment(context.live.instant(data.countedMs))}, `
          + `${duration(context.live.simulatedMs - data.countedMs)} before what is simulated.`),
      at === null ? tilesNow(data) : tilesAt(curves, at),
      section('Adoption', adoption(context)),
      h('div', { class: 'columns' },
        section('Protected by platform', at === null ? platformsNow(data.platforms) : platformsAt(curves, at)),
        at !== null ? null : section('Next decision', decisions(data.rollouts, data.rings)),
        at !== null ? null : section('Going on now', going(data.states)),
        section('Last events', events(context.events.slice(-8), 'Nothing has happened to a release yet.'),
          h('p', {}, h('a', { href: '#/log' }, 'All events')))),
    ];
  },
};

function tilesNow({ fleet, states }) {
  const figure = name => fleet.find(one => one.figure === name);
  const busy = states.filter(one => BUSY.has(one.state)).reduce((sum, one) => sum + one.devices, 0);
  const browser = figure('browser protected');
  return h('ul', { class: 'tiles' },
    tile('Devices', count(figure('devices').devices), null, '#/devices'),
    tile('Protected', percent(figure('protected').percent), count(figure('protected').devices),
      '#/devices?protected=yes'),
    browser ? tile('Safari protected', percent(browser.percent), count(browser.devices)) : null,
    tile('Installing or removing', count(busy)),
    tile('Reverted', count(figure('reverted').devices)),
    tile('Share analytics', percent(figure('sharing analytics').percent), count(figure('sharing analytics').devices),
      '#/devices?shares=yes'),
    tile('Managed', percent(figure('managed').percent), count(figure('managed').devices), '#/devices?managed=yes'));
}

function tilesAt(curves, at) {
  const i = curves.at(at);
  const all = curves.fleet('devices')[i] ?? 0;
  const safe = curves.fleet('protected')[i] ?? 0;
  return h('ul', { class: 'tiles' },
    tile('Devices', count(all)),
    tile('Protected', percent(all === 0 ? 0 : 100 * safe / all), count(safe)),
    curves.names.map(name => tile(`Has ${name}`, count(curves.having(name)[i] ?? 0))));
}

function adoption(context) {
  const { curves, at, live } = context;
  const all = curves.fleet('devices');
  const shares = values => values.map((value, i) => all[i] === 0 ? 0 : 100 * value / all[i]);
  const markers = context.live.events
    .filter(one => MARKS[one.event] !== undefined)
    .map(one => ({ ms: one.ms, event: one.event }));
  return context.chart({
    id: 'adoption', label: 'Share of the fleet', format: percent, axis: ramp, most: 100,
    chosen: ms => context.choose(ms === null ? null : live.instant(ms)),
  }, {
    ms: curves.ms,
    series: [
      { name: 'Protected', values: shares(curves.fleet('protected')) },
      ...curves.names.map(name => ({ name: `Has ${name}`, values: shares(curves.having(name)) })),
    ],
    markers,
    at,
  });
}

const platformsNow = rows => table('Protected devices of each platform', [
  ['Platform', row => row.platform],
  ['Devices', row => devices(row.devices, { platform: row.platform }), 'n'],
  ['Protected', row => devices(row.protected, { platform: row.platform, protected: 'yes' }), 'n'],
  ['Share', row => share(row.percent), 'n'],
], rows);

function platformsAt(curves, at) {
  const i = curves.at(at);
  return table('Protected devices of each platform', [
    ['Platform', row => row.platform],
    ['Devices', row => count(row.devices[i]), 'n'],
    ['Protected', row => count(row.protected[i]), 'n'],
    ['Share', row => share(row.devices[i] > 0 ? 100 * row.protected[i] / row.devices[i] : 0), 'n'],
  ], [...curves.platforms.values()]);
}

const going = states => table('Devices in each state', [
  ['State', row => row.state],
  ['Devices', row => devices(row.devices, { state: row.state }), 'n'],
  ['Of the fleet', row => percent(row.percent), 'n'],
], states.filter(row => row.devices > 0));

/** The releases about which something is to be decided, the newest decision first; of the others how many there are. */
function decisions(rollouts, rings) {
  const lastAt = rollout => rollout.decisions[0]?.at ?? '';
  const shown = rollouts.filter(isUndecided).sort((one, other) => lastAt(other).localeCompare(lastAt(one)));
  const others = rollouts.length - shown.length;
  return [
    shown.length > 0 ? shown.map(one => rule(one, rings)) : h('p', { class: 'empty' }, others === 0
      ? 'No release is offered, so no rule decides.' : 'Nothing is to be decided about a release.'),
    others === 0 ? null : h('p', { 'data-key': 'others' }, h('a', { href: '#/releases' },
      counted(others, shown.length === 0 ? 'release' : 'other release')),
    ` ${others === 1 ? 'is' : 'are'} offered to 100 %, with nothing to decide.`),
  ];
}

/** What the rule of a release does next, and why. The view of one release has its name and its orders already. */
export function rule(rollout, rings, isOfOne = false) {
  const last = rollout.decisions[0];
  return h('div', { class: 'rule', 'data-key': rollout.release },
    isOfOne ? null : h('h3', {}, release(rollout.release), ' ', badge(rollout.phase)),
    pairs([
      ['Rule', rollout.rule],
      ['Offered to', offer(rollout, rings)],
      ['It is', rollout.state],
      ['Looks next', rollout.nextLookAt ? time(rollout.nextLookAt) : 'at no set time'],
      ['Next ring', rollout.nextRing],
      ['Last', last ? [time(last.at), ` ${last.decision} ${last.why}`] : null],
    ]),
    rollout.waitsForApproval && !isOfOne
      ? h('p', {}, button(`Approve ${rollout.nextRing} for ${rollout.release}…`, 'approve', {
        release: rollout.release, ring: rollout.nextRing,
      }))
      : null);
}

/** The rings of the fleet with each release; none when it has no rings. */
export const ringsOf = live => live.status.rings.length === 0 ? [] : list('/rings');

/** To which devices a release is offered: to none while it is paused, and only in its open rings. */
export function offer({ release: id, phase, percent }, rings) {
  if (percent === null)
    return null;
  if (phase === 'paused')
    return `no device while it is paused, at ${ramp(percent)}`;
  const all = rings.filter(one => one.release === id);
  const open = all.filter(one => one.state === 'open').map(one => one.ring);
  if (open.length === all.length)
    return ramp(percent);
  return open.length === 0 ? 'no device: no ring is open' : `${ramp(percent)} of the open rings: ${open.join(', ')}`;
}
