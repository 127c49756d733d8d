// What a script adds to pages that work without one: suggestions while typing, pictures that can be moved and enlarged, the same
// person shown wherever named; and in files on a disk, where no server answers, the search and the paths.
'use strict';
(() => {
  const body = document.body;
  const root = body.dataset.root;
  const live = body.dataset.kind === 'live';
  const href = address => root + address + (live ? '' : '.html');
  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children); // strings become text, whatever is in them
    return node;
  };

  // ---- Data of a site: scripts, since a page opened from a disk may load nothing else.
  const loading = new Map();
  const parts = window.hustings = { shards: [], names: {}, paths: null };
  const load = file => {
    if (!loading.has(file)) {
      loading.set(file, new Promise(done => {
        const script = make('script', { src: root + file });
        script.onload = () => done(true);
        script.onerror = () => done(false);
        document.head.append(script);
      }));
    }
    return loading.get(file);
  };

  // As names were folded when the site was written.
  const LETTERS = { 'ß': 'ss', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ı': 'i' };
  const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/['’‘ʼ`."“”\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').replace(/[-‐‑–_,\s]+/g, ' ').replace(/[ßøłđðæœþı]/g, c => LETTERS[c]).trim();
  const shard = word => [...word].slice(0, 2).map(c => c.codePointAt(0).toString(16)).join('-');

  const suggestFromFiles = async (text, kind) => {
    const folded = fold(text);
    const words = folded.split(' ').filter(Boolean);
    if (words.length === 0) return [];
    const longest = words.reduce((a, b) => (b.length > a.length ? b : a));
    if ([...longest].length < 2) return [];
    const key = shard(longest);
    await load('names/index.js');
    if (!parts.shards.includes(key)) return [];
    await load(`names/${key}.js`);
    const found = [];
    for (const [name, note, address, weight, key2] of parts.names[key] || []) {
      if (kind && !address.startsWith(`${kind}/`)) continue;
      const have = key2.split(' ');
      if (!words.every(w => have.some(h => h.startsWith(w)))) continue;
      const rank = key2 === folded ? 0 : key2.startsWith(folded) ? 1 : 2;
      found.push({ name, note, address, order: [rank, -weight, name.length] });
    }
    found.sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2]);
    const seen = new Set();
    return found.filter(f => !seen.has(f.address) && seen.add(f.address)).slice(0, 12);
  };

  const suggestLive = async (text, kind, signal) => {
    const query = new URLSearchParams({ q: text });
    if (kind) query.set('kind', kind);
    const answer = await fetch(`${root}search.json?${query}`, { signal });
    return answer.ok ? (await answer.json()).slice(0, 12) : [];
  };

  // Answers for what was typed last; what is overtaken is dropped.
  const suggester = kind => {
    let turn = 0, stop = null;
    return async text => {
      const own = ++turn;
      if (stop) stop.abort();
      stop = new AbortController();
      await new Promise(done => setTimeout(done, live ? 80 : 20));
      if (own !== turn) return null;
      try {
        const found = live ? await suggestLive(text, kind, stop.signal) : await suggestFromFiles(text, kind);
        return own === turn ? found : null;
      } catch {
        return own === turn ? [] : null; // the server is gone, or somebody types on
      }
    };
  };

  // ---- Search: a list under the field (the pattern "combobox" of the ARIA practices).
  for (const [at, form] of document.querySelectorAll('form.search').entries()) {
    form.hidden = false;
    const input = form.querySelector('input');
    const list = make('ul', { class: 'suggestions', role: 'listbox', id: `suggestions-${at}`, 'aria-label': 'Suggestions', hidden: '' });
    const said = make('div', { class: 'said', role: 'status' });
    for (const [key, value] of Object.entries({
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id,
    })) input.setAttribute(key, value);
    form.append(list, said);
    const suggest = suggester(null);
    let chosen = -1;
    const choose = to => {
      chosen = to;
      [...list.children].forEach((item, i) => {
        item.setAttribute('aria-selected', String(i === to));
        if (i === to) item.scrollIntoView({ block: 'nearest' });
      });
      if (to >= 0) input.setAttribute('aria-activedescendant', list.children[to].id);
      else input.removeAttribute('aria-activedescendant');
    };
    const close = () => {
      list.hidden = true;
      input.setAttribute('aria-expanded', 'false');
      choose(-1);
    };
    const go = item => { location.href = href(item.dataset.address); };
    const show = found => {
      list.replaceChildren(...found.map((f, i) => {
        const item = make('li', { role: 'option', id: `suggestion-${at}-${i}`, 'aria-selected': 'false', 'data-address': f.address },
          make('bdi', {}, f.name), make('span', { class: 'note' }, f.note));
        item.addEventListener('mousedown', event => { event.preventDefault(); go(item); });
        return item;
      }));
      said.textContent = found.length === 0 ? 'Nothing found' : `${found.length} suggestions`;
      list.hidden = found.length === 0;
      input.setAttribute('aria-expanded', String(found.length > 0));
      choose(-1);
    };
    input.addEventListener('input', async () => {
      if (input.value.trim() === '') return close();
      const found = await suggest(input.value);
      if (found) show(found);
    });
    input.addEventListener('keydown', event => {
      const count = list.hidden ? 0 : list.children.length;
      if (event.key === 'ArrowDown' && count) choose((chosen + 1) % count);
      else if (event.key === 'ArrowUp' && count) choose((chosen + count - (chosen < 0 ? 0 : 1)) % count);
      else if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && chosen >= 0) go(list.children[chosen]);
      else return;
      event.preventDefault();
    });
    input.addEventListener('blur', close);
    if (!live) {
      form.addEventListener('submit', async event => {
        event.preventDefault();
        const found = await suggestFromFiles(input.value, null);
        if (found.length > 0) location.href = href(found[0].address);
        else show([]);
      });
    }
  }

  // ---- Paths.
  for (const form of document.querySelectorAll('form.path-form')) {
    form.hidden = false;
    const known = new Map();
    for (const input of form.querySelectorAll('input')) {
      const list = input.list;
      const suggest = suggester('person');
      const label = f => (/\((.*)\)/.test(f.note) ? `${f.name}` : f.name);
      input.addEventListener('input', async () => {
        if (known.has(input.value)) return;
        const found = await suggest(input.value);
        if (!found) return;
        const names = found.map(f => f.name);
        list.replaceChildren(...found.map(f => {
          // Of namesakes each is offered by the word of its address.
          const twice = names.filter(n => n === f.name).length > 1;
          const value = twice ? f.address.split('/')[1] : label(f);
          known.set(value, f);
          return make('option', { value }, `${f.name}, ${f.note}`);
        }));
      });
    }
    if (live) continue;
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const result = document.getElementById('path-result');
      result.textContent = 'Looking …';
      const ends = [];
      for (const input of form.querySelectorAll('input')) {
        const found = known.get(input.value) || (await suggestFromFiles(input.value, 'person'))[0];
        if (!found) {
          result.textContent = `There is nobody of the name ${input.value}.`;
          return;
        }
        ends.push(found);
      }
      await load('paths.js');
      result.replaceChildren(...(parts.paths ? tell(ends) : [make('p', {}, 'This site was written without its paths: there are too many people. On the command line, hustings path tells them.')]));
    });
  }

  // The ways by shared contests (breadth first) and by succession, from the data of a site.
  function tell([a, b]) {
    const { people, contests, rounds, chains } = parts.paths;
    const number = new Map(people.map(([, address], i) => [address, i]));
    const person = ({ address }) => number.get(address.split('/')[1]);
    const link = (kind, [name, address]) => make('a', { href: href(`${kind}/${address}`) }, make('bdi', {}, name));
    const [from, to] = [person(a), person(b)];
    const name = i => link('person', people[i]);
    if (from === undefined || to === undefined) {
      return [make('p', {}, name(from === undefined ? to : from), ' is alone here: the other stood in no contest and held no office.')];
    }
    if (from === to) return [make('p', {}, 'Both names are one person’s.')];
    const search = neighbours => {
      const before = new Map([[from, null]]);
      let front = [from];
      while (front.length > 0 && !before.has(to)) {
        const next = [];
        for (const at of front) {
          for (const [other, by] of neighbours(at)) {
            if (!before.has(other)) {
              before.set(other, [at, by]);
              next.push(other);
            }
          }
        }
        front = next;
      }
      if (!before.has(to)) return null;
      const steps = [];
      for (let at = to; before.get(at); at = before.get(at)[0]) steps.unshift([before.get(at)[0], at, before.get(at)[1]]);
      return steps;
    };
    const stood = new Map();
    rounds.forEach((round, r) => round[1].forEach(p => {
      if (!stood.has(p)) stood.set(p, []);
      stood.get(p).push(r);
    }));
    const byContests = search(at => (stood.get(at) || []).flatMap(r => rounds[r][1].filter(p => p !== at).sort((x, y) => x - y).map(p => [p, rounds[r][0]])));
    // Through the tenures of one office, every holder between named: the fewest steps from any tenure of the first.
    let bySuccession = null;
    for (const [office, tenures] of chains) {
      tenures.forEach(([holder], start) => {
        const steps = [];
        for (let i = start + 1; holder === from && i < tenures.length && tenures[i][1]; i++) {
          const [before, [next, , contest]] = [tenures[i - 1][0], tenures[i]];
          if (next !== before) steps.push([before, next, [office, contest]]);
          if (next !== to) continue;
          if (steps.length > 0 && (!bySuccession || steps.length < bySuccession.length)) bySuccession = steps;
          break;
        }
      });
    }
    const out = [];
    const section = (title, steps, say, none) => {
      out.push(make('h2', {}, title));
      if (steps) out.push(make('ol', { class: 'steps' }, ...steps.map(step => make('li', {}, ...say(step)))));
      else out.push(make('p', {}, none));
    };
    section('By succession', bySuccession, ([x, y, [office, contest]]) => {
      const through = contest === null ? [] : [', through the ', link('contest', contests[contest])];
      return [name(y), ' followed ', name(x), ' as ', link('office', office), ...through, '.'];
    }, 'No chain of successors leads from the one to the other.');
    section('By shared contests', byContests, ([x, y, contest]) =>
      [name(x), ' and ', name(y), ' both stood in the ', link('contest', contests[contest]), '.'], 'No contest joins the two.');
    return out;
  }

  // ---- Findings of a site are filtered here.
  for (const form of live ? [] : document.querySelectorAll('form.filter')) {
    form.hidden = false;
    form.querySelector('button').hidden = true;
    const found = [...document.querySelectorAll('.finding')];
    const filter = () => {
      let shown = 0;
      for (const item of found) {
        item.hidden = [...form.querySelectorAll('select')].some(s => s.value !== '' && item.dataset[s.name] !== s.value);
        shown += item.hidden ? 0 : 1;
      }
      document.getElementById('found').textContent = `${shown} of ${found.length} findings on this page.`;
    };
    form.addEventListener('change', filter);
    form.addEventListener('submit', event => event.preventDefault());
  }

  // ---- The same person, contest or office wherever it is named on the page.
  const links = new Map();
  for (const link of document.querySelectorAll('main a[href]')) {
    const target = link.href.baseVal === undefined ? link.getAttribute('href') : link.href.baseVal;
    if (target.startsWith('#')) continue;
    if (!links.has(target)) links.set(target, []);
    links.get(target).push(link);
  }
  for (const same of links.values()) {
    if (same.length < 2) continue;
    const mark = on => () => same.forEach(link => link.classList.toggle('same', on));
    for (const link of same) {
      link.addEventListener('mouseenter', mark(true));
      link.addEventListener('mouseleave', mark(false));
      link.addEventListener('focus', mark(true));
      link.addEventListener('blur', mark(false));
    }
  }

  // ---- Pictures: larger and smaller by buttons, keys (+ - 0) and the wheel with Ctrl; moved by dragging.
  for (const figure of document.querySelectorAll('figure.picture')) {
    const view = figure.querySelector('.view');
    const svg = view.querySelector('svg');
    if (!svg) continue;
    const [width, height] = [svg.width.baseVal.value, svg.height.baseVal.value];
    let scale = 1;
    const zoom = (to, x = view.clientWidth / 2, y = view.clientHeight / 2) => {
      const next = Math.min(6, Math.max(0.1, to));
      const [left, top] = [(view.scrollLeft + x) / scale, (view.scrollTop + y) / scale];
      scale = next;
      svg.setAttribute('width', width * scale);
      svg.setAttribute('height', height * scale);
      view.scrollLeft = left * scale - x;
      view.scrollTop = top * scale - y;
      mark();
    };
    const fit = () => zoom(Math.min(1, (view.clientWidth - 2) / width));
    const mark = () => view.classList.toggle('moved', view.scrollWidth > view.clientWidth || view.scrollHeight > view.clientHeight);
    const button = (text, label, act) => {
      const node = make('button', { type: 'button', 'aria-label': `${text} ${label}`, title: label }, text);
      node.addEventListener('click', act);
      return node;
    };
    figure.querySelector('figcaption').append(make('span', { class: 'tools' },
      button('−', 'smaller', () => zoom(scale / 1.25)), button('+', 'larger', () => zoom(scale * 1.25)),
      button('1:1', 'as large as it was drawn', () => zoom(1)), button('Fit', 'as wide as the page', fit)));
    view.addEventListener('keydown', event => {
      if (event.target !== view || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '+' || event.key === '=') zoom(scale * 1.25);
      else if (event.key === '-') zoom(scale / 1.25);
      else if (event.key === '0') zoom(1);
      else return;
      event.preventDefault();
    });
    view.addEventListener('wheel', event => {
      if (!event.ctrlKey) return; // without it the page is scrolled
      event.preventDefault();
      const box = view.getBoundingClientRect();
      zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    let start = null;
    view.addEventListener('pointerdown', event => {
      if (event.button === 0 && event.pointerType === 'mouse') {
        start = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop, moved: false };
      }
    });
    window.addEventListener('pointermove', event => {
      if (!start) return;
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      if (!start.moved && Math.hypot(dx, dy) < 5) return;
      start.moved = true;
      view.classList.add('moving');
      view.scrollLeft = start.left - dx;
      view.scrollTop = start.top - dy;
    });
    window.addEventListener('pointerup', () => {
      const moved = start && start.moved;
      start = null;
      view.classList.remove('moving');
      // A drag that ends on a link does not follow it.
      if (moved) view.addEventListener('click', event => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
    });
    svg.addEventListener('dragstart', event => event.preventDefault());
    // A picture that is a little too wide is made to fit; smaller than that its words could not be read.
    if (width > view.clientWidth && view.clientWidth > 0.75 * width) fit();
    mark();
    window.addEventListener('resize', mark);
  }
})();
