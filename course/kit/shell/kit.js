// The roll and the record of a meeting, noted without a server. Written for browsers of ten years ago.
(function () {
  'use strict';
  var kit = JSON.parse(document.getElementById('kit').textContent);
  var slip = JSON.parse(kit.slip), show = JSON.parse(kit.show), words = show.words;
  var agenda = show.agenda || [], passages = show.passages || [];
  var main = document.getElementById('main');
  var shelf = 'kit-' + slip.meeting + '-' + slip.issuedAt;
  var saved = true;

  function make(name, set, parts) {
    var e = document.createElement(name);
    Object.keys(set || {}).forEach(function (k) { e.setAttribute(k, set[k]); });
    [].concat(parts === undefined ? [] : parts).forEach(function (p) {
      e.appendChild(typeof p === 'string' ? document.createTextNode(p) : p);
    });
    return e;
  }
  function byId(id) { return document.getElementById(id); }

  function passage(p) {
    var body = make('div');
    if (p.html) { body.innerHTML = p.html; }
    (p.paragraphs || []).forEach(function (text) { body.appendChild(make('p', {}, text)); });
    return make('details', {}, [make('summary', {}, p.title), body]);
  }

  function choice(name, c, chosen) {
    var input = make('input', { type: 'radio', name: name, value: c.value, id: name + '-' + c.value });
    input.checked = chosen;
    return make('label', { 'class': 'choice' }, [input, make('span', {}, c.label)]);
  }

  function person(p) {
    var name = 'presence-' + p.cadre;
    var legend = make('legend', {}, [p.name, make('span', { 'class': 'quiet' }, p.post ? '　' + p.post : '')]);
    var why = make('input', { 'class': 'field', id: 'reason-' + p.cadre, maxlength: '200', placeholder: words.reason, 'aria-label': p.name + ' ' + words.reason });
    why.value = p.reason || '';
    why.hidden = p.presence === 'present';
    var row = make('fieldset', { id: 'person-' + p.cadre }, [legend]);
    show.presences.forEach(function (c) { row.appendChild(choice(name, c, c.value === p.presence)); });
    row.appendChild(why);
    return row;
  }

  function presenceOf(p) {
    var all = document.getElementsByName('presence-' + p.cadre);
    for (var i = 0; i < all.length; i++) { if (all[i].checked) { return all[i].value; } }
    return '';
  }

  function noted() {
    return {
      slip: kit.slip, seal: kit.seal, notedAt: new Date().getTime(),
      marks: slip.people.map(function (p) {
        var presence = presenceOf(p);
        return { cadre: p.cadre, presence: presence, reason: presence === 'present' ? '' : byId('reason-' + p.cadre).value };
      }),
      form: byId('form').value, host: byId('host').value, discussion: byId('discussion').value
    };
  }

  function keep() {
    saved = false;
    try { window.localStorage.setItem(shelf, JSON.stringify(noted())); } catch (e) { /* some phones keep nothing for files */ }
  }

  function restore() {
    var text = null;
    try { text = window.localStorage.getItem(shelf); } catch (e) { return; }
    if (!text) { return; }
    var before = JSON.parse(text);
    before.marks.forEach(function (m) {
      var input = byId('presence-' + m.cadre + '-' + m.presence);
      if (input) { input.checked = true; byId('reason-' + m.cadre).value = m.reason; byId('reason-' + m.cadre).hidden = m.presence === 'present'; }
    });
    byId('form').value = before.form; byId('host').value = before.host; byId('discussion').value = before.discussion;
  }

  function firstWithoutReason(result) {
    for (var i = 0; i < result.marks.length; i++) {
      if (result.marks[i].presence !== 'present' && !result.marks[i].reason.trim()) { return result.marks[i]; }
    }
    return null;
  }

  function save() {
    var result = noted(), missing = firstWithoutReason(result), say = byId('said');
    if (missing) {
      say.textContent = words.needReason;
      byId('reason-' + missing.cadre).focus();
      return;
    }
    var text = JSON.stringify(result);
    byId('result').value = text;
    byId('by-hand').hidden = false;
    say.textContent = words.saved;
    saved = true;
    var link = make('a', { download: words.file + '-' + slip.meeting + '.json' });
    link.href = window.URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
  }

  function labelled(id, text, field) {
    field.setAttribute('id', id);
    field.setAttribute('class', 'field');
    return [make('label', { 'class': 'field', 'for': id }, text), field];
  }

  function build() {
    document.title = show.title;
    var head = make('section', {}, [make('h1', {}, show.title)]);
    show.facts.forEach(function (line) { head.appendChild(make('p', {}, line)); });
    head.appendChild(make('p', { 'class': 'quiet' }, words.about));
    main.appendChild(head);
    if (agenda.length) {
      main.appendChild(make('section', {}, [make('h2', {}, words.agenda), make('ol', {}, agenda.map(function (a) { return make('li', {}, a); }))]));
    }
    if (passages.length) {
      main.appendChild(make('section', {}, [make('h2', {}, words.material)].concat(passages.map(passage))));
    }
    main.appendChild(make('section', {}, [make('h2', {}, words.roll), make('p', { 'class': 'quiet' }, words.rollHint)].concat(slip.people.map(person))));
    var form = make('select', {}, [make('option', { value: '' }, words.choose)].concat(show.forms.map(function (c) { return make('option', { value: c.value }, c.label); })));
    var host = make('input', { maxlength: '50' });
    host.value = show.host;
    main.appendChild(make('section', {}, [make('h2', {}, words.record)].concat(
      labelled('host', words.host, host), labelled('form', words.form, form), labelled('discussion', words.discussion, make('textarea', {})))));
    var button = make('button', { type: 'button', id: 'save' }, words.save);
    button.addEventListener('click', save);
    var byHand = make('div', { id: 'by-hand' }, labelled('result', words.byHand, make('textarea', { readonly: '' })));
    byHand.hidden = true;
    main.appendChild(make('section', { 'class': 'no-print' }, [button, make('p', { id: 'said', role: 'status' }), byHand]));
    byId('result').className = 'field result';
  }

  build();
  restore();
  main.addEventListener('input', keep);
  main.addEventListener('change', function (event) {
    var target = event.target;
    if (target.type === 'radio') { byId(target.name.replace('presence', 'reason')).hidden = target.value === 'present'; }
    keep();
  });
  window.addEventListener('beforeunload', function (event) {
    if (!saved) { event.preventDefault(); event.returnValue = ''; }
  });
})();
