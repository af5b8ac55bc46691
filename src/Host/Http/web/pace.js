// The pace of the run: pause, step, speed, a jump to a moment.

import { pace, travel } from './api.js';
import { ask } from './dialog.js';
import { h, show } from './dom.js';
import { duration, moment } from './format.js';
import { LAG_MS } from './live.js';

const SPEEDS = [
  ['1', 'as a clock'], ['60', '1 min in a second'], ['600', '10 min in a second'], ['3600', '1 h in a second'],
  ['21600', '6 h in a second'], ['86400', '1 d in a second'], ['max', 'as fast as possible'],
];

/** The controls for a status. */
export function controls(element, status, forbidden) {
  const title = forbidden ?? (status.phase === 'stopping' ? 'The host stops.'
    : status.phase === 'starting' ? 'The run is being read.' : null);
  const off = { title, disabled: title !== null };
  const isKnown = SPEEDS.some(([speed]) => speed === status.speed);
  const speeds = isKnown ? SPEEDS : [[status.speed, `${status.speed} s in a second`], ...SPEEDS];
  const runs = status.phase === 'running';
  show(element,
    h('button', { type: 'button', 'data-pace': runs ? 'pause' : 'resume', 'data-key': 'go', ...off },
      runs ? 'Pause run' : 'Resume run'),
    h('button', { type: 'button', 'data-pace': 'step', 'data-key': 'step', ...off }, 'Step'),
    h('button', { type: 'button', 'data-pace': 'jump', 'data-key': 'jump', ...off }, 'Jump…'),
    h('label', { 'data-key': 'speed' }, h('span', {}, 'Speed'),
      h('select', { 'data-pace': 'speed', ...off },
        speeds.map(([speed, name]) => h('option', { value: speed, selected: speed === status.speed }, name)))));

  // A select shows what was chosen, whatever its options say.
  const select = element.querySelector('select');
  if (select !== document.activeElement)
    select.value = status.speed;
}

/** Shows the speed that the run has, after another one was refused. */
export const showSpeed = (element, status) => {
  element.querySelector('select').value = status.speed;
};

/**
 * Changes the pace.
 * @returns {Promise<string|null>} What has happened, in words; null when it is cancelled.
 */
export async function change(name, value, live, tell) {
  switch (name) {
    case 'pause':
      await pace('/run:pause');
      return 'The run is paused.';
    case 'resume':
      await pace('/run:resume');
      return 'The run goes on.';
    case 'step':
      await travel('/run:step', { windows: 1 });
      return 'One window was simulated; the run is paused.';
    case 'speed':
      await pace('/run:speed', { speed: value });
      return `The speed is ${SPEEDS.find(([speed]) => speed === value)?.[1] ?? value}.`;
    default:
      return await jump(live, tell);
  }
}

async function jump(live, tell) {
  const now = live.instant(live.status.clockMs);
  const lag = live.status.clockMs - live.simulatedMs;
  const hour = Math.ceil((live.start0 + live.status.clockMs + 1) / 3_600_000) * 3_600_000;
  const values = await ask({
    title: 'Jump to a moment?',
    text: [lag > LAG_MS
      ? `The run is simulated up to ${moment(live.instant(live.simulatedMs))} UTC, ${duration(lag)} behind the clock.`
        + ` A jump goes beyond the clock, ${moment(now)} UTC, at full speed, and pauses.`
      : `It is ${moment(now)} UTC. The run goes there at full speed, and pauses.`],
    fields: [{
      name: 'to', label: 'Moment in UTC', type: 'datetime-local', step: 60, min: now.slice(0, 16),
      max: live.instant(live.status.endMs).slice(0, 16), value: new Date(hour).toISOString().slice(0, 16),
    }],
    confirm: 'Jump',
  });
  if (values === null)
    return null;

  // The clock goes on while a person types; the way is measured when it stands.
  const { clockMs } = await pace('/run:pause');
  const far = Date.parse(`${values.to.slice(0, 16)}:00Z`) - live.start0 - clockMs;
  if (!(far > 0))
    return 'That moment has passed; the run is paused.';
  tell(`The run jumps ${duration(far)}.`);
  const status = await travel('/run:advance', { for: `${far}ms` });
  return `The run is at ${moment(status.clock)}, and is paused.`;
}
