// Comfort of a quiz's page: saves every answer as it is given. Without it the form saves and submits as any form.
// What the server has not acknowledged stays in this browser, under the attempt and the person, until it has.
const form = document.getElementById('answers');
const { attempt, owner } = form.dataset;
const storageKey = `answers-${owner}-${attempt}`;
const questions = new Map(); // name of the field → what is known about it

// kept are the answers that the server has not acknowledged: name → {values, seen, sent}; sent are values that were on
// their way when the connection broke, so that the server may have them.
const readKept = () => {
  try { return JSON.parse(localStorage.getItem(storageKey)) || {}; } catch { return {}; }
};
const kept = readKept();
const keep = () => {
  try {
    if (Object.keys(kept).length) localStorage.setItem(storageKey, JSON.stringify(kept));
    else localStorage.removeItem(storageKey);
  } catch { /* a browser that keeps nothing still sends */ }
};

// acknowledged are the answers that this tab knows to be saved: a page that was on its way meanwhile shows older ones.
const acknowledge = (name, answer) => {
  try { sessionStorage.setItem(`${storageKey}-${name}`, JSON.stringify(answer)); } catch { /* shows the older ones */ }
};
const acknowledged = name => {
  try { return JSON.parse(sessionStorage.getItem(`${storageKey}-${name}`)); } catch { return null; }
};
const revisionOf = seen => parseInt(seen, 10);

const fieldsOf = name => [...form.elements].filter(el => el.name === name);
const compact = values => (values.some(v => v !== '') ? values : []);
const valuesOf = name => compact(fieldsOf(name)
  .filter(el => (el.type !== 'radio' && el.type !== 'checkbox') || el.checked)
  .map(el => el.value.trim()));
const same = (a, b) => a.length === b.length && a.every((v, i) => v === b[i]);
const inWords = values => (values && values.length ? values.filter(Boolean).join('、') : form.dataset.none);

const fill = (name, values) => fieldsOf(name).forEach((el, i) => {
  if (el.type === 'radio' || el.type === 'checkbox') el.checked = values.includes(el.value);
  else el.value = values[i] || '';
});

const show = (question, text, trouble) => {
  question.state.textContent = text;
  question.state.className = trouble ? 'er' : 'mut';
};

const mark = question => {
  const link = form.querySelector(`[data-for="${question.name}"]`);
  const answered = valuesOf(question.name).length > 0;
  link.className = answered ? 'a' : '';
  link.querySelector('small').textContent = answered ? form.dataset.done : form.dataset.todo;
  form.querySelector('[data-count]').textContent = form.querySelectorAll('.sheet .a').length;
};

// send saves one answer. It returns a promise that ends when the server has answered or cannot be reached.
const send = async question => {
  if (question.sending) return question.sending;
  clearTimeout(question.timer);
  const entry = kept[question.name];
  if (!entry) return undefined;
  const body = new URLSearchParams({ revision: revisionOf(question.seen.value) + 1 });
  entry.values.forEach(v => body.append('value', v));
  show(question, form.dataset.saving);
  question.sending = deliver(question, entry, body);
  await question.sending;
  question.sending = undefined;
  if (kept[question.name] && kept[question.name] !== entry) return send(question);
  return undefined;
};

const deliver = async (question, entry, body) => {
  let response;
  entry.sent.push(entry.values);
  keep();
  try {
    response = await fetch(`/attempts/${attempt}/answers/${question.name}`, { method: 'POST', body, redirect: 'manual' });
  } catch {
    return later(question, form.dataset.unsaved);
  }
  if (response.type === 'opaqueredirect') return later(question, form.dataset.signin);
  if (response.status >= 500 || !(response.headers.get('Content-Type') || '').includes('json')) return later(question, form.dataset.unsaved);
  const answer = await response.json();
  question.wait = 1000;
  if (response.ok) {
    question.seen.value = answer.seen;
    show(question, `${form.dataset.saved} ${answer.at}`);
    acknowledge(question.name, { values: entry.values, seen: answer.seen, at: answer.at });
    settle(question, entry);
  } else if (response.status === 409 && !answer.over && isOwn(entry, answer.values)) {
    question.seen.value = answer.seen;
    changed(question, 0);
  } else if (answer.over) {
    settle(question, entry);
    location.href = `/attempts/${attempt}/result`;
  } else if (response.status === 409) {
    question.seen.value = answer.seen; // the next change counts, made in knowledge of the other one
    show(question, `${form.dataset.other}：${inWords(answer.values)}`, true);
    settle(question, entry);
  } else {
    show(question, answer.problem, true);
    settle(question, entry);
  }
  return undefined;
};

// settle forgets what was sent, unless it was changed meanwhile.
const settle = (question, entry) => {
  if (kept[question.name] === entry) delete kept[question.name];
  else if (kept[question.name]) Object.assign(kept[question.name], { seen: question.seen.value, sent: [] });
  keep();
};

// isOwn reports whether the server's answer is one that this browser sent without hearing of it.
const isOwn = (entry, values) => entry.sent.slice(0, -1).some(sent => same(sent, values || []));

// later tries again, after a longer wait each time.
const later = (question, text) => {
  show(question, text, true);
  question.timer = setTimeout(() => send(question), question.wait);
  question.wait = Math.min(question.wait * 2, 30000);
};

const changed = (question, wait) => {
  const before = kept[question.name];
  kept[question.name] = { values: valuesOf(question.name), seen: question.seen.value, sent: before ? before.sent : [] };
  keep();
  mark(question);
  clearTimeout(question.timer);
  question.timer = setTimeout(() => send(question), wait);
};

const flush = () => Promise.all([...questions.values()].map(send));

// resume takes over what an earlier visit could not send, or saved while this page was on its way.
const resume = question => {
  const known = acknowledged(question.name);
  if (known && revisionOf(known.seen) > revisionOf(question.seen.value)) {
    fill(question.name, known.values);
    question.seen.value = known.seen;
    show(question, `${form.dataset.saved} ${known.at}`);
    mark(question);
  }
  const entry = kept[question.name];
  if (!entry) return;
  if (same(entry.values, valuesOf(question.name))) settle(question, entry);
  else if (entry.seen === question.seen.value || entry.sent.some(sent => same(sent, valuesOf(question.name)))) {
    fill(question.name, entry.values);
    changed(question, 0);
  } else {
    show(question, form.dataset.mine + inWords(entry.values), true);
    settle(question, entry);
  }
};

for (const box of form.querySelectorAll('[data-question]')) {
  const question = { name: box.id, state: box.querySelector('[data-state]'), seen: box.querySelector('[name^="seen-"]'), wait: 1000 };
  questions.set(box.id, question);
  box.addEventListener('change', () => changed(question, 200));
  box.addEventListener('input', event => { if (event.target.matches('textarea,input:not([type])')) changed(question, 1500); });
  resume(question);
}
addEventListener('online', flush);

// Before the form goes, what is under way arrives, so that nothing is sent against itself.
let pressed;
form.addEventListener('click', event => { if (event.target.closest('button')) pressed = event.target.closest('button'); });
form.addEventListener('submit', async event => {
  if (!Object.keys(kept).length) return;
  event.preventDefault();
  await Promise.race([flush(), new Promise(done => setTimeout(done, 8000))]);
  delete form.dataset.sent;
  if (Object.keys(kept).length) {
    document.querySelector('#state .grow').textContent = form.dataset.waiting;
    document.getElementById('state').className = 'note warn small';
    document.getElementById('state').scrollIntoView({ block: 'center' });
    return;
  }
  if (pressed && pressed.hasAttribute('formaction')) form.action = pressed.formAction; // without one it is the page's own
  form.submit();
});

// The end is the server's; this page only says once that it is near, and looks again when it has come.
const left = Number(form.dataset.due) - Number(form.dataset.now);
const farthest = 2 ** 31 - 1;
const tenMinutes = 600000;
if (Number(form.dataset.due) && left < farthest) {
  if (left > tenMinutes) {
    setTimeout(() => {
      const note = document.createElement('p');
      note.className = 'note warn small';
      note.textContent = form.dataset.warning;
      document.getElementById('end').replaceChildren(note);
    }, left - tenMinutes);
  }
  setTimeout(async () => {
    await Promise.race([flush(), new Promise(done => setTimeout(done, 5000))]);
    location.href = `/attempts/${attempt}`;
  }, Math.max(left, 0));
}
