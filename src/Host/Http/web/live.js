// The one event stream of the page: the status of the run, and the events of releases, services and the operator.

import { address, LIMIT_MS } from './api.js';

/** What is shown of the history; the events of devices are asked for when a device is looked at. */
const EVENTS = [
  'ReleasePublished', 'RampAdvanced', 'RolloutHeld', 'RolloutDecided', 'ReleasePaused', 'ReleaseResumed',
  'ReleaseWithdrawn', 'ReleaseSuperseded', 'RingPromoted', 'RingHeld', 'CommandAccepted', 'SigningOutageStarted',
  'SigningOutageEnded', 'SigningPolicyChanged', 'RegressionDetected', 'AffectedApplicationsPublished',
  'SecurityContentPublished',
];

const RETRY_MS = 2000;

/** The clock may be this far ahead of what is simulated before the page says so. */
export const LAG_MS = 60_000;

/** Sends 'status' when the status has changed, 'event' after new events, 'connection' when that changes. */
export class Live extends EventTarget {
  /** The newest status; null before the first one. */
  status = null;

  /** The stored events in the order of exports. */
  events = [];

  /** connecting, live, or lost. */
  connection = 'connecting';

  /** Whether the host serves another run than at first. */
  isOtherRun = false;

  #last = null;
  #news = [];

  /** The open stream; null while the page is hidden, because a browser has six connections for all pages of a host. */
  #source = null;
  #retry = null;

  /** Opens the stream where it ended, unless it is open. */
  start() {
    if (this.#source !== null)
      return;
    const values = new URLSearchParams(EVENTS.map(name => ['event', name]));
    values.set('with', 'status');
    values.set(this.#last === null ? 'since' : 'after', this.#last ?? '0');
    const source = new EventSource(`${address('/events')}?${values}`);
    this.#source = source;
    this.#retry = setTimeout(() => {
      if (source.readyState === EventSource.CONNECTING)
        this.#connected('lost');
    }, LIMIT_MS);
    source.onopen = () => this.#connected('live');
    source.onerror = () => {
      this.#connected('lost');

      // The browser connects again by itself unless the host has refused.
      if (source.readyState === EventSource.CLOSED) {
        this.stop();
        this.#retry = setTimeout(() => this.start(), RETRY_MS);
      }
    };
    source.addEventListener('status', frame => {
      const next = JSON.parse(frame.data);
      this.isOtherRun ||= this.status !== null && this.#isOther(next);
      this.status = next;
      this.dispatchEvent(new Event('status'));
    });
    for (const name of EVENTS) {
      source.addEventListener(name, frame => {
        this.#last = frame.lastEventId;
        this.#announce(JSON.parse(frame.data));
      });
    }
  }

  /** Milliseconds since 1970 of the scenario's start. */
  get start0() {
    return Date.parse(this.status.clock) - this.status.clockMs;
  }

  /** Closes the stream. */
  stop() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  /** Up to where the run is simulated: up to the clock when nothing is due before it. */
  get simulatedMs() {
    const { clockMs, settledMs, nextDueMs } = this.status;
    return Math.min(clockMs, Math.max(settledMs, nextDueMs ?? clockMs));
  }

  /** Milliseconds since the scenario's start as an instant. */
  instant(ms) {
    return new Date(this.start0 + ms).toISOString();
  }

  /** A run that was begun again has another id; a copy of a run has the same one, and fewer epochs if it is older. */
  #isOther(next) {
    return ['id', 'directory'].some(name => next[name] !== this.status[name])
      || next.closedEpoch < this.status.closedEpoch;
  }

  #connected(how) {
    if (this.connection === how)
      return;
    this.connection = how;
    this.dispatchEvent(new Event('connection'));
  }

  /** Many events come at once; one message, with all of them, is enough. */
  #announce(event) {
    this.events.push(event);
    this.#news.push(event);
    if (this.#news.length > 1)
      return;
    setTimeout(() => {
      const detail = this.#news;
      this.#news = [];
      this.dispatchEvent(new CustomEvent('event', { detail }));
    }, 100);
  }
}
