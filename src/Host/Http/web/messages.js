// Messages above the view: what was accepted or refused, and the orders that have not taken effect yet.

import { h, show } from './dom.js';
import { second } from './format.js';

/** An order takes effect so long after its moment, in virtual time. */
const EFFECT_MS = 15_000;

let [repeat, told, pending] = [null, null, []];

/** @param {function} again What a button of the message does; without one there is no button. */
export function tell(text, again = null) {
  [repeat, told] = [again, text];
  const close = h('button', { type: 'button', 'data-close': true, 'aria-label': 'Close the message' }, '×');
  const retry = again === null ? null : h('button', { type: 'button', 'data-again': true }, 'Send it again');
  show(document.getElementById('said'), text ? [h('p', {}, text), retry, close] : []);
}

/** What the button of the message does. */
export const repeated = () => repeat;

/** Removes a message if it is still shown. */
export const untell = text => {
  if (told === text)
    tell(null);
};

/** Another view is opened: its messages are other ones. An order without an answer is not forgotten. */
export const leave = () => {
  if (repeat === null)
    tell(null);
};

/** Shows an accepted order until it takes effect. */
export const expect = accepted => pending.push(accepted);

/** @param {number} settledMs The moment of what was simulated last. */
export function tellPending(settledMs) {
  pending = pending.filter(one => one.ms + EFFECT_MS > settledMs);
  show(document.getElementById('pending'), pending.map(one => h('li', { 'data-key': one.number },
    `Given at ${second(one.at)}, takes effect 15 s later: ${one.command}`)));
}
