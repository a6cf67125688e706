// The pictures as they come, and a reviewer's two keys for each.

import {element, percent, post} from './server.js';

const SHOWN = matchMedia('(max-width: 720px)').matches ? 18 : 40;
const WAITING = 200;
const UNSURE = 0.5;
const DIGITS = 9;
const REVIEWED_FOR_MS = 10 * 60 * 1000;
const REMEMBERED = 500;

const region = document.getElementById('review');
const grid = document.getElementById('cards');
const detail = document.getElementById('detail');
const fresh = document.getElementById('fresh');
const said = document.getElementById('said');

let shown = [];
let waiting = [];
let selected = null;
let labels = [];
let isUnsureFirst = true;
let isWritable = true;
let drawn = false;

// what was labelled, here or elsewhere, before the page was loaded again
const remembered = new Map(JSON.parse(localStorage.getItem('labelled') || '[]'));

function remember(id, label) {
  remembered.delete(id);
  if (label !== undefined) remembered.set(id, label);
  if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value);
  localStorage.setItem('labelled', JSON.stringify([...remembered]));
}

const isLabelled = picture => picture.said !== undefined;
const title = picture => `${picture.label}, ${percent(picture.probability)}, ${picture.id}`
  + (isLabelled(picture) ? `, labelled ${picture.said}` : '');

// ---- what comes in ----

export function add(picture) {
  picture.unsure = picture.margin < UNSURE;
  picture.said = remembered.get(picture.id);
  waiting.push(picture);
  if (waiting.length > WAITING) {
    // what the model is sure of goes first
    const surest = waiting.reduce((most, one, i) => one.margin > waiting[most].margin ? i : most, 0);
    waiting.splice(isUnsureFirst ? surest : 0, 1);
  }
  soon();
}

/** Draws, a little later, all that has come until then. */
function soon() {
  if (drawn) return;
  drawn = true;
  setTimeout(() => { drawn = false; isReviewing() ? showWaiting() : takeIn(); }, shown.length ? 1500 : 200);
}

/** A label, given here or elsewhere, or taken back: the last one of a picture counts. */
export function hear({id, label}) {
  const word = label ?? undefined;
  if (remembered.get(id) === word) return;
  remember(id, word);
  for (const picture of [...shown, ...waiting].filter(one => one.id === id)) {
    picture.said = word;
    if (picture.card) showState(picture);
    if (picture === selected && !detail.contains(document.activeElement)) showDetail();
  }
  if (shown.some(picture => picture.id === id)) soon();
}

export function know(all, writable) {
  const invented = labels.filter(label => !all.includes(label));
  const changed = all.some(label => !labels.includes(label)) || isWritable !== writable;
  labels = [...all, ...invented];
  isWritable = writable;
  if (changed && !isTyping()) showDetail();
}

/** Nothing moves under the hands of somebody who is at work here. */
const isReviewing = () => region.contains(document.activeElement) && selected !== null;
const isTyping = () => document.activeElement instanceof HTMLInputElement && detail.contains(document.activeElement);

function takeIn() {
  // what nobody can see any more, or has waited for too long, makes room; the newest of an id counts
  const old = Date.now() - REVIEWED_FOR_MS;
  const newest = new Map();
  for (const picture of [...shown, ...waiting]) {
    if (picture === selected && isReviewing() || !picture.isGone && new Date(picture.predictedAt) > old) {
      newest.set(picture.id, picture);
    }
  }
  waiting = [];
  shown = [...newest.values()].sort(isUnsureFirst
    ? (a, b) => isLabelled(a) - isLabelled(b) || a.margin - b.margin
    : (a, b) => new Date(b.predictedAt) - new Date(a.predictedAt)).slice(0, SHOWN);
  if (selected === null || !shown.includes(selected)) selected = shown[0] || null;
  showCards();
  showDetail();
  showWaiting();
}

// ---- showing ----

function showWaiting() {
  fresh.hidden = waiting.length === 0;
  fresh.textContent = `Show ${waiting.length} new`;
}

function image(picture) {
  const frame = element('span', {className: 'frame'});
  const img = element('img', {src: picture.picture, alt: '', loading: 'lazy', decoding: 'async'});
  img.onerror = () => {
    picture.isGone = true;
    img.replaceWith(element('span', {className: 'gone'}, 'no picture any more'));
  };
  frame.append(img);
  return frame;
}

function showCards() {
  region.classList.toggle('bare', shown.length === 0);
  const focused = shown.find(picture => picture.card && picture.card === document.activeElement);
  shown.forEach(picture => {
    if (!picture.row) {
      const bar = element('i');
      bar.style.width = `${100 * picture.probability}%`;
      picture.card = element('button', {type: 'button', className: picture.unsure ? 'card unsure' : 'card',
        onclick: () => select(picture, true)}, image(picture),
      element('span', {className: 'text'}, element('b', {}, element('em', {}, picture.label),
        element('span', {}, percent(picture.probability))), element('span', {className: 'meter'}, bar)));
      picture.row = element('li', {}, picture.card);
    }
    showState(picture);
  });
  if (shown.some((picture, i) => grid.children[i] !== picture.row) || grid.children.length !== shown.length) {
    grid.replaceChildren(...shown.map(picture => picture.row));
  }
  if (focused) focused.card.focus();
}

function showState(picture) {
  const isSelected = picture === selected;
  picture.card.setAttribute('aria-current', isSelected);
  picture.card.setAttribute('aria-label', title(picture));
  picture.card.tabIndex = isSelected ? 0 : -1;
  picture.card.querySelector('.mark')?.remove();
  if (isLabelled(picture)) {
    picture.card.firstChild.append(element('span', {className: 'mark'}, `✓ ${picture.said}`));
  }
}

function select(picture, withFocus) {
  const before = selected;
  selected = picture;
  if (before?.card) showState(before);
  showState(picture);
  showDetail();
  if (withFocus) {
    picture.card.focus({preventScroll: true});
    picture.card.scrollIntoView({block: 'nearest'});
  }
}

function showDetail() {
  if (!selected) {
    detail.replaceChildren();
    return;
  }
  const picture = selected;
  const share = label => picture.classes.find(one => one.label === label)?.probability ?? 0;
  const choices = choicesFor(picture).map((label, i) => {
    const bar = element('i');
    bar.style.width = `${100 * share(label)}%`;
    return element('button', {type: 'button', disabled: !isWritable, 'data-label': label,
      className: picture.said === label ? 'choice said' : 'choice', onclick: () => say(picture, label)},
    element('kbd', {'aria-hidden': 'true'}, String(i + 1)), element('b', {}, label),
    element('span', {}, percent(share(label))), bar);
  });
  detail.replaceChildren(element('div', {className: 'inner'},
    image(picture),
    element('p', {className: 'verdict'}, picture.label, element('span', {}, percent(picture.probability))),
    element('p', {className: 'id'}, picture.id, ` · version ${picture.model.version}`),
    element('button', {type: 'button', id: 'confirm', className: 'primary', disabled: !isWritable,
      onclick: () => say(picture, picture.label)}, `Yes, ${picture.label}`, element('kbd', {'aria-hidden': 'true'}, '↵')),
    element('div', {className: 'rest'},
      element('div', {className: 'choices', role: 'group', 'aria-label': 'It is'}, ...choices), other(picture),
      isWritable ? null : element('p', {className: 'keys'}, 'Nothing can be changed here: set http.token.'),
      element('p', {className: 'keys'}, ...keys()))));
}

/** What the digits stand for: all classes in their order, or, of many, those the model thought of first. */
function choicesFor(picture) {
  if (labels.length <= DIGITS) return labels;
  return [...new Set([...picture.classes.map(one => one.label), ...labels])].slice(0, DIGITS);
}

function keys() {
  return [['←'], ' ', ['→'], ' move  ', ['↵'], ' confirm  ', ['1'], '–', ['9'], ' correct  ', ['n'], ' new']
    .map(part => Array.isArray(part) ? element('kbd', {}, part[0]) : part);
}

function other(picture) {
  const input = element('input', {id: 'other', list: 'labels', placeholder: 'Another label', 'aria-label': 'Another label',
    maxlength: '256', autocomplete: 'off', disabled: !isWritable});
  const name = element('input', {placeholder: 'your name', maxlength: '100', autocomplete: 'name'});
  name.value = localStorage.getItem('reviewer') || '';
  name.onchange = () => localStorage.setItem('reviewer', name.value.trim());
  const send = () => input.value.trim() && say(picture, input.value.trim());
  input.onkeydown = event => {
    if (event.key === 'Enter') send();
    if (event.key === 'Escape') picture.card.focus();
    event.stopPropagation();
  };
  return element('div', {},
    element('div', {className: 'new'}, input,
      element('button', {type: 'button', disabled: !isWritable, onclick: send}, 'Label')),
    element('datalist', {id: 'labels'}, ...labels.map(label => element('option', {value: label}))),
    element('label', {className: 'reviewer'}, 'Reviewing as ', name));
}

// ---- a reviewer's word ----

async function say(picture, label) {
  const next = shown.slice(shown.indexOf(picture) + 1).find(one => !isLabelled(one));
  const before = picture.said;
  picture.said = label;
  remember(picture.id, label);
  if (!labels.includes(label)) labels.push(label);
  showState(picture);
  if (next) select(next, true);
  else if (waiting.length) {
    takeIn();
    const first = shown.find(one => !isLabelled(one));
    if (first) select(first, true);
  } else select(picture, true);
  try {
    await post('/api/feedback', {id: picture.id, label, annotator: localStorage.getItem('reviewer') || null});
    tell(`${picture.id} is labelled ${label}.`, false);
  } catch (failure) {
    picture.said = before;
    remember(picture.id, before);
    showState(picture);
    tell(`${picture.id} was not labelled: ${failure.message}`, true);
  }
}

function tell(text, isBad) {
  said.textContent = text;
  said.className = isBad ? 'said bad' : 'said';
}

// ---- keys ----

function columns() {
  const first = grid.firstChild?.offsetTop;
  const row = [...grid.children].findIndex(child => child.offsetTop !== first);
  return row < 0 ? grid.children.length : row;
}

function move(by) {
  const to = Math.max(0, Math.min(shown.length - 1, shown.indexOf(selected) + by));
  if (shown[to]) select(shown[to], true);
}

region.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement || !selected) return;
  const isCard = event.target.classList.contains('card');
  const moves = {j: 1, k: -1, ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(), ArrowUp: -columns()};
  if (event.key in moves) move(moves[event.key]);
  else if (event.key === 'Enter' && isCard) isWritable && say(selected, selected.label);
  else if (/^[1-9]$/.test(event.key)) {
    const label = choicesFor(selected)[event.key - 1];
    if (label && isWritable) say(selected, label);
  } else if (event.key === 'n') document.getElementById('other')?.focus();
  else return;
  event.preventDefault();
});

// from anywhere on the page the first key leads here
document.addEventListener('keydown', event => {
  if (event.target === document.body && selected && ['j', 'k', 'ArrowRight', 'ArrowLeft'].includes(event.key)) {
    select(selected, true);
    event.preventDefault();
  }
});

fresh.onclick = () => {
  takeIn();
  selected?.card.focus();
};
document.querySelectorAll('[name=order]').forEach(radio => {
  radio.onchange = () => {
    isUnsureFirst = radio.value === 'unsure' && radio.checked;
    takeIn();
  };
});
