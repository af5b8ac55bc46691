// Requests of the API: questions, and orders with a key, so that a repeated order is the same one.

const ROOT = 'api/v1';

/** What the host refuses, in its own words. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `The host answered with status ${status}.`);
    this.status = status;
    this.where = problem?.where;
  }
}

/** No answer has come: the connection broke, or the time was over, which isLate says. */
export class Unreachable extends Error {
  constructor(message, isLate = false) {
    super(message);
    this.isLate = isLate;
  }
}

/** An answer comes in so long, or is not waited for. */
export const LIMIT_MS = 15_000;

export const address = (path, values = {}) => {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null && value !== ''));
  return `${ROOT}${path}${query.size > 0 ? `?${query}` : ''}`;
};

/** The JSON of a resource. */
export const get = (path, values) =>
  reach(address(path, values), { headers: { Accept: 'application/json' } }, LIMIT_MS);

/** The items of a list. */
export const list = async (path, values) => (await get(path, values)).items;

/** Gives an order that is stored. If the connection breaks, it is sent once more with the same key. */
export async function order(path, values, key) {
  try {
    return await post(path, values, key, LIMIT_MS);
  } catch (failure) {
    if (failure instanceof Refusal || failure.isLate)
      throw failure;
    return await post(path, values, key, LIMIT_MS);
  }
}

/** Changes the pace of the run. Nothing of it is stored, so it has no key. */
export const pace = (path, values = {}) => post(path, values, null, LIMIT_MS);

/** Goes on, and is answered when the run has arrived, which may take long. */
export const travel = (path, values) => post(path, values, null, null);

function post(path, values, key, limit) {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json', 'Rsr-Client': 'page' };
  if (key !== null)
    headers['Idempotency-Key'] = key;
  return reach(address(path), { method: 'POST', headers, body: JSON.stringify(values) }, limit);
}

async function reach(where, options, limit) {
  try {
    const signal = limit === null ? null : AbortSignal.timeout(limit);
    return await read(await fetch(where, { ...options, signal }));
  } catch (failure) {
    if (failure instanceof Refusal)
      throw failure;
    throw new Unreachable(failure.message, failure.name === 'TimeoutError');
  }
}

async function read(response) {
  if (response.ok)
    return await response.json();
  throw new Refusal(response.status, await response.json().catch(() => null));
}

/** A key for an order. Not randomUUID, which only pages of a secure origin have. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(one => one.toString(16).padStart(2, '0')).join('');
