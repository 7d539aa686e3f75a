// Comfort only: without this file every page can be read, followed and submitted.
const $ = (selector, root = document) => root.querySelector(selector);

let timer;
const toast = text => {
  let box = $('#toast');
  if (!box) {
    box = document.createElement('div');
    box.id = 'toast';
    box.className = 'toast';
    box.setAttribute('role', 'status');
    document.body.append(box);
  }
  box.textContent = text;
  box.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { box.hidden = true; box.textContent = ''; }, 5000);
};

const copy = link => {
  const { copy: text, copied, failed } = link.dataset;
  if (!navigator.clipboard) return toast(failed);
  return navigator.clipboard.writeText(text).then(() => toast(copied), () => toast(failed));
};

document.addEventListener('click', event => {
  const el = event.target.closest('a,button');
  if (!el) return;
  if (el.matches('[data-open]')) {
    const dialog = document.getElementById(el.dataset.open);
    if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
  } else if (el.matches('[data-close]')) {
    const dialog = el.closest('dialog');
    if (dialog && dialog.open) { event.preventDefault(); dialog.close(); }
  } else if (el.matches('[data-copy]')) {
    event.preventDefault();
    copy(el);
  } else if (el.matches('[data-print]')) {
    event.preventDefault();
    print();
  }
});

// A menu closes when the page beside it is clicked.
document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details.pop[open]')) if (!menu.contains(event.target)) menu.open = false;
});

// The answers to a check stay in this browser until the server has them: under the form's address, with the paper that
// they answer and the page that asks. A page of the site that comes after sending, or another paper, says that it has.
const shelf = {
  read: key => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } },
  keep: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* the form works without */ } },
  drop: key => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
  keys: () => { try { return Object.keys(localStorage); } catch { return []; } },
  clear: () => { try { localStorage.clear(); } catch { /* nothing was kept */ } },
};
const asks = form => form.elements.fingerprint && form.querySelector('fieldset.q');
const checkKey = form => `check-${form.getAttribute('action')}`;
const from = document.referrer ? new URL(document.referrer).pathname : '';

const resume = form => {
  const kept = shelf.read(checkKey(form));
  if (kept.paper !== form.elements.fingerprint.value) return shelf.drop(checkKey(form));
  for (const el of form.elements) {
    const values = kept.answers[el.name];
    if (!values) continue;
    if (el.type === 'radio' || el.type === 'checkbox') el.checked = values.includes(el.value);
    else el.value = values[0];
  }
  return undefined;
};

const keep = (form, sent) => {
  const answers = {};
  const data = new FormData(form);
  for (const box of form.querySelectorAll('fieldset.q')) answers[box.id] = data.getAll(box.id);
  shelf.keep(checkKey(form), { paper: form.elements.fingerprint.value, page: location.pathname, sent, answers });
};

for (const key of shelf.keys().filter(k => k.startsWith('check-'))) {
  const kept = shelf.read(key);
  if (kept.sent && kept.page === from && location.pathname !== from) shelf.drop(key);
}
for (const form of document.forms) {
  if (!asks(form)) continue;
  resume(form);
  form.addEventListener('input', () => keep(form, false));
}

// A form is sent once, however often its button is pressed, unless it brings a file and the page stays. Signing out takes
// along what this browser keeps.
document.addEventListener('submit', event => {
  const form = event.target;
  if (['/sign-out', '/account/sessions/end'].includes(form.getAttribute('action'))) shelf.clear();
  if (form.method !== 'post' || form.matches('[data-file]')) return;
  if (asks(form)) keep(form, true);
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
});
addEventListener('pageshow', () => { for (const form of document.forms) delete form.dataset.sent; });
