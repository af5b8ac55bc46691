// The page of a served run: it follows the run by one stream, asks for what the open view shows, and gives orders.

import { Refusal, Unreachable } from './api.js';
import { Chart } from './chart.js';
import { Curves } from './curves.js';
import { h, show } from './dom.js';
import { count, day, moment } from './format.js';
import { Live } from './live.js';
import { give } from './orders.js';
import { change, controls } from './pace.js';
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

/** How often a view is asked for that changes without the run. */
const TIMED_MS = 3000;

const [main, said, connection, run] = ['view', 'said', 'connection', 'run'].map(id => document.getElementById(id));
const live = new Live();
const curves = new Curves();
const charts = new Map();
let [opened, shown, asking, again, lastAsked, directory, firstMs] = [null, null, false, false, 0, null, null];

/** The address behind #: the parts of its path, and its query. */
function route() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').filter(part => part.length > 0).map(decodeURIComponent);
  return { parts: parts.length === 0 ? ['overview'] : parts, query: new URLSearchParams(query ?? '') };
}

/** What a view gets. */
function contextOf(here) {
  const instant = here.query.get('at');
  const at = instant === null || live.status === null ? null : Date.parse(instant) - live.start0;
  const wanted = new Map();
  return {
    route: here, live, curves, wanted,
    at: Number.isNaN(at) ? null : at,
    get events() {
      return this.at === null ? live.events : live.events.filter(one => one.ms <= this.at);
    },

    /** A place for a chart, which is drawn after the view. */
    chart(options, data) {
      wanted.set(options.id, { options, data });
      return h('div', { 'data-key': `place-${options.id}`, 'data-keep': true });
    },
    choose: instantOrNull => {
      const query = new URLSearchParams(here.query);
      query.delete('at');
      if (instantOrNull !== null)
        query.set('at', instantOrNull);
      location.hash = `#/${here.parts.map(encodeURIComponent).join('/')}${query.size > 0 ? `?${query}` : ''}`;
    },
  };
}

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
    const view = VIEWS[here.parts[0]];
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
  show(main, view === undefined
    ? [h('h1', {}, 'There is no such view'), h('p', {}, h('a', { href: '#/overview' }, 'Overview'))]
    : view.render(data, context));
  for (const [id, { options, data: numbers }] of context.wanted)
    draw(id, options, numbers);
  document.title = `${main.querySelector('h1')?.textContent ?? 'rsr'} – ${live.status.scenario}`;
  document.body.dataset.view = context.route.parts[0];
  document.body.dataset.drawn = String(Number(document.body.dataset.drawn ?? 0) + 1);
  tellViews(context.route.parts[0]);
  if (isOther && data !== null)
    view?.opened?.(main, data);
  if (isOtherView && !isFirst)
    main.focus({ preventScroll: true });
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
  if (failure instanceof Unreachable)
    return; // The connection is lost, and a message says so already.
  if (!(failure instanceof Refusal))
    throw failure;
  if (opened !== address)
    clear();
  opened = address;
  show(main, h('h1', {}, failure.status === 404 ? 'Not found' : 'Refused'), h('p', {}, failure.message),
    h('p', {}, h('a', { href: '#/overview' }, 'Overview')));
  tellViews(route().parts[0]);
}

function tell(text) {
  const close = h('button', { type: 'button', 'data-close': true, 'aria-label': 'Close the message' }, '×');
  show(said, text ? [h('p', {}, text), close] : []);
}

const tellViews = open => show(document.getElementById('views'), Object.entries(VIEWS).map(([id, view]) =>
  h('li', {}, h('a', { href: `#/${id}`, 'aria-current': id === open ? 'page' : null }, view.name))));

function tellStatus() {
  const { status } = live;
  document.getElementById('scenario').textContent = status.scenario;
  document.body.dataset.phase = status.phase;
  show(run, h('span', { class: `badge ${status.phase}`, 'data-key': 'phase' }, status.phase), ' ',
    h('time', { datetime: status.clock, class: 'clock' }, moment(status.clock)), ` · ${day(status.clockMs)} of `
    + `${count(Math.round(status.endMs / 86_400_000))} · ${count(status.devices)} devices`);
  controls(document.getElementById('pace'), status);
}

/** Gives an order or changes the pace, and says what has happened. */
async function act(work) {
  try {
    const text = await work();
    if (text !== null) {
      tell(text);
      await refresh();
    }
  } catch (failure) {
    if (!(failure instanceof Refusal) && !(failure instanceof Unreachable))
      throw failure;
    tell(failure instanceof Refusal ? `Refused: ${failure.message}` : 'The host does not answer; try again.');
  }
}

live.addEventListener('status', () => {
  if (directory !== null && directory !== `${live.status.directory} ${live.status.seed}`)
    location.reload(); // Another run is served here now.
  directory = `${live.status.directory} ${live.status.seed}`;
  firstMs ??= live.status.settledMs;
  tellStatus();
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
    ? 'The host does not answer. The page connects again by itself.'
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

document.addEventListener('visibilitychange', () => due());
addEventListener('hashchange', () => refresh());
document.addEventListener('click', event => {
  const target = event.target.closest('button, a');
  if (target?.dataset.order)
    act(() => give(target.dataset.order, { ...target.dataset }));
  else if (target?.dataset.pace)
    act(() => change(target.dataset.pace, null, live, tell));
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

tellViews(route().parts[0]);
live.start();
