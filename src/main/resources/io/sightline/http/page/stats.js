// Throughput, latency, batches, and how many dead letters there are for which reason.

import {chart} from './chart.js';
import {element, get, number} from './server.js';

const EVERY_MS = 5000;
const SECONDS = 600;

const tiles = document.getElementById('tiles');
const charts = document.getElementById('charts');
const reasons = document.getElementById('reasons');

export function start(failed) {
  async function look() {
    if (!document.hidden) await get('/api/stats').then(show, failed);
    setTimeout(look, EVERY_MS);
  }
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) get('/api/stats').then(show, failed);
  });
  look();
}

function show(stats) {
  const minute = stats.minute || {};
  tiles.replaceChildren(
    tile('images/s', number(minute.imagesPerSecond)),
    tile('median latency', number(minute.p50Ms), 'ms'),
    tile('99th percentile', number(minute.p99Ms), 'ms'),
    tile('images/batch', number(minute.batch)),
    tile('in flight', number(stats.inFlight)),
    tile('predictions', number(stats.predicted)));
  const points = stats.points;
  charts.replaceChildren(
    chart({title: 'Images a second', points, seconds: SECONDS, lines: [
      {name: 'predictions', value: point => point.imagesPerSecond},
      {name: 'dead letters', value: point => point.deadLettersPerSecond}]}),
    chart({title: 'Latency, ms', points, seconds: SECONDS, lines: [
      {name: 'median', value: point => point.p50Ms},
      {name: '99th percentile', value: point => point.p99Ms}]}),
    chart({title: 'Images a batch', points, seconds: SECONDS, lines: [
      {name: 'mean', value: point => point.batch}]}));
  showReasons(Object.entries(stats.deadLetters).sort((a, b) => b[1] - a[1]));
}

function tile(name, value, unit) {
  return element('div', {}, element('dt', {}, name),
    element('dd', {}, value, unit && value !== '–' ? element('small', {}, unit) : null));
}

function showReasons(counts) {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  document.getElementById('dead-total').textContent = total ? `${number(total)} since the start` : '';
  if (!counts.length) {
    reasons.replaceChildren(element('p', {className: 'empty'}, 'None. Whatever cannot be classified shows up here.'));
    return;
  }
  reasons.replaceChildren(element('div', {className: 'reasons'}, ...counts.map(([reason, count]) => {
    const bar = element('i');
    bar.style.width = `${100 * count / counts[0][1]}%`;
    return element('div', {className: 'reason'}, reason, bar, element('span', {}, number(count)));
  })));
}
