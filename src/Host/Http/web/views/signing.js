// The signing service: whether it answers, its queue, its tickets.

import { get, list } from '../api.js';
import { h } from '../dom.js';
import { count, figure, seconds } from '../format.js';
import { badge, button, pairs, release, section, table, time } from '../parts.js';

export const signing = {
  name: 'Signing',

  async load() {
    const [status, eligibility] = await Promise.all([get('/signing'), list('/signing/eligibility')]);
    return { status, eligibility };
  },

  render({ status, eligibility }) {
    return [
      h('h1', {}, 'Signing ', badge(status.outage ? 'out' : 'answers', status.outage ? 'bad' : 'good')),
      h('div', { class: 'orders', role: 'group', 'aria-label': 'Orders for the signing service' },
        button('Start an outage…', 'outage-start', {}, { danger: true, disabled: status.outage }),
        button('End the outage…', 'outage-stop', {}, { disabled: !status.outage })),
      h('div', { class: 'columns' },
        section('Service', pairs([
          ['Out since', status.outageSince ? time(status.outageSince) : null],
          ['Servers', `${count(status.busy)} of ${count(status.servers)} busy`],
          ['A request would wait', seconds(status.waitSeconds)],
          ['Rejected if longer than', seconds(status.longestQueueSeconds)],
          ['Time to serve', `${figure(status.serviceTimeSeconds)} s on average`],
          ['Latency', `${figure(status.latencySeconds[0])} to ${figure(status.latencySeconds[1])} s each way`],
          ['Algorithm', status.algorithm],
        ])),
        section('Tickets of responses', table('Tickets of responses', [
          ['Release', row => release(row.release)],
          ['Eligible', row => row.eligible ? 'yes' : 'no'],
          ['Issued', row => count(row.issued), 'n'],
          ['Refused', row => count(row.refused), 'n'],
          ['A request gets', row => row.status === null ? row.answer : `${row.answer} (status ${row.status})`],
        ], eligibility)),
        status.updates.length === 0 ? null : section('Boot tickets', table('Boot tickets of software updates', [
          ['Software update', row => release(row.release)],
          ['Issued', row => count(row.issued), 'n'],
          ['Refused', row => count(row.refused), 'n'],
        ], status.updates))),
    ];
  },
};
