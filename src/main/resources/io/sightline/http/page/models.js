// Versions with their scores, what the gate said of them, and how a run goes.

import {ago, ask, element, get, number, percent, post, tokenIsNeeded} from './server.js';

const PHASES = {examples: 'reading the examples', features: 'computing features', training: 'training the head',
  gate: 'comparing with the champion'};
const RESULTS = ['promoted', 'refused', 'failed'];

const versions = document.getElementById('versions');
const run = document.getElementById('run');

let state = {};
let onLabels = () => {};
let failed = () => {};
let soon;

export function start(labels, failure) {
  onLabels = labels;
  failed = failure;
  look();
  setInterval(() => document.hidden || look(), 30000);
}

export function happened(event) {
  if (event.type === 'progress') {
    state.progress = event;
    showRun();
    return;
  }
  clearTimeout(soon);
  soon = setTimeout(look, 700); // several come together, and the instance needs a moment to swap
  setTimeout(look, 4000);
}

async function look() {
  try {
    state = await get('/api/models');
    tokenIsNeeded(state.needsToken);
    document.getElementById('serving').textContent = `${state.model} · version ${state.served}`;
    onLabels(state.labels, state.writable);
    showVersions();
    showRun();
  } catch (failure) {
    failed(failure);
  }
}

const eventOf = (version, type) => state.events.findLast(event => event.version === version && event.type === type);

function showVersions() {
  if (!state.registry) {
    versions.replaceChildren(element('p', {className: 'empty'},
      `Serves version ${state.served} of ${state.model} from a folder; with the registry (model.registry=true) versions`
      + ' can be promoted and rolled back.'));
    return;
  }
  const champion = state.champion?.version;
  versions.replaceChildren(...state.versions.map(version => {
    const verdict = state.events.findLast(event => event.version === version.version && event.details?.verdict)
      ?.details.verdict; // a later promotion by hand has none
    const older = champion !== undefined && version.version < champion;
    const button = version.champion ? element('span', {className: 'tag good'}, 'champion')
      : element('button', {type: 'button', className: 'small', disabled: !state.writable,
        title: state.writable ? null : 'set http.token to change things from here',
        onclick: () => change(version.version, older)}, older ? 'Roll back to' : 'Promote');
    return element('div', {className: 'version'},
      element('span', {className: 'number'}, `v${version.version}`),
      element('div', {},
        element('p', {}, score(version, verdict)),
        element('p', {className: 'muted'}, `${version.labels.join(', ')} · ${ago(version.publishedAt)} by ${version.by}`)),
      button);
  }));
}

function score(version, verdict) {
  if (verdict) {
    return `${percent(verdict.challengerAccuracy)} of ${verdict.count} held-out pictures right; `
      + `the version before it ${percent(verdict.championAccuracy)}`;
  }
  const metrics = Object.entries(version.metrics || {}).filter(([name]) => name.endsWith('accuracy'));
  return metrics.length ? metrics.map(([name, value]) => `${name.replace('.', ' ')} ${percent(value)}`).join(', ')
    : `${version.backbone}, never evaluated`;
}

async function change(version, isRollback) {
  const verb = isRollback ? 'Roll back to' : 'Promote';
  const why = await ask({title: `${verb} version ${version}?`, label: 'Why (for the audit trail)', yes: verb,
    text: `All instances will serve version ${version} of ${state.model} in place of version ${state.champion.version}.`
      + ' No picture is lost.'});
  if (why === null) return;
  versions.querySelectorAll('button').forEach(button => { button.disabled = true; });
  try {
    await post(`/api/models/${isRollback ? 'rollback' : 'promote'}`,
      {version, why, annotator: localStorage.getItem('reviewer') || ''});
    failed(null);
  } catch (failure) {
    failed(failure);
  }
  look();
}

function showRun() {
  const begun = state.events?.findLast(event => event.type === 'started');
  const ended = begun && state.events.findLast(event => event.run === begun.run && RESULTS.includes(event.type));
  const parts = [];
  if (begun && !ended) parts.push(underWay(begun));
  const results = (state.events || []).filter(event => event.run && RESULTS.includes(event.type)).slice(-3).reverse();
  parts.push(...results.map(result));
  if (!parts.length) {
    parts.push(element('p', {className: 'empty'},
      'No run yet. Label pictures: when enough is new, the service trains a challenger and lets it try against the champion.'));
  }
  run.className = 'run';
  run.replaceChildren(...parts);
}

function underWay(begun) {
  const details = state.progress?.run === begun.run ? state.progress.details || {} : {};
  const bar = element('progress', {max: details.total || 1, 'aria-label': 'progress of the run'});
  if (details.total > 0) bar.value = details.done;
  return element('div', {},
    element('h3', {}, `Training a challenger: ${PHASES[details.phase] || 'starting'}`), bar,
    element('p', {className: 'muted'}, details.total > 1 ? `${number(details.done)} of ${number(details.total)} · ` : '',
      `started ${ago(begun.at)}: ${begun.why || ''}`));
}

function result(event) {
  const tag = {promoted: 'good', refused: 'warn', failed: 'bad'}[event.type];
  const verdict = event.details?.verdict;
  const counts = verdict ? element('p', {className: 'muted'},
    `challenger ${percent(verdict.challengerAccuracy)}, champion ${percent(verdict.championAccuracy)} on`
    + ` ${verdict.count} held-out pictures`) : null;
  return element('div', {className: `result ${event.type}`},
    element('p', {}, element('span', {className: `tag ${tag}`}, event.type), ' ',
      event.version ? `version ${event.version} · ` : '', ago(event.at)),
    element('p', {}, event.why || ''), counts);
}
