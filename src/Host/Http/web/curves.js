// The curves of the closed epochs: what is known is kept, and only later hours are asked for.

import { get } from './api.js';

const HOUR = 3_600_000;

export class Curves {
  /** The hours, in milliseconds since the scenario's start. */
  ms = [];

  platforms = new Map();
  releases = new Map();
  #epoch = -1;

  /** Sums that were asked for, until there are more hours. */
  #sums = new Map();

  /** Asks for the hours of epochs that were stored since the last time. */
  async update(epoch) {
    if (epoch === this.#epoch)
      return;
    const from = this.ms.length === 0 ? 0 : this.ms.at(-1) + HOUR;
    const more = await get('/curves', { from });
    const before = this.ms.length;
    this.#sums.clear();
    append(this.ms, more.ms);
    for (const one of more.platforms) {
      this.#append(this.platforms, one.platform, before, one, ['devices', 'protected'], { platform: one.platform });
    }

    for (const one of more.releases) {
      this.#append(this.releases, `${one.release} ${one.platform}`, before, one, ['having', 'browser', 'crashes'], {
        release: one.release, platform: one.platform,
      });
    }

    this.#epoch = epoch;
  }

  /** Devices of the fleet, or protected ones, at each hour. */
  fleet(name) {
    return this.#sum(name, () => [...this.platforms.values()], name);
  }

  /** Devices that have a release, at each hour. */
  having(release) {
    return this.#sum(`having ${release}`, () => [...this.releases.values()].filter(one => one.release === release),
      'having');
  }

  get names() {
    return [...new Set([...this.releases.values()].map(one => one.release))];
  }

  /** The place of the last hour at or before a moment; the newest one for null. */
  at(moment) {
    if (moment === null)
      return this.ms.length - 1;
    return Math.min(this.ms.length - 1, Math.max(0, Math.floor(moment / HOUR)));
  }

  /** A response that nothing had before has zeros for the hours before. */
  #append(known, key, before, one, names, about) {
    if (!known.has(key))
      known.set(key, { ...about, ...Object.fromEntries(names.map(name => [name, new Array(before).fill(0)])) });
    for (const name of names)
      append(known.get(key)[name], one[name]);
  }

  #sum(key, parts, name) {
    if (!this.#sums.has(key)) {
      const all = parts();
      this.#sums.set(key, this.ms.map((_, i) => all.reduce((sum, one) => sum + (one[name][i] ?? 0), 0)));
    }

    return this.#sums.get(key);
  }
}

/** Not push(...more), whose arguments have to fit on the stack: a long run has more hours. */
function append(values, more) {
  for (const value of more)
    values.push(value);
}
