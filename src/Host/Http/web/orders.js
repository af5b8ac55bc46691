// The orders of a person: each with a question first, and its answer in words.

import { newKey, order, Unreachable } from './api.js';
import { ask } from './dialog.js';
import { ramp, second } from './format.js';

const cause = { name: 'cause', label: 'Why? It is stored in the history.', maxlength: 300 };
const path = data => `/releases/${encodeURIComponent(data.release)}`;
const ringPath = data => `/rings/${encodeURIComponent(data.ring)}`;
const devicePath = data => `/devices/${data.device}`;

/** A number with a point or a comma, as people write it. */
const numberOf = text => Number(text.trim().replace(',', '.'));
const shareError = text => /^\s*\d+([.,]\d{1,2})?\s*$/.test(text) && numberOf(text) <= 100
  ? '' : 'A number from 0 to 100, with two decimals at most.';
const share = { label: 'Share of the fleet in percent', inputmode: 'decimal', check: shareError };

/** Where an order goes, and what it says. */
const to = (path, values = {}) => ({ path, values });

/** What is asked, and which order follows from the answer. */
const ORDERS = {
  publish: data => [{
    title: `Publish ${data.release}?`,
    text: ['Its rollout rule sets the share of the fleet to which it is offered.'],
    confirm: 'Publish',
  }, () => to(`${path(data)}:publish`)],

  pause: data => [{
    title: `Pause ${data.release}?`,
    text: ['It is offered to no device until it is resumed. It stays on devices that have it.'],
    fields: [cause], confirm: 'Pause',
  }, values => to(`${path(data)}:pause`, values)],

  resume: data => [{
    title: `Resume ${data.release}?`,
    text: ['It is offered again, and its rollout rule goes on.'],
    fields: [cause], confirm: 'Resume',
  }, values => to(`${path(data)}:resume`, values)],

  ramp: data => [{
    title: `Ramp ${data.release}?`,
    titleOf: ({ percent }) => `Ramp ${data.release}${shareError(percent) ? '' : ` to ${ramp(numberOf(percent))}`}?`,
    text: ['The share holds until the release is resumed.'],
    fields: [{ ...share, name: 'percent', value: data.percent }], confirm: 'Ramp',
  }, values => to(`${path(data)}:ramp`, { percent: numberOf(values.percent) })],

  approve: data => [{
    title: `Approve ring ${data.ring} for ${data.release}?`,
    text: [`${data.release} is offered to the devices of ring ${data.ring}.`],
    confirm: 'Approve',
  }, () => to(`${path(data)}/rollout:approve`)],

  withdraw: data => [{
    title: `Withdraw ${data.release}?`,
    text: [
      'A withdrawal is final: the release is no longer offered, and gets no more tickets.',
      `Type ${data.release} to go on.`,
    ],
    fields: [
      { name: 'name', label: 'Release', typed: data.release },
      cause,
      { name: 'remove', label: 'Devices that update automatically also remove it', type: 'checkbox' },
    ],
    confirm: 'Withdraw', danger: true,
  }, values => to(`${path(data)}:withdraw`, { cause: values.cause, remove: values.remove })],

  promote: data => [{
    title: `Promote ${data.release} to ring ${data.ring}?`,
    text: ['It is offered to this ring, and to all rings before it that are not held.'],
    confirm: 'Promote',
  }, () => to(`${ringPath(data)}:promote`, { release: data.release })],

  hold: data => [{
    title: `Hold ${data.release} in ring ${data.ring}?`,
    text: ['It is offered to no further device of this ring. The ring and those after it wait.'],
    fields: [cause], confirm: 'Hold',
  }, values => to(`${ringPath(data)}:hold`, { release: data.release, ...values })],

  'outage-start': () => [{
    title: 'Start an outage of the signing service?',
    text: ['No request for a ticket reaches it until the outage is ended.'],
    confirm: 'Start the outage', danger: true,
  }, () => to('/signing:outage-start')],

  'outage-stop': () => [{
    title: 'End the outage of the signing service?', confirm: 'End the outage',
  }, () => to('/signing:outage-stop')],

  install: data => [{
    title: `Tell the person of device ${data.device} to install a response?`,
    fields: [{ name: 'release', label: 'Response, as 16.5.1-a' }], confirm: 'Install',
  }, values => to(`${devicePath(data)}:apply`, values)],

  'remove-responses': data => [{
    title: `Tell the person of device ${data.device} to remove all responses?`, confirm: 'Remove',
  }, () => to(`${devicePath(data)}:remove-responses`)],

  'share-analytics': data => [{
    title: `Tell the person of device ${data.device} to ${data.share === 'yes' ? 'share analytics' : 'share none'}?`,
    confirm: data.share === 'yes' ? 'Share' : 'Stop sharing',
  }, () => to(`${devicePath(data)}:share-analytics`, { share: data.share === 'yes' })],

  unplug: data => [{
    title: `Tell the person of device ${data.device} to take it off its charger?`,
    fields: [{ name: 'hours', label: 'For how many hours?', type: 'number', min: 1, max: 720, value: 12 }],
    confirm: 'Unplug',
  }, values => to(`${devicePath(data)}:unplug`, { for: `${Number(values.hours)}h` })],
};

/**
 * Asks, and gives the order. If no answer comes, the failure has `again`, which sends the same order with the same key,
 * and `about`, the question.
 * @param {function} told Is called with what was accepted.
 * @returns {Promise<string|null>} What was accepted, in words; null when it is cancelled.
 */
export async function give(name, data, told) {
  const [question, send] = ORDERS[name](data);
  const answers = await ask(question);
  if (answers === null)
    return null;
  const { path: where, values } = send(answers);
  const key = newKey();
  const attempt = async () => {
    try {
      const accepted = await order(where, values, key);
      told(accepted);
      return textOf(accepted);
    } catch (failure) {
      if (failure instanceof Unreachable)
        Object.assign(failure, { again: attempt, about: question.title.replace(/\?$/, '') });
      throw failure;
    }
  };
  return await attempt();
}

function textOf(accepted) {
  const note = accepted.note === null ? '' : ` Note: ${accepted.note}`;
  return `Accepted: ${accepted.command}, at ${second(accepted.at)}.${note}`;
}
