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

/** No answer has come. */
export class Unreachable extends Error {}

export const address = (path, values = {}) => {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null && value !== ''));
  return `${ROOT}${path}${query.size > 0 ? `?${query}` : ''}`;
};

/** The JSON of a resource. */
export async function get(path, values) {
  return await read(await reach(address(path, values), { headers: { Accept: 'application/json' } }));
}

/** The items of a list. */
export const list = async (path, values) => (await get(path, values)).items;

/** Gives an order that is stored. If the connection breaks, it is sent once more with the same key. */
export async function order(path, values = {}) {
  const key = newKey();
  try {
    return await post(path, values, key);
  } catch (failure) {
    if (failure instanceof Refusal)
      throw failure;
    return await post(path, values, key);
  }
}

/** Changes the pace of the run. Nothing of it is stored, so it has no key. */
export const pace = (path, values = {}) => post(path, values, null);

async function post(path, values, key) {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json', 'Rsr-Client': 'page' };
  if (key !== null)
    headers['Idempotency-Key'] = key;
  return await read(await reach(address(path), { method: 'POST', headers, body: JSON.stringify(values) }));
}

async function reach(where, options) {
  try {
    return await fetch(where, options);
  } catch (failure) {
    throw new Unreachable(failure.message);
  }
}

async function read(response) {
  if (response.ok)
    return await response.json();
  throw new Refusal(response.status, await response.json().catch(() => null));
}

/** Not randomUUID, which only pages of a secure origin have. */
const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(one => one.toString(16).padStart(2, '0')).join('');
