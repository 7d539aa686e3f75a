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

// A form is sent once, however often its button is pressed. Signing out takes along what this browser keeps.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.getAttribute('action') === '/sign-out') localStorage.clear();
  if (form.method !== 'post') return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
});
addEventListener('pageshow', () => { for (const form of document.forms) delete form.dataset.sent; });
