// Numbers as the reader's language writes them; moments in UTC; durations in words.

const locale = navigator.language;
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const numbers = [0, 1, 2, 3].map(digits =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }));
const shares = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const ramps = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
const figures = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NONE = '–';

export const count = value => isMissing(value) ? NONE : whole.format(value);

export const number = (value, digits = 1) => isMissing(value) ? NONE : numbers[digits].format(value);

/** A number of unknown size. */
export const figure = value => isMissing(value) ? NONE : figures.format(value);

/** A share, given as 0 to 100. */
export const percent = value => isMissing(value) ? NONE : shares.format(value / 100);

/** A percentage that a person or a rule has set: 5 %, 12.5 %. */
export const ramp = value => isMissing(value) ? NONE : ramps.format(value / 100);

export function bytes(value) {
  if (isMissing(value))
    return NONE;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; Math.abs(value) >= 1000 && unit < units.length - 1; unit++)
    value /= 1000;
  return `${numbers[unit === 0 ? 0 : 1].format(value)}\u00a0${units[unit]}`;
}

/** An instant, 2023-07-10T17:00:45.250Z, to the minute. */
export const moment = instant => isMissing(instant) ? NONE : `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;

/** The same to the second. */
export const second = instant => isMissing(instant) ? NONE : `${instant.slice(0, 10)} ${instant.slice(11, 19)}`;

/** Milliseconds since the scenario's start as day and time of day since then. */
export function day(ms) {
  const minutes = Math.floor(ms % DAY / 60_000);
  return `day ${count(Math.floor(ms / DAY))}, ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export function duration(ms) {
  if (isMissing(ms))
    return NONE;
  if (ms < 60_000)
    return `${figure(ms / 1000)} s`;
  if (ms < HOUR)
    return `${count(ms / 60_000)} min`;
  const minutes = Math.round(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours < 48)
    return minutes % 60 === 0 ? `${count(hours)} h` : `${count(hours)} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${count(hours / 24)} d` : `${count(Math.floor(hours / 24))} d ${hours % 24} h`;
}

export const seconds = value => isMissing(value) ? NONE : duration(value * 1000);

/** A device's name as its number: device-0000042 is 42. */
export const deviceNumber = name => Number(name.slice('device-'.length));

/** A count of a noun: 1 device, 2 devices. */
export const counted = (value, one, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;

export const yesNo = value => value === null ? NONE : value ? 'yes' : 'no';

const two = value => String(value).padStart(2, '0');
const isMissing = value => value === null || value === undefined;
