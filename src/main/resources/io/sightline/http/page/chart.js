// Small line charts as SVG.

const NAMESPACE = 'http://www.w3.org/2000/svg';
const WIDTH = 400;
const HEIGHT = 112;
const LEFT = 36;
const BOTTOM = 18;
const TOP = 8;

function svg(name, attributes, text) {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The next round number that is not less: 1, 2 or 5 times a power of ten. */
function ceiling(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= value * 0.999);
}

const short = value => value >= 10000 ? `${value / 1000}k` : String(value);

/**
 * Draws a chart.
 *
 * @param points what was measured, oldest first, each with `at` in milliseconds
 * @param lines {name, unit, value: point => number or null}; at most two
 */
export function chart({title, points, lines, seconds}) {
  const now = points.length ? points[points.length - 1].at : Date.now();
  const from = now - seconds * 1000;
  const top = ceiling(Math.max(...lines.flatMap(line => points.map(point => line.value(point) ?? 0)), 0));
  const x = at => LEFT + (WIDTH - LEFT - 4) * (at - from) / (now - from);
  const y = value => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);

  const drawing = svg('svg', {class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img'});
  drawing.append(svg('title', {}, description(title, points, lines)));
  for (const share of [0, 0.5, 1]) {
    drawing.append(svg('line', {class: 'grid', x1: LEFT, x2: WIDTH - 4, y1: y(share * top), y2: y(share * top)}));
    drawing.append(svg('text', {x: LEFT - 6, y: y(share * top) + 4, 'text-anchor': 'end'}, short(share * top)));
  }
  drawing.append(svg('text', {x: LEFT, y: HEIGHT - 3}, `${seconds / 60} min ago`));
  drawing.append(svg('text', {x: WIDTH - 4, y: HEIGHT - 3, 'text-anchor': 'end'}, 'now'));
  lines.forEach((line, index) => {
    let path = '';
    let before = false;
    for (const point of points) {
      const value = line.value(point);
      const isThere = value !== null && value !== undefined && point.at >= from;
      if (isThere) path += `${before ? 'L' : 'M'}${x(point.at).toFixed(1)} ${y(value).toFixed(1)}`;
      before = isThere;
    }
    if (path) drawing.append(svg('path', {class: `s${index + 1}`, d: path}));
  });

  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const name = document.createElement('b');
  name.textContent = title;
  caption.append(name);
  lines.forEach((line, index) => {
    const key = document.createElement('span');
    key.className = `s${index + 1}`;
    key.textContent = line.name;
    caption.append(key);
  });
  figure.append(caption, drawing);
  return figure;
}

function description(title, points, lines) {
  const last = points[points.length - 1];
  if (!last) return `${title}: nothing yet`;
  return `${title}, now: ` + lines.map(line => `${line.name} ${line.value(last) ?? 'none'}`).join(', ');
}
