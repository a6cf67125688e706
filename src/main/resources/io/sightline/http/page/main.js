// The page: its parts and what connects them.

import {follow} from './live.js';
import * as letters from './letters.js';
import * as models from './models.js';
import * as review from './review.js';
import * as stats from './stats.js';

const link = document.getElementById('link');
const notice = document.getElementById('notice');

function failed(failure) {
  notice.hidden = !failure;
  notice.textContent = failure ? failure.message : '';
}

function state(now) {
  link.className = now === 'live' ? 'pill good' : 'pill bad';
  link.textContent = now === 'live' ? 'Live' : 'Connection lost, trying again';
  if (now === 'live') failed(null);
}

models.start(review.know, failed);
stats.start(failed);
follow({prediction: review.add, feedback: review.hear, 'dead-letter': letters.add, model: models.happened}, state);
