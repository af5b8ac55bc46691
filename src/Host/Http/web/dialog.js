// Questions before orders. The browser's own dialog keeps the focus inside and closes with Escape.

import { h } from './dom.js';

let opened = 0;

/**
 * Asks a question.
 * @param {{title: string, text?: any, fields?: Array<object>, confirm: string, danger?: boolean}} question
 *   A field has name, label, and attributes of its input; `typed` is the text that must be typed, `check` says what is
 *   wrong with a text, and `titleOf` makes the title from the values.
 * @returns {Promise<object|null>} The values of the fields; null when it is cancelled.
 */
export function ask(question) {
  const id = `question-${++opened}`;
  const fields = (question.fields ?? []).map(field => [field, inputOf(field)]);
  const confirm = h('button', { type: 'submit', class: question.danger ? 'danger' : 'primary' }, question.confirm);
  const cancel = h('button', { type: 'button' }, 'Cancel');
  const heading = h('h2', { id }, question.title);
  const valuesOf = () => Object.fromEntries(fields.map(([field, input]) => [field.name, valueOf(field, input)]));
  const form = h('form', { method: 'dialog' },
    heading,
    (question.text ?? []).map(line => h('p', {}, line)),
    fields.map(([field, input]) => field.type === 'checkbox'
      ? h('p', {}, h('label', { class: 'check' }, input, ` ${field.label}`))
      : h('p', {}, h('label', {}, h('span', {}, field.label), input))),
    h('p', { class: 'buttons' }, cancel, confirm));
  const dialog = h('dialog', { 'aria-labelledby': id }, form);
  document.getElementById('dialogs').append(dialog);

  return new Promise(resolve => {
    let answer = null;
    const check = () => {
      confirm.disabled = fields.some(([field, input]) => field.typed !== undefined && input.value !== field.typed);
      for (const [field, input] of fields)
        input.setCustomValidity(field.check?.(input.value) ?? '');
      if (question.titleOf)
        heading.textContent = question.titleOf(valuesOf());
    };
    check();
    form.addEventListener('input', check);
    form.addEventListener('submit', () => {
      answer = valuesOf();
    });
    cancel.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.showModal();
  });
}

function inputOf({ name, label, typed, check, type, value, ...rest }) {
  const input = h('input', { name, type: type ?? 'text', autocomplete: 'off', required: type !== 'checkbox', ...rest });
  if (value !== undefined)
    input.value = value;
  return input;
}

const valueOf = (field, input) => field.type === 'checkbox' ? input.checked : input.value;
