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
  const split = folded => folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const shard = word => [...word].slice(0, 2).map(c => c.codePointAt(0).toString(16)).join('-');

  const suggestFromFiles = async (text, kind) => {
    const folded = fold(text);
    const words = split(folded);
    if (words.length === 0) return [];
    const longest = words.reduce((a, b) => (b.length > a.length ? b : a));
    const key = shard(longest);
    await load('names/index.js');
    if (!parts.shards.includes(key)) return kind ? [] : pairsFromFiles(words);
    await load(`names/${key}.js`);
    const found = [];
    for (const [name, note, address, weight, key2, apart] of parts.names[key] || []) {
      if (kind && !address.startsWith(`${kind}/`)) continue;
      const have = split(key2);
      if (!words.every(w => have.some(h => h.startsWith(w)))) continue;
      const rank = key2 === folded ? 0 : key2.startsWith(folded) ? 1 : 2;
      found.push({ name, note, address, apart, exact: rank === 0, order: [rank, -weight, name.length] });
    }
    found.sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2]);
    if (found.length === 0 && !kind) return pairsFromFiles(words);
    const seen = new Set();
    return found.filter(f => !seen.has(f.address) && seen.add(f.address)).slice(0, 12);
  };

  // The record of two people who are named one after the other, or the one contest in which they met.
  const pairsFromFiles = async all => {
    const words = all.filter(w => !['and', 'against', 'versus', 'vs', 'v', 'or'].includes(w)).slice(0, 6);
    if (words.length < 2) return [];
    await load('paths.js');
    if (!parts.paths) return [];
    const { people, contests, rounds } = parts.paths;
    const folded = people.map(([name]) => split(fold(name)));
    const named = some => [...folded.keys()].filter(i => some.every(w => folded[i].some(h => h.startsWith(w)))).slice(0, 8);
    const pairs = new Map();
    for (let at = 1; at < words.length; at++) {
      for (const a of named(words.slice(0, at))) {
        for (const b of named(words.slice(at))) if (a !== b) pairs.set(`${Math.min(a, b)} ${Math.max(a, b)}`, [Math.min(a, b), Math.max(a, b), new Set()]);
      }
    }
    for (const [contest, stood] of pairs.size > 0 ? rounds : []) {
      for (const [a, b, met] of pairs.values()) if (stood.includes(a) && stood.includes(b)) met.add(contest);
    }
    return [...pairs.values()].filter(([, , met]) => met.size > 0).sort((x, y) => y[2].size - x[2].size).slice(0, 8).map(([a, b, met]) => {
      const both = `${people[a][0]} and ${people[b][0]}`;
      if (met.size > 1) return { name: both, note: `rivalry, ${met.size} meetings`, address: `rivalry/${people[a][1]}/${people[b][1]}` };
      const [title, address] = contests[[...met][0]];
      return { name: title, note: `contest, in which ${both} met`, address: `contest/${address}` };
    });
  };

  const suggestLive = async (text, kind, signal) => {
    const query = new URLSearchParams({ q: text });
    if (kind) query.set('kind', kind);
    const answer = await fetch(`${root}search.json?${query}`, { signal });
    return answer.ok ? (await answer.json()).results.slice(0, 12) : [];
  };

  // Answers for what was typed last; what is overtaken, or no longer wanted, is dropped.
  const suggester = kind => {
    let turn = 0, stop = null;
    const suggest = async text => {
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
    suggest.drop = () => {
      turn++;
      if (stop) stop.abort();
    };
    return suggest;
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
      suggest.drop();
      list.hidden = true;
      input.setAttribute('aria-expanded', 'false');
      choose(-1);
    };
    const go = item => { location.href = href(item.dataset.address); };
    const show = found => {
      list.replaceChildren(...found.map((f, i) => {
        const item = make('li', { role: 'option', id: `suggestion-${at}-${i}`, 'aria-selected': 'false', 'data-address': f.address },
          make('bdi', {}, f.name), make('span', { class: 'note' }, f.near ? `did you mean this? ${f.note}` : f.note));
        item.addEventListener('mousedown', event => { event.preventDefault(); go(item); });
        return item;
      }));
      const none = found.length === 0;
      // Of single letters the files of a site know only whole words.
      const nothing = !live && [...fold(input.value)].length < 2 ? 'Type another letter' : 'Nothing found';
      if (none) list.append(make('li', { class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, nothing));
      said.textContent = none ? nothing : found.length === 1 ? '1 suggestion' : `${found.length} suggestions`;
      list.hidden = false;
      input.setAttribute('aria-expanded', 'true');
      choose(-1);
    };
    const look = async () => {
      if (input.value.trim() === '') return close();
      const found = await suggest(input.value);
      if (found && document.activeElement === input && input.value.trim() !== '') show(found);
    };
    input.addEventListener('input', look);
    input.addEventListener('keydown', event => {
      const count = list.hidden ? 0 : list.querySelectorAll('[data-address]').length;
      if (event.key === 'ArrowDown' && list.hidden) look();
      else if (event.key === 'ArrowDown' && count) choose((chosen + 1) % count);
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
        const exact = found.filter(f => fold(f.name) === fold(input.value));
        const sure = exact.length === 1 ? exact : found;
        if (sure.length === 1) location.href = href(sure[0].address);
        else { // a list to choose from
          input.focus();
          show(found);
        }
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
      input.addEventListener('input', async () => {
        if (known.has(input.value)) return;
        const found = await suggest(input.value);
        if (!found) return;
        list.replaceChildren(...found.map(f => {
          // Of namesakes each is offered with what tells it apart.
          const value = f.apart ? `${f.name} (${f.apart})` : f.name;
          known.set(value, f);
          return make('option', { value }, `${f.name}, ${f.note}`);
        }));
      });
    }
    if (live) continue;
    const result = document.getElementById('path-result');
    const inputs = [...form.querySelectorAll('input')];
    // One person, or several to choose from, or nobody.
    const meant = async input => {
      if (known.has(input.value)) return [known.get(input.value)];
      const found = await suggestFromFiles(input.value, 'person');
      const exact = found.filter(f => f.exact);
      return exact.length > 0 ? exact : found;
    };
    const answer = async () => {
      result.textContent = 'Looking …';
      const ends = [];
      for (const input of inputs) {
        const found = await meant(input);
        if (found.length === 1) {
          ends.push(found[0]);
          continue;
        }
        result.replaceChildren(make('p', {}, found.length === 0 ? `There is nobody of the name ${input.value}.` : `${input.value} may be any of these:`),
          make('ul', {}, ...found.map(f => {
            const choose = make('button', { type: 'button' }, f.apart ? `${f.name} (${f.apart})` : f.name);
            choose.addEventListener('click', () => {
              input.value = choose.textContent;
              known.set(input.value, f);
              answer();
            });
            return make('li', {}, choose);
          })));
        return;
      }
      const own = `#${ends.map(f => f.address.split('/')[1]).join('/')}`;
      if (location.hash !== own) history.pushState(null, '', own); // each answer is a step to come back to
      await load('paths.js');
      present(parts.paths ? tell(ends.map(f => f.address.split('/')[1])) : [make('p', {}, 'There are too many people here for paths in a browser; on the command line, hustings path tells them.')]);
    };
    const present = parts => {
      result.replaceChildren(...parts);
      result.querySelectorAll('figure.picture').forEach(enhance);
    };
    form.addEventListener('submit', event => {
      event.preventDefault();
      answer();
    });
    // The address of an answer, as after a link and back.
    const answerAddress = () => {
      const ends = location.hash.slice(1).split('/');
      if (ends.length !== 2 || !ends.every(Boolean)) return;
      load('paths.js').then(() => {
        if (!parts.paths) return;
        const named = ends.map(end => parts.paths.people.find(([, address]) => address === end));
        inputs.forEach((input, i) => { input.value = named[i] ? named[i][0] : ends[i]; });
        present(tell(ends));
      });
    };
    answerAddress();
    window.addEventListener('hashchange', answerAddress);
  }

  // The ways by shared contests (breadth first) and by succession, from the data of a site.
  function tell([a, b]) {
    const { people, contests, rounds, chains, kinds, ties } = parts.paths;
    const number = new Map(people.map(([, address], i) => [address, i]));
    const link = (kind, [name, address]) => make('a', { href: href(`${kind}/${address}`) }, make('bdi', {}, name));
    const [from, to] = [number.get(a), number.get(b)];
    const name = i => link('person', people[i]);
    const contest = i => [link('contest', contests[i]), contests[i][2] ? ` (${contests[i][2]})` : ''];
    if (from === undefined || to === undefined) {
      return [make('p', {}, 'One of the two stood against nobody, held no office that others held, and has no tie to anybody.')];
    }
    if (from === to) return [make('p', {}, 'Both names are one person’s.')];
    const stood = new Map();
    rounds.forEach((round, r) => round[1].forEach(p => {
      if (!stood.has(p)) stood.set(p, []);
      stood.get(p).push(r);
    }));
    // How far everybody is from the end; then from the start always on to the first by name who is nearer, as the server does.
    const shortest = (met, step) => {
      const far = new Map([[to, 0]]);
      for (let front = [to]; front.length > 0 && !far.has(from);) {
        const next = [];
        for (const at of front) {
          for (const other of met(at)) {
            if (far.has(other)) continue;
            far.set(other, far.get(at) + 1);
            next.push(other);
          }
        }
        front = next;
      }
      if (!far.has(from)) return null;
      const steps = [];
      for (let at = from; at !== to;) {
        let next = Infinity;
        for (const other of met(at)) if (far.get(other) === far.get(at) - 1) next = Math.min(next, other);
        steps.push(step(at, next));
        at = next;
      }
      return steps;
    };
    const byContests = shortest(at => (stood.get(at) || []).flatMap(r => rounds[r][1]), (at, next) => {
      const shared = stood.get(at).filter(r => rounds[r][1].includes(next)).map(r => rounds[r][0]);
      shared.sort((x, y) => (contests[x][3] ?? -1e9) - (contests[y][3] ?? -1e9) || x - y);
      return [at, next, shared[0]];
    });
    const tied = new Map();
    ties.forEach((tie, t) => [tie[0], tie[1]].forEach(p => {
      if (!tied.has(p)) tied.set(p, []);
      tied.get(p).push(t);
    }));
    const other = (t, at) => (ties[t][0] === at ? ties[t][1] : ties[t][0]);
    const byTies = shortest(at => (tied.get(at) || []).map(t => other(t, at)), (at, next) =>
      [at, next, tied.get(at).find(t => other(t, at) === next)]);
    // Through the tenures of one office, every holder between named: the fewest steps from any tenure of the first.
    let bySuccession = null;
    for (const [office, tenures] of chains) {
      tenures.forEach(([holder], start) => {
        const steps = [];
        for (let i = start + 1; holder === from && i < tenures.length && tenures[i][1]; i++) {
          const [last, [next, , through, from]] = [tenures[i - 1][0], tenures[i]];
          if (next !== last) steps.push([last, next, through, office, from]);
          if (next !== to) continue;
          if (steps.length > 0 && (!bySuccession || steps.length < bySuccession.length)) bySuccession = steps;
          break;
        }
      });
    }
    const out = [make('p', { class: 'lead' }, 'From ', name(from), ' to ', name(to), '.')];
    const through = ([, , contest, , from]) => (contest === null ? from || '' : [contests[contest][0], contests[contest][2]].filter(Boolean).join(', '));
    const section = (title, steps, say, none, by = through) => {
      out.push(make('h2', {}, title));
      if (steps) out.push(make('ol', { class: 'steps' }, ...steps.map(step => make('li', {}, ...say(step)))), drawn(title, steps, by));
      else out.push(make('p', {}, none));
    };
    const drawn = (title, steps, by) => draw(title, [{ text: people[steps[0][0]][0], to: `person/${people[steps[0][0]][1]}` },
      ...steps.map(step => ({ text: people[step[1]][0], to: `person/${people[step[1]][1]}`, by: by(step) }))]);
    // Where the sources of a step stand.
    const cited = (address, part) => [' ', make('a', { class: 'note', href: `${href(address)}#${part}`, 'aria-label': 'sources of this step' }, 'sources')];
    section('By succession', bySuccession, ([x, y, through, office, from]) =>
      [name(y), ' followed ', name(x), ' as ', link('office', office), ...(from ? [` (${from})`] : []), ...(through === null ? [] : [', through the ', link('contest', contests[through])]), '.', ...cited(`person/${people[y][1]}`, 'tenures')],
    'No chain of successors leads from the one to the other.');
    section('By shared contests', byContests, ([x, y, through]) =>
      [name(x), ' and ', name(y), ' both stood in the ', ...contest(through), '.', ...cited(`contest/${contests[through][1]}`, 'sources')], 'No contest joins the two.');
    const start = t => (ties[t][3] ? ` (${ties[t][3]})` : '');
    const word = (x, t) => kinds[ties[t][2]][ties[t][0] === x ? 0 : 1];
    section('By stated ties', byTies, ([x, y, t]) =>
      [name(x), ` ${word(x, t)} `, name(y), `${start(t)}.`, ...cited(`person/${people[x][1]}`, 'ties')],
    'No chain of stated ties joins the two.', ([x, , t]) => `${word(x, t)}${start(t)}`);
    if (bySuccession || byContests || byTies) out.push(make('p', { class: 'hint' }, 'The live pages (hustings serve) give each path as JSON, SVG and DOT, too.'));
    return out;
  }

  // A chain of boxes, each under the one before, with what joins them beside the arrow.
  function draw(title, boxes) {
    const SVG = 'http://www.w3.org/2000/svg';
    const shape = (name, attributes, ...children) => {
      const node = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      node.append(...children);
      return node;
    };
    const cut = (text, most) => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text);
    const [step, height] = [66, 30];
    const svg = shape('svg', { width: 620, height: boxes.length * step - 20, viewBox: `0 0 620 ${boxes.length * step - 20}`, role: 'group', 'aria-label': title, 'font-family': 'DejaVu Sans, Verdana, Arial, sans-serif' });
    boxes.forEach((box, i) => {
      const y = 8 + i * step;
      if (i > 0) {
        svg.append(shape('polyline', { points: `110,${y - step + height} 110,${y - 7}`, fill: 'none', stroke: '#1d2733', 'stroke-width': 1.4 }),
          shape('polygon', { points: `110,${y} 105.5,${y - 9} 114.5,${y - 9}`, fill: '#1d2733' }),
          shape('text', { x: 124, y: y - 14, 'font-size': 10.5, fill: '#5b6673' }, cut(box.by, 78)));
      }
      svg.append(shape('a', { href: href(box.to) },
        shape('rect', { x: 10, y, width: 200, height, rx: 3, fill: '#e8eff6', stroke: '#39536d', 'stroke-width': 1.2 }),
        shape('text', { x: 20, y: y + 19.5, 'font-size': 12, 'font-weight': 'bold', fill: '#1d2733' }, cut(box.text, 26))));
    });
    const view = make('div', { class: 'view', tabindex: '0', role: 'region', 'aria-label': `${title}, drawn` }, svg);
    return make('figure', { class: 'picture' }, view, make('figcaption', {}, `${title}, drawn`));
  }

  // ---- Findings of a site are filtered here.
  for (const form of live ? [] : document.querySelectorAll('form.filter')) {
    form.hidden = false;
    form.querySelector('button').hidden = true;
    const found = [...document.querySelectorAll('.finding')];
    const rule = form.querySelector('[name=rule]');
    const filter = () => {
      let shown = 0;
      for (const item of found) {
        item.hidden = [...form.querySelectorAll('select')].some(s => s !== rule && s.value !== '' && item.dataset[s.name] !== s.value);
        shown += item.hidden ? 0 : 1;
      }
      document.getElementById('found').textContent = `${shown} of ${found.length} findings on this page.`;
    };
    form.addEventListener('change', event => {
      // Each rule has a page of its own.
      if (event.target === rule) location.href = href(rule.value === '' ? 'checks' : `checks/${rule.value}`);
      else filter();
    });
    form.addEventListener('submit', event => event.preventDefault());
    window.addEventListener('pageshow', () => {
      rule.value = form.dataset.rule || '';
      if ([...form.querySelectorAll('select')].some(s => s !== rule && s.value !== '')) filter();
    });
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

  // ---- From each source back to what it is first cited for.
  const cited = new Set();
  for (const cite of document.querySelectorAll('.cites a')) {
    const source = document.getElementById(cite.hash.slice(1));
    if (!source || cited.has(source)) continue;
    cited.add(source);
    cite.id = `c-${source.id}`;
    source.querySelector('.place').append(' ', make('a', { class: 'back', href: `#${cite.id}`, 'aria-label': `Back to where source ${source.id.slice(1)} is cited` }, '↑'));
  }

  // ---- Pictures: larger and smaller by buttons, keys (+ - 0) and the wheel with Ctrl; moved by dragging.
  function enhance(figure) {
    const view = figure.querySelector('.view');
    const svg = view.querySelector('.at-wide svg') || view.querySelector('svg');
    if (!svg) return;
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
      if (event.ctrlKey || event.metaKey || event.altKey) return;
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
      if (!moved) return;
      const swallow = event => {
        event.preventDefault();
        event.stopPropagation();
      };
      view.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => view.removeEventListener('click', swallow, { capture: true }), 0); // it may have ended elsewhere
    });
    svg.addEventListener('dragstart', event => event.preventDefault());
    // A picture that is a little too wide is made to fit; smaller than that its words could not be read.
    if (width > view.clientWidth && view.clientWidth > 0.75 * width) fit();
    mark();
    window.addEventListener('resize', mark);
  }
  document.querySelectorAll('figure.picture').forEach(enhance);

  // ---- On paper everything is open.
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(d => { d.open = true; }));
})();
