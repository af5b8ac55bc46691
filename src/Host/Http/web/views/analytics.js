// Crash analytics: rates with their intervals, the evidence of the test, its signals, the published list.

import { list } from '../api.js';
import { h, s } from '../dom.js';
import { count, figure, number } from '../format.js';
import { release, section, table, time } from '../parts.js';

export const analytics = {
  name: 'Crash analytics',

  async load({ live }) {
    if (!live.status.analytics)
      return null;
    const [applications, evidence, affected, regressions] = await Promise.all([
      list('/analytics/applications'), list('/analytics/evidence'), list('/analytics/affected'),
      list('/analytics/regressions'),
    ]);
    return { applications, evidence, affected, regressions };
  },

  render(data) {
    if (data === null) {
      return [
        h('h1', {}, 'Crash analytics'),
        h('p', { class: 'empty' }, 'This scenario has no crash analytics: nothing is reported.'),
      ];
    }

    // Few hours of use give wide intervals; the scale is that of the rates.
    const most = 3 * Math.max(1, ...data.applications.map(row => row.perThousandHours ?? 0));
    return [
      h('h1', {}, 'Crash analytics'),
      section('Signals', table('Signals of the sequential test', [
        ['When', row => time(row.at)],
        ['Release', row => release(row.release)],
        ['Application', row => row.application],
        ['Platform', row => row.platform],
        ['Crashes', row => count(row.crashes), 'n'],
        ['Expected', row => figure(row.expected), 'n'],
        ['False alarm', row => row.falseAlarm ? 'yes' : 'no'],
        ['Why', row => row.why, 'text'],
      ], data.regressions, { empty: 'Nothing is signalled yet.' })),
      section('List of affected applications', table('Published list', [
        ['Release', row => release(row.release)],
        ['Published', row => time(row.publishedAt)],
        ['On devices from', row => time(row.effectiveAt)],
        ['Applications', row => row.applications.join(', ')],
        ['What was known', row => row.evidence, 'text'],
      ], data.affected, { empty: 'No application is on the list.' })),
      section('Evidence', table('Evidence of the test', [
        ['Release', row => release(row.release)],
        ['Application', row => row.application],
        ['Platform', row => row.platform],
        ['Crashes', row => count(row.crashes), 'n'],
        ['Expected', row => figure(row.expected), 'n'],
        ['Ratio', row => number(row.ratio, 2), 'n'],
        ['95 % interval', row => `${number(row.low95, 2)} to ${number(row.high95, 2)}`, 'n'],
        ['Statistic', row => figure(row.statistic), 'n'],
        ['Signals from', row => figure(row.critical), 'n'],
        ['The test says', row => row.says ?? '–', 'text'],
      ], data.evidence, { empty: 'Nothing is reported under a response yet.' })),
      section('Rates', h('p', {}, 'Crashes in a thousand hours of use. The line is the 95 % interval, cut at three '
        + 'times the highest rate.'), table('Rates of crashes', [
          ['Application', row => row.application],
          ['Release', row => row.release === 'base' ? 'base' : release(row.release)],
          ['Platform', row => row.platform],
          ['Reports', row => count(row.reports), 'n'],
          ['Hours', row => count(row.hours), 'n'],
          ['Crashes', row => count(row.crashes), 'n'],
          ['Rate', row => number(row.perThousandHours), 'n'],
          ['95 % interval', row => `${number(row.low95)} to ${number(row.high95)}`, 'n'],
          ['', row => interval(row, most)],
        ], data.applications, { empty: 'Nothing is reported yet.' })),
    ];
  },
};

/** The interval as a line, the rate as a point; the numbers stand beside it. */
function interval({ low95, high95, perThousandHours }, most) {
  const place = value => Math.min(100, 100 * (value ?? 0) / most);
  return s('svg', {
    class: 'interval', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false',
  },
  s('rect', { class: 'rest', x: 0, y: 3.6, width: 100, height: 0.8 }),
  s('rect', { class: 'part', x: place(low95), y: 2.5, width: Math.max(0.5, place(high95) - place(low95)), height: 3 }),
  s('rect', { class: 'point', x: Math.max(0, place(perThousandHours) - 0.75), y: 0, width: 1.5, height: 8 }));
}
