// The orders of a person: each with a question first, and its answer in words.

import { order } from './api.js';
import { ask } from './dialog.js';
import { moment } from './format.js';

const cause = { name: 'cause', label: 'Why? It is stored in the history.', maxlength: 300 };
const path = data => `/releases/${encodeURIComponent(data.release)}`;
const ringPath = data => `/rings/${encodeURIComponent(data.ring)}`;
const devicePath = data => `/devices/${data.device}`;
const share = { label: 'Share of the fleet in percent', type: 'number', min: 0, max: 100, step: 0.01 };

/** What is asked, and which order follows from the answer. */
const ORDERS = {
  publish: data => [{
    title: `Publish ${data.release}?`,
    text: ['Its rollout rule sets the share of the fleet to which it is offered.'],
    confirm: 'Publish',
  }, () => order(`${path(data)}:publish`)],

  pause: data => [{
    title: `Pause ${data.release}?`,
    text: ['It is offered to no device until it is resumed. It stays on devices that have it.'],
    fields: [cause], confirm: 'Pause',
  }, values => order(`${path(data)}:pause`, values)],

  resume: data => [{
    title: `Resume ${data.release}?`,
    text: ['It is offered again, and its rollout rule goes on.'],
    fields: [cause], confirm: 'Resume',
  }, values => order(`${path(data)}:resume`, values)],

  ramp: data => [{
    title: `Ramp ${data.release}?`,
    text: ['The share holds until the release is resumed.'],
    fields: [{ ...share, name: 'percent', value: data.percent }], confirm: 'Ramp',
  }, values => order(`${path(data)}:ramp`, { percent: Number(values.percent) })],

  approve: data => [{
    title: `Approve ring ${data.ring} for ${data.release}?`,
    text: [`${data.release} is offered to the devices of ring ${data.ring}.`],
    confirm: 'Approve',
  }, () => order(`${path(data)}/rollout:approve`)],

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
  }, values => order(`${path(data)}:withdraw`, { cause: values.cause, remove: values.remove })],

  promote: data => [{
    title: `Promote ${data.release} to ring ${data.ring}?`,
    text: ['It is offered to this ring, and to all rings before it that are not held.'],
    confirm: 'Promote',
  }, () => order(`${ringPath(data)}:promote`, { release: data.release })],

  hold: data => [{
    title: `Hold ${data.release} in ring ${data.ring}?`,
    text: ['It is offered to no further device of this ring. The ring and those after it wait.'],
    fields: [cause], confirm: 'Hold',
  }, values => order(`${ringPath(data)}:hold`, { release: data.release, ...values })],

  'outage-start': () => [{
    title: 'Start an outage of the signing service?',
    text: ['No request for a ticket reaches it until the outage is ended.'],
    confirm: 'Start the outage', danger: true,
  }, () => order('/signing:outage-start')],

  'outage-stop': () => [{
    title: 'End the outage of the signing service?', confirm: 'End the outage',
  }, () => order('/signing:outage-stop')],

  install: data => [{
    title: `Tell the person of device ${data.device} to install a response?`,
    fields: [{ name: 'release', label: 'Response, as 16.5.1-a' }], confirm: 'Install',
  }, values => order(`${devicePath(data)}:apply`, values)],

  'remove-responses': data => [{
    title: `Tell the person of device ${data.device} to remove all responses?`, confirm: 'Remove',
  }, () => order(`${devicePath(data)}:remove-responses`)],

  'share-analytics': data => [{
    title: `Tell the person of device ${data.device} to ${data.share === 'yes' ? 'share analytics' : 'share none'}?`,
    confirm: data.share === 'yes' ? 'Share' : 'Stop sharing',
  }, () => order(`${devicePath(data)}:share-analytics`, { share: data.share === 'yes' })],

  unplug: data => [{
    title: `Tell the person of device ${data.device} to take it off its charger?`,
    fields: [{ name: 'hours', label: 'For how many hours?', type: 'number', min: 1, max: 720, value: 12 }],
    confirm: 'Unplug',
  }, values => order(`${devicePath(data)}:unplug`, { for: `${Number(values.hours)}h` })],
};

/**
 * Asks, and gives the order.
 * @returns {Promise<string|null>} What was accepted, in words; null when it is cancelled.
 */
export async function give(name, data) {
  const [question, send] = ORDERS[name](data);
  const values = await ask(question);
  if (values === null)
    return null;
  const accepted = await send(values);
  const note = accepted.note === null ? '' : ` Note: ${accepted.note}`;
  return `Accepted: ${accepted.command}, at ${moment(accepted.at)}.${note}`;
}
