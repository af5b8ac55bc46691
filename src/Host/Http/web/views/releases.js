// Releases: their list; of one its ramp, who has it, the evidence, and the orders of a person.

import { get, list } from '../api.js';
import { MARKS } from '../chart.js';
import { h } from '../dom.js';
import { bytes, count, percent, ramp } from '../format.js';
import { badge, button, pairs, release, section, table, time } from '../parts.js';
import { offer, ringsOf, rule } from './overview.js';
import { events } from './events.js';
import { evidence } from './evidence.js';

const HOUR = 3_600_000;

/** The events that set the share of the fleet to which a release is offered. */
const STEPS = {
  ReleasePublished: data => data.percent,
  RampAdvanced: data => data.percent,
  ReleaseWithdrawn: () => 0,
  ReleaseSuperseded: () => 0,
};

export const releases = {
  name: 'Releases',
  ofMoment: ({ shown }, then) => shown === undefined ? null
    : `The history ends with ${then}, which the ramp's curve marks; all other numbers are of now.`,

  async load({ route, live, curves }) {
    const id = route.parts[1];
    if (id === undefined) {
      const [rows, rings] = await Promise.all([list('/releases'), ringsOf(live)]);
      return { rows, rings };
    }

    const path = `/releases/${encodeURIComponent(id)}`;
    const [shown, rollout, holders, parts, history, rings] = await Promise.all([
      get(path), get(`${path}/rollout`, { limit: 10 }), list(`${path}/holders`), list(`${path}/evidence`),
      list(`${path}/history`), ringsOf(live), curves.update(live.status.closedEpoch),
    ]);
    return { shown, rollout, holders, parts, rings, history: withAlarms(history, id, live.events) };
  },

  render(data, context) {
    return data.shown === undefined ? overall(data) : one(data, context);
  },
};

const overall = ({ rows, rings }) => [
  h('h1', {}, 'Releases'),
  table('Releases', [
    ['Release', row => release(row.release)],
    ['Phase', row => badge(row.phase)],
    ['Offered to', row => offer(row, rings) ?? '–'],
    ['Set by', row => row.setBy ?? '–'],
    ['Published', row => time(row.publishedAt)],
    ['Devices that have it or install it', row => devicesWith({ release: row.release })],
    ['Tickets issued', row => count(row.issued), 'n'],
    ['Refused', row => count(row.refused), 'n'],
    ['Builds', row => count(row.targets), 'n'],
  ], rows, { key: row => row.release }),
];

/** The list has the devices that install it too, so it stands apart from the number of those that have it. */
const devicesWith = filter => h('a', { href: `#/devices?${new URLSearchParams(filter)}` }, 'list');

/** The release's own events, and the alarms of crash analytics about it, in the order of time. */
const withAlarms = (history, id, stored) => [
  ...history, ...stored.filter(one => one.event === 'RegressionDetected' && one.data.release === id),
].sort((one, other) => one.ms - other.ms);

function one({ shown, rollout, holders, parts, history, rings }, context) {
  return [
    h('p', { class: 'crumbs' }, h('a', { href: '#/releases' }, 'Releases')),
    h('h1', {}, shown.release, ' ', badge(shown.phase)),
    orders(shown, rollout),
    h('div', { class: 'columns' },
      section('State', state(shown, rings)),
      section('Rule', rule(rollout, rings, true))),
    section('Ramp', timeline(shown, history, context)),
    section('Who has it', holdersOf(holders, shown.release)),
    section('Evidence behind the last decision', decisions(rollout), evidence(parts)),
    shown.regressions.length === 0 ? null : section('Alarms of crash analytics', alarms(shown.regressions)),
    section('History', events(
      context.at === null ? history : history.filter(event => event.ms <= context.at),
      'Nothing has happened to it yet.', true)),
    section('Builds', table('Builds that it changes', [
      ['Platform', row => row.platform],
      ['Version', row => row.version],
      ['From', row => row.prerequisiteBuild],
      ['To', row => row.build],
      ['Download', row => bytes(row.downloadBytes), 'n'],
    ], shown.targets)),
  ];
}

/** A button for each order that would change something now; the others are there and cannot be pressed. */
function orders({ release: id, allowed }, rollout) {
  const can = word => allowed.includes(word);
  return h('div', { class: 'orders', role: 'group', 'aria-label': `Orders for ${id}` },
    can('publish') ? button('Publish…', 'publish', { release: id }) : null,
    button('Pause…', 'pause', { release: id }, { disabled: !can('pause') }),
    button('Resume…', 'resume', { release: id }, { disabled: !can('resume') }),
    button('Ramp…', 'ramp', { release: id, percent: rollout.percent ?? '' }, { disabled: !can('ramp') }),
    button(rollout.waitsForApproval ? `Approve ${rollout.nextRing}…` : 'Approve…', 'approve',
      { release: id, ring: rollout.nextRing ?? '' }, { disabled: !rollout.waitsForApproval }),
    button('Withdraw…', 'withdraw', { release: id }, { danger: true, disabled: !can('withdraw') }));
}

const because = (at, why) => at ? [time(at), why ? `: ${why}` : ''] : null;

const state = (shown, rings) => pairs([
  ['Phase', shown.phase],
  ['Offered to', shown.percent === null ? null : [offer(shown, rings), shown.setBy ? `, set by ${shown.setBy}` : '']],
  ['Published', because(shown.publishedAt, shown.publishedPercent === null ? '' : ramp(shown.publishedPercent))],
  ['Ramped', because(shown.rampedAt, shown.rampedPercent === null ? '' : ramp(shown.rampedPercent))],
  ['Held', because(shown.heldAt, shown.heldBecause)],
  ['Paused', because(shown.pausedAt, shown.pausedBecause)],
  ['Resumed', because(shown.resumedAt, shown.resumedBecause)],
  ['Superseded', because(shown.supersededAt, shown.supersededBy)],
  ['Withdrawn', because(shown.withdrawnAt, shown.withdrawnBecause)],
  ['Removed from devices', shown.withdrawnAt === null ? null : shown.removedFromDevices ? 'yes' : 'no'],
  ['Fixes', shown.fixes.length > 0 ? shown.fixes.join(', ') : 'nothing that is published'],
  ['Tickets', `${count(shown.issued)} issued, ${count(shown.refused)} refused`],
]);

/** The share to which it was offered, and the share that has it, with what was done. */
function timeline(shown, history, context) {
  const { curves } = context;
  const steps = history.filter(one => STEPS[one.event] !== undefined);

  // What holds at the end of the hour, or now: the step is drawn in the hour in which it was made.
  const offered = ms => steps.filter(one => one.ms < ms + HOUR).reduce((_, one) => STEPS[one.event](one.data), 0);
  const all = curves.fleet('devices');
  const having = curves.having(shown.release);
  return context.chart({
    id: `ramp-${shown.release}`, label: `Ramp of ${shown.release}`, format: percent, axis: ramp, most: 100,
    chosen: ms => context.choose(ms === null ? null : context.live.instant(ms)),
  }, {
    ms: curves.ms,
    series: [
      { name: 'Offered to', values: curves.ms.map(offered), stepped: true },
      { name: 'Has it', values: having.map((value, i) => all[i] === 0 ? 0 : 100 * value / all[i]) },
    ],
    markers: history.filter(one => MARKS[one.event] !== undefined && one.ms <= (curves.ms.at(-1) ?? 0))
      .map(one => ({ ms: one.ms, event: one.event })),
    at: context.at,
  });
}

function holdersOf(holders, id) {
  const filter = row => row.by === 'fleet' ? { release: id } : { release: id, [row.by]: row.name };
  return table('Devices that have it, and to which it is to come', [
    ['By', row => `${row.by === 'fleet' ? '' : `${row.by} `}${row.by === 'fleet' ? 'all devices' : row.name}`],
    ['Have it', row => count(row.having), 'n'],
    ['To come', row => count(row.toCome), 'n'],
    ['In Safari', row => count(row.inSafari), 'n'],
    ['Offered', row => count(row.offered), 'n'],
    ['Downloading', row => count(row.downloading), 'n'],
    ['Awaiting ticket', row => count(row.awaitingTicket), 'n'],
    ['Preparing', row => count(row.preparing), 'n'],
    ['Staged', row => count(row.staged), 'n'],
    ['Put off', row => count(row.putOff), 'n'],
    ['Restarting', row => count(row.restarting), 'n'],
    ['Have it or install it', row => devicesWith(filter(row))],
  ], holders);
}

const decisions = rollout => table('Decisions, the latest first', [
  ['When', row => time(row.at)],
  ['Decision', row => row.decision],
  ['Why', row => row.why || '–', 'text'],
  ['Figures', row => row.figures === null ? '–'
    : Object.entries(row.figures).map(([name, value]) => `${name} ${value}`).join(', ')],
], rollout.decisions, { empty: 'Nothing is decided yet.' });

const alarms = rows => table('Alarms', [
  ['When', row => time(row.at)],
  ['Application', row => row.application],
  ['Platform', row => row.platform],
  ['False alarm', row => row.falseAlarm ? 'yes' : 'no'],
  ['Why', row => row.why, 'text'],
], rows);
