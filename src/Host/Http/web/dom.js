// Elements, and how the tree that is on the page becomes another one: what is equal stays as it is, with its focus.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element. Null, undefined, false and true are left out, of attributes and of children. */
export const h = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);

/** An SVG element. */
export const s = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === true)
      element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value);
  }

  element.append(...children.flat(Infinity).filter(isThere));
  return element;
}

const isThere = child => child !== null && child !== undefined && typeof child !== 'boolean';

/** Makes the children of an element those that are given, and changes only what differs. */
export function show(element, ...children) {
  const next = element.cloneNode(false);
  next.append(...children.flat(Infinity).filter(isThere));
  morphChildren(element, next);
}

function morph(old, next) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== next.data)
      old.data = next.data;
    return;
  }

  for (const { name } of [...old.attributes]) {
    // A person has opened it.
    if (!next.hasAttribute(name) && name !== 'open')
      old.removeAttribute(name);
  }

  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) !== value)
      old.setAttribute(name, value);
  }

  // A curve draws itself, and a form has what a person has typed.
  if (!old.hasAttribute('data-keep'))
    morphChildren(old, next);
}

function morphChildren(old, next) {
  if (old.isEqualNode(next))
    return;
  let place = old.firstChild;
  for (const wanted of [...next.childNodes]) {
    const found = keyOf(wanted) === null ? place : keyed(place, keyOf(wanted)) ?? null;
    if (found !== null && found !== place)
      old.insertBefore(found, place);
    if (found !== null && isAlike(found, wanted)) {
      morph(found, wanted);
      place = found.nextSibling;
    } else {
      old.insertBefore(wanted, place);
    }
  }

  while (place !== null) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

const keyOf = node => node.nodeType === Node.ELEMENT_NODE ? node.getAttribute('data-key') : null;

function keyed(from, key) {
  for (let node = from; node !== null; node = node.nextSibling) {
    if (keyOf(node) === key)
      return node;
  }

  return undefined;
}

const isAlike = (one, other) =>
  one.nodeType === other.nodeType && one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
