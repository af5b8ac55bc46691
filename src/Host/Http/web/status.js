// The header: the phase of the run, what is simulated, and its size.

import { h, show } from './dom.js';
import { count, day, duration, moment, second } from './format.js';
import { LAG_MS } from './live.js';
import { controls } from './pace.js';

const MINUTE_S = 60;

/** The clock has seconds when it stands, where a step may be short, and when a second shows less than a minute. */
const hasSeconds = status => status.phase === 'paused' || Number(status.speed) < MINUTE_S;

export function tellStatus(live, forbidden) {
  const { status } = live;
  const lag = status.clockMs - live.simulatedMs;
  const shownMs = lag > LAG_MS ? live.simulatedMs : status.clockMs;
  const instant = live.instant(shownMs);
  document.getElementById('scenario').textContent = status.scenario;
  document.body.dataset.phase = status.phase;
  show(document.getElementById('run'),
    h('span', { class: `badge ${status.phase}`, 'data-key': 'phase' }, status.phase),
    lag > LAG_MS ? ' simulated up to ' : ' ',
    h('time', { datetime: instant, class: 'clock' }, hasSeconds(status) ? second(instant) : moment(instant)),
    lag > LAG_MS ? `, ${duration(lag)} behind the clock` : '',
    ` · ${day(shownMs)} of ${count(Math.round(status.endMs / 86_400_000))} · ${count(status.devices)} devices`);
  controls(document.getElementById('pace'), status, forbidden);
}
