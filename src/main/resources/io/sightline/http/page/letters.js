// The last dead letters, each with a way back.

import {ask, element, post} from './server.js';

const SHOWN = 8;
const list = document.getElementById('letters');
const letters = [];

export function add(letter) {
  letters.unshift(letter);
  letters.length = Math.min(letters.length, SHOWN);
  list.replaceChildren(...letters.map(show));
}

function show(letter) {
  if (!letter.row) {
    const button = element('button', {type: 'button', className: 'small', 'aria-label': `Send ${letter.id} again`,
      onclick: () => redrive(letter, button)}, 'Send again');
    letter.row = element('li', {}, element('b', {}, `${letter.id} `,
      element('span', {className: 'tag bad'}, letter.reason)), button, element('p', {}, letter.message));
  }
  return letter.row;
}

async function redrive(letter, button) {
  const yes = await ask({title: `Send ${letter.id} again?`, yes: 'Send again',
    text: `Its record goes back to the topic ${letter.topic} as it was received. A redrive of many that runs now ends with an `
      + `error; started again, it sends the rest. Mend what was wrong first: ${letter.message}`});
  if (yes === null) return;
  button.disabled = true;
  try {
    await post(`/api/dead-letters/${letter.partition}/${letter.offset}/redrive`);
    button.textContent = 'Sent';
  } catch (failure) {
    button.textContent = 'Not sent';
    button.title = failure.message;
    letter.row.querySelector('p').textContent = failure.message;
  }
}
