// The page of a served run: it follows the run by one stream, asks for what the open view shows, and gives orders.

import { Refusal, Unreachable } from './api.js';
import { Chart } from './chart.js';
import { Curves } from './curves.js';
import { h, show } from './dom.js';
import { day } from './format.js';
import { Live } from './live.js';
import { expect, leave, repeated, tell, tellPending, untell } from './messages.js';
import { give } from './orders.js';
import { change, showSpeed } from './pace.js';
import { forbid } from './parts.js';
import { momentOf, route, withMoment } from './router.js';
import { tellStatus } from './status.js';
import { sentence } from './words.js';
import { analytics } from './views/analytics.js';
import { devices } from './views/devices.js';
import { log } from './views/log.js';
import { overview } from './views/overview.js';
import { releases } from './views/releases.js';
import { rings } from './views/rings.js';
import { signing } from './views/signing.js';

const VIEWS = { overview, releases, rings, devices, signing, analytics, log };

/** The least time between two questions for the same view. */
const REST_MS = 1000;

/** How long the page waits after a question without an answer. */
const RETRY_MS = 2000;

/** How often a view is asked for that changes without the run. */
const TIMED_MS = 3000;

const LATE = 'The host has not answered in time, so the numbers are old. The page asks again.';

const [main, connection] = ['view', 'connection'].map(id => document.getElementById(id));
const live = new Live();
const curves = new Curves();
const charts = new Map();
let refusedToken = null;
let [opened, shown, asking, again, lastAsked, firstMs] = [null, null, false, false, 0, null];

/** What a view gets. */
function contextOf(here) {
  const wanted = new Map();
  return {
    route: here, live, curves, wanted, ...momentOf(here, live),
    get events() {
      return this.at === null ? live.events : live.events.filter(one => one.ms <= this.at);
    },

    /** A place for a chart, which is drawn after the view. */
    chart(options, data) {
      wanted.set(options.id, { options, data });
      return h('div', { 'data-key': `place-${options.id}`, 'data-keep': true });
    },
    choose: instantOrNull => {
      location.hash = withMoment(here, instantOrNull);
    },
  };
}

/** The view of an address; undefined when there is none. */
const viewOf = ({ parts }) => parts !== null && Object.hasOwn(VIEWS, parts[0]) ? VIEWS[parts[0]] : undefined;

/** Asks for the open view, and shows it if anything has changed. Questions do not overlap. */
async function refresh() {
  if (asking || live.status === null || live.status.phase === 'starting') {
    again = asking;
    return;
  }

  asking = true;
  const here = route();
  const address = location.hash;
  try {
    const view = viewOf(here);
    const context = contextOf(here);
    const data = view === undefined ? null : await view.load(context);
    if (address === location.hash)
      render(view, data, context, address);
  } catch (failure) {
    if (address === location.hash)
      explain(failure, address);
  } finally {
    asking = false;
    lastAsked = performance.now();
  }

  if (again || address !== location.hash) {
    again = false;
    await refresh();
  }
}

function render(view, data, context, address) {
  const isOther = address !== opened;
  const isFirst = opened === null;
  const isOtherView = isOther && (opened ?? '').split('?')[0] !== address.split('?')[0];
  shown = { view, data, address };
  opened = address;
  if (isOtherView)
    clear();
  if (isOtherView && !isFirst)
    leave();
  untell(LATE);
  show(main, view === undefined
    ? [h('h1', {}, 'No such view'), h('p', {}, h('a', { href: '#/overview' }, 'Overview'))]
    : withNotice(view.render(data, context), view, data, context));
  for (const [id, { options, data: numbers }] of context.wanted)
    draw(id, options, numbers);
  document.title = `${main.querySelector('h1')?.textContent ?? 'rsr'} – ${live.status.scenario}`;
  document.body.dataset.view = view === undefined ? 'none' : context.route.parts[0];
  document.body.dataset.drawn = String(Number(document.body.dataset.drawn ?? 0) + 1);
  tellViews(context.route);
  if (isOther && data !== null)
    view?.opened?.(main, data);
  if (isOtherView && !isFirst)
    main.focus({ preventScroll: true });
}

/** Below the heading: of which moment the view is, and the way back to now. */
function withNotice(parts, view, data, context) {
  const { at, note, route: here } = context;
  if (at === null && note === null)
    return parts;
  const scope = at === null ? null : view.ofMoment?.(data, day(at)) ?? 'All of this is of now.';
  const all = [parts].flat(Infinity);
  const place = all.findIndex(one => one?.nodeName === 'H1') + 1;
  return all.toSpliced(place, 0, h('p', { class: 'notice', 'data-key': 'moment' }, [note, scope]
    .filter(one => one !== null).join(' '), ' ', h('a', { href: withMoment(here, null) }, 'Back to now')));
}

function draw(id, options, data) {
  const chart = charts.get(id) ?? new Chart(options);
  charts.set(id, chart);
  chart.options = options;
  const place = main.querySelector(`[data-key="place-${CSS.escape(id)}"]`);
  if (chart.element.parentNode !== place)
    place.replaceChildren(chart.element);
  chart.set(data);
}

function clear() {
  for (const chart of charts.values())
    chart.destroy();
  charts.clear();
  main.replaceChildren();
  scrollTo(0, 0);
}

function explain(failure, address) {
  if (failure instanceof Unreachable) {
    // A message says that the connection is lost; one that is too slow has no other message.
    if (failure.isLate)
      tell(LATE);
    setTimeout(due, RETRY_MS);
    return;
  }
  if (!(failure instanceof Refusal))
    throw failure;
  if (opened !== address)
    clear();
  opened = address;
  show(main, h('h1', {}, failure.status === 404 ? 'Not found' : 'Refused'), h('p', {}, failure.message),
    h('p', {}, h('a', { href: '#/overview' }, 'Overview')));
  tellViews(route());
}

const tellViews = ({ parts }) => show(document.getElementById('views'), Object.entries(VIEWS).map(([id, view]) =>
  h('li', {}, h('a', { href: `#/${id}`, 'aria-current': id === parts?.[0] ? 'page' : null }, view.name))));

function tellHeader() {
  const reason = live.status.phase === 'ended' ? 'The run has ended.' : refusedToken;
  forbid(reason);
  tellStatus(live, reason);
  tellPending(live.status.settledMs);
}

/** Gives an order or changes the pace, and says what has happened. */
async function act(work) {
  try {
    const text = await work();
    if (text !== null) {
      tell(text);
      tellPending(live.status.settledMs);
      await refresh();
    }
  } catch (failure) {
    if (!(failure instanceof Refusal) && !(failure instanceof Unreachable))
      throw failure;
    if (failure instanceof Refusal) {
      tell(`Refused: ${failure.message}`);
      if (failure.status === 401)
        refusedToken = failure.message;
      tellHeader();
      showSpeed(document.getElementById('pace'), live.status);
      due();
    } else if (failure.again)
      tell(`${failure.about}: no answer has come, so the order may have been stored, or not. `
        + 'To send it again is safe: it takes effect once.', failure.again);
    else
      tell('The host does not answer; try again.');
  }
}

live.addEventListener('status', () => {
  if (live.isOtherRun)
    location.reload();
  firstMs ??= live.status.settledMs;
  tellHeader();
  due();
});
/** Screen readers hear what happens to a release while the page is open; the steps of a ramp are too many. */
live.addEventListener('event', ({ detail }) => {
  const news = detail.filter(one => one.ms > firstMs && one.event !== 'RampAdvanced');
  if (news.length > 0)
    document.getElementById('news').textContent = sentence(news.at(-1));
  due();
});
live.addEventListener('connection', () => {
  connection.hidden = live.connection === 'live';
  connection.textContent = live.connection === 'lost'
    ? 'The host does not answer. The page connects again by itself. If many windows show it, close some.'
    : '';
  document.body.dataset.connection = live.connection;
});

/** A hidden page asks for nothing. */
let waiting = null;
function due() {
  if (document.hidden || waiting !== null)
    return;
  const rest = Math.max(0, lastAsked + REST_MS - performance.now());
  waiting = setTimeout(async () => {
    waiting = null;
    await refresh();
  }, rest);
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden)
    live.stop();
  else
    live.start();
  due();
});
addEventListener('hashchange', () => refresh());
document.addEventListener('click', event => {
  const target = event.target.closest('button, a');
  if (target?.dataset.order)
    act(() => give(target.dataset.order, { ...target.dataset }, expect));
  else if (target?.dataset.pace)
    act(() => change(target.dataset.pace, null, live, tell));
  else if (target?.dataset.again !== undefined)
    act(repeated());
  else if (target?.dataset.close !== undefined)
    tell(null);
  else if (target?.classList.contains('skip')) {
    event.preventDefault();
    main.focus();
  }
});
document.addEventListener('change', event => {
  if (event.target.dataset?.pace === 'speed')
    act(() => change('speed', event.target.value, live, tell));
});
document.addEventListener('submit', event => {
  if (event.target.dataset.form !== 'devices')
    return;
  event.preventDefault();
  const values = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value !== ''));
  location.hash = values.device
    ? `#/devices/${encodeURIComponent(values.device)}`
    : `#/devices?${new URLSearchParams(values)}`;
});
setInterval(() => {
  if (shown?.view?.isTimed && shown.address === location.hash)
    due();
}, TIMED_MS);

tellViews(route());
if (!document.hidden)
  live.start();
