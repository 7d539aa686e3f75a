// Comfort of the search box: offers names while somebody types. Without it the box is sent as any other.
const box = document.querySelector('[data-suggest]');
const list = document.createElement('ul');
let chosen = -1;
let asked = 0;
let timer;

const options = () => [...list.children];

const close = () => {
  list.hidden = true;
  chosen = -1;
  box.setAttribute('aria-expanded', 'false');
  box.removeAttribute('aria-activedescendant');
};

const choose = index => {
  const all = options();
  chosen = (index + all.length) % all.length;
  all.forEach((option, i) => option.setAttribute('aria-selected', String(i === chosen)));
  box.setAttribute('aria-activedescendant', all[chosen].id);
};

const show = names => {
  list.replaceChildren(...names.map((name, i) => {
    const option = document.createElement('li');
    option.id = `suggested-${i}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.dataset.path = name.path;
    option.textContent = name.name;
    return option;
  }));
  if (!names.length) return close();
  list.hidden = false;
  chosen = -1;
  box.removeAttribute('aria-activedescendant');
  return box.setAttribute('aria-expanded', 'true');
};

// ask shows what the server suggests, unless something else was typed meanwhile. A failure suggests nothing.
const ask = async () => {
  const turn = ++asked;
  const typed = box.value.trim();
  if (!typed) return close();
  try {
    const response = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`);
    const { names } = await response.json();
    if (turn === asked && document.activeElement === box) show(names);
  } catch { close(); }
  return undefined;
};

const go = option => { location.href = option.dataset.path; };

list.id = 'suggested';
list.className = 'suggest';
list.setAttribute('role', 'listbox');
list.setAttribute('aria-label', box.dataset.names);
box.parentElement.append(list);
box.setAttribute('role', 'combobox');
box.setAttribute('aria-autocomplete', 'list');
box.setAttribute('aria-controls', list.id);
box.setAttribute('autocomplete', 'off');
close();

box.addEventListener('input', event => {
  clearTimeout(timer);
  if (!event.isComposing) timer = setTimeout(ask, 150);
});
box.addEventListener('compositionend', () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
box.addEventListener('keydown', event => {
  if (list.hidden || event.isComposing) return;
  if (event.key === 'ArrowDown') choose(chosen + 1);
  else if (event.key === 'ArrowUp') choose(chosen < 0 ? -1 : chosen - 1);
  else if (event.key === 'Enter' && chosen >= 0) go(options()[chosen]);
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
});
box.addEventListener('blur', () => { asked += 1; close(); });
list.addEventListener('mousedown', event => { // before the box loses focus
  const option = event.target.closest('li');
  if (option) { event.preventDefault(); go(option); }
});
