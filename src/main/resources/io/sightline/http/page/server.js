// The service this page came from: asking it, and asking it to change something.

let needsToken = false;

export function tokenIsNeeded(isNeeded) {
  needsToken = isNeeded;
}

export async function get(path) {
  return answer(await reach(path, {headers: {Accept: 'application/json'}}));
}

export async function post(path, body = {}) {
  const headers = {'Content-Type': 'application/json', 'X-Sightline': '1'};
  const token = sessionStorage.getItem('token');
  if (token) headers.Authorization = 'Bearer ' + token;
  const response = await reach(path, {method: 'POST', headers, body: JSON.stringify(body)});
  if (response.status === 401 && needsToken) {
    sessionStorage.removeItem('token');
    const given = await ask({
      title: 'Token needed',
      text: 'This service takes changes from those who know its token (setting http.token).',
      label: 'Token', yes: 'Go on', secret: true,
    });
    if (given) {
      sessionStorage.setItem('token', given);
      return post(path, body);
    }
  }
  return answer(response);
}

function reach(path, request) {
  return fetch(path, request).catch(() => {
    throw new Error('The service does not answer; the page tries again.');
  });
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `the service answered ${response.status}`);
  return body;
}

/** Asks the user; gives what was typed ('' for nothing), or null if the answer is no. */
export function ask({title, text, label, yes, secret = false}) {
  const dialog = document.getElementById('ask');
  const input = document.getElementById('ask-input');
  document.getElementById('ask-title').textContent = title;
  document.getElementById('ask-text').textContent = text;
  document.getElementById('ask-yes').textContent = yes;
  document.getElementById('ask-label').hidden = !label;
  document.querySelector('#ask-label span').textContent = label || '';
  input.value = '';
  input.type = secret ? 'password' : 'text';
  dialog.returnValue = 'cancel';
  dialog.showModal();
  // Enter in the field means yes, though the first button of the form is the other one
  input.onkeydown = event => {
    if (event.key === 'Enter') {
      event.preventDefault();
      dialog.close('yes');
    }
  };
  return new Promise(resolve => {
    dialog.onclose = () => resolve(dialog.returnValue === 'yes' ? input.value.trim() : null);
  });
}

/** An element with properties and children; text becomes text, never markup. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) made[key] = value;
    else made.setAttribute(key === 'className' ? 'class' : key, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

export const percent = share => (100 * share).toFixed(share > 0.9995 || share < 0.1 ? 1 : 0) + '\u202f%';

export const number = value => value === null || value === undefined ? '–'
  : value >= 100 ? Math.round(value).toLocaleString('en') : String(Math.round(value * 10) / 10);

export function ago(time) {
  const seconds = Math.max(0, (Date.now() - new Date(time)) / 1000);
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(time).toLocaleDateString();
}
