/* Search without a server: words are looked up in small files (README, "Search"), which say what
   plugins/search wrote into them. Nothing leaves this site; the address holds the query. */
"use strict";
(() => {
  const form = document.querySelector("form[data-index]");
  if (!form) return;
  const home = form.dataset.index, say = form.dataset, page = document.documentElement.lang;
  const input = form.elements.q, status = document.getElementById("found");
  const list = document.getElementById("results"), more = document.getElementById("more");
  const FACETS = ["section", "source", "lang", "year"], SHOWN = 10, READ = 5, VERIFIED = 20, PAUSE = 250;
  const WEIGHTS = [1, 1.5, 2.2, 4.5];

  // --- Words: the same steps as plugins/search/words.py -----------------------------------------
  const PAIRS = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff";
  const TRIPLES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff";
  const SILENT = "\u00ad\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u2060";
  const LETTER = `(?:[\\p{L}\\p{N}\\u0300-\\u036f\\u0900-\\u0dff${SILENT}${TRIPLES}])+`;
  const WORD = new RegExp(`${LETTER}(?:[-‐‑]${LETTER})*`, "gu");
  const DENSE = new RegExp(`[${PAIRS}${TRIPLES}]+`, "g"), TRIPLE = new RegExp(`[${TRIPLES}]`);
  const MARKS = new RegExp(`[\u0300-\u036f${SILENT}]+`, "g"), QUIET = new RegExp(`[${SILENT}]+`, "g");
  const GROUPED = /(?<!\d)\d{1,3}(?:[ \u00a0\u202f.,’']\d{3})+(?!\d)/g;
  const ARTICLE = /^(?:[وف]?(?:[بك]?ال|لل)|و(?=.{4}))(?=.{3})/;
  const PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ى: "ي", ة: "ه", ک: "ك", ی: "ي" };
  const BOUNDS = "al b ca co d e f h is l m n p po r s sp t v".split(" "), SHARDS = 20;

  const small = (text) => text.normalize("NFKC").replace(GROUPED, (n) => n.replace(/\D/g, "")).toLowerCase();
  const fold = (word) => word.normalize("NFD").replace(MARKS, "").replace(/[^\0-\x7f]/g, (c) => PLAIN[c] ?? c)
    .normalize("NFC").replace(ARTICLE, "").slice(0, 24);
  function* pieces(word) {
    word = word.replace(QUIET, "");
    for (const run of word.match(DENSE) ?? []) {
      const size = TRIPLE.test(run[0]) ? 3 : 2;
      for (let i = 0; i === 0 || i + size <= run.length; i++) yield fold(run.slice(i, i + size));
    }
    for (const part of word.replace(DENSE, " ").split(/[\s\-‐‑]+/)) if (part) yield fold(part);
  }
  const shardOf = (form) => /^[a-z]/.test(form) ? BOUNDS.filter((b) => b <= form).length
    : form < "\x80" ? 0 : form.charCodeAt(0) % SHARDS;
  const isDense = (form) => form.search(DENSE) === 0;

  // --- Files of the index ------------------------------------------------------------------------
  const files = new Map();
  function load(path, read, fresh) {
    if (!files.has(path)) {
      const got = fetch(path[0] === "/" ? path : home + path, fresh ? { cache: "no-cache" } : {}).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${path}`);
        return read(answer);
      });
      got.catch(() => files.delete(path));
      files.set(path, got);
    }
    return files.get(path);
  }
  const json = (answer) => answer.json();
  let opened;
  const open = () => opened ??= load("index.json", json, true).then(async (index) => {
    const stops = Object.fromEntries(Object.entries(index.stops).map(([lang, all]) => [lang, new Set(all.split(" "))]));
    const names = Object.entries(index.years).flatMap(([lang, years]) => years.map((year) => ({ lang, year })));
    const volumes = await Promise.all(names.map(async (name) => {
      const at = `${name.lang}/${name.year}/`, facts = await load(`${at}facts.json`, json, true);
      const ends = [];
      facts.cards.reduce((sum, count, i) => ends[i] = sum + count, 0);
      return { ...name, at, facts, ends, stops: stops[name.lang] };
    }));
    const newest = Math.max(...names.map((name) => name.year));
    return { volumes, newest, all: (lang) => volumes.reduce((sum, v) => sum + (v.lang === lang ? v.facts.articles : 0), 0) };
  }).catch((error) => { opened = undefined; throw error; });

  const shard = (volume, number) => volume.facts.shards.includes(number)
    ? load(`${volume.at}s${number}.bin?${volume.facts.version}`, async (answer) => parse(new Uint8Array(await answer.arrayBuffer())))
    : undefined;

  function parse(bytes) {  // plugins/search/shards.py says what is where
    const line = bytes.indexOf(10), head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, line)));
    const lengths = [];
    let at = line + 1;
    for (let i = 0; i < head.n; i++) {
      const byte = bytes[at++];
      let rest = byte & 15;
      if (rest === 15) rest += bytes[at++];
      lengths.push(byte >> 4, rest);
    }
    const letters = new TextDecoder().decode(bytes.subarray(at, at + head.t)), entries = [];
    const sets = head.s.map((set) => set.split("|"));
    const bits = reader(bytes, at + head.t);
    let base = "", taken = 0;
    for (let i = 0; i < head.n; i++) {
      base = base.slice(0, lengths[2 * i]) + letters.slice(taken, taken += lengths[2 * i + 1]);
      const ends = sets[bits.gamma() - 1], count = bits.gamma(), start = bits.at();
      bits.postings(count, head.d);
      entries.push({ forms: ends.map((end) => base + end), count, start });
    }
    return { entries, postings: (entry) => reader(bytes, at + head.t, entry.start).postings(entry.count, head.d) };
  }
  function reader(bytes, start, place = 0) {
    const bit = () => bytes[start + (place >> 3)] >> (7 - (place++ & 7)) & 1;
    const number = (width, value) => { while (width--) value = value * 2 + bit(); return value; };
    return {
      at: () => place,
      gamma() { let zeros = 0; while (!bit()) zeros++; return number(zeros, 1); },
      postings(count, articles) {  // article × 4 + weight
        const found = new Uint32Array(count), width = Math.max(0, 31 - Math.clz32(articles * 11 / (16 * count)));
        for (let i = 0, last = -1; i < count; i++) {
          let step = 0, weight = 0;
          while (bit()) step++;
          last += 1 + number(width, step);
          while (weight < 3 && bit()) weight++;
          found[i] = last * 4 + weight;
        }
        return found;
      },
    };
  }

  // --- What is asked -----------------------------------------------------------------------------
  function asked(query) {
    const parts = [...query.matchAll(/(^|\s)(-?)(?:["“„«]([^"”“»]*)["”“»]?|(\S+))/g)], words = [], phrases = [];
    parts.forEach(([, , minus, phrase, word], i) => {
      const found = (small(phrase ?? word).match(WORD) ?? []).flatMap((each) => [...pieces(each)]);
      const isLast = phrase === undefined && !minus && i === parts.length - 1 && !/\s$/.test(query);
      found.forEach((piece, j) => words.push({ form: piece, not: !!minus, isOpen: isLast && j === found.length - 1 }));
      if (phrase !== undefined && !minus && found.length > 1) phrases.push(plainly(phrase));
    });
    const useful = words.filter((word) => word.form.length > 1 || isDense(word.form));
    return { words: useful.length ? useful : words.slice(-1), phrases };
  }
  const plainly = (text) => ` ${(small(text).match(WORD) ?? []).map((word) => word.split(/[-‐‑]/).map(fold).join(" ")).join(" ")} `;

  function distance(a, b, limit) {  // edits, two letters exchanged being one
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let older, before = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
      }
      if (Math.min(...row) > limit) return limit + 1;
      [older, before] = [before, row];
    }
    return before[b.length];
  }

  /* The entries that a word means, each with how surely: it or a form of its stem; as it is being
     typed, what begins with it; if there is neither, what it may be a slip of. */
  async function look(index, word) {
    const { form } = word, numbers = new Set([shardOf(form)]);
    if (word.isOpen && form.length < 2) for (let n = shardOf(form); n <= shardOf(form + "\x7f"); n++) numbers.add(n);
    const read = (await Promise.all(index.volumes.flatMap((volume) => [...numbers].map(async (number) => {
      const found = await shard(volume, number);
      return found && { volume, shard: found };
    })))).filter(Boolean);
    const every = (choose) => read.flatMap(({ volume, shard: each }) => each.entries
      .map((entry) => ({ volume, shard: each, entry, sure: choose(entry, volume) })).filter((hit) => hit.sure));
    const kin = {};
    every((entry, volume) => {
      if (entry.forms.includes(form)) entry.forms.forEach((each) => (kin[volume.lang] ??= new Set()).add(each));
    });
    const begins = word.isOpen || (isDense(form) && form.length < 2);
    let hits = every((entry, volume) => entry.forms.some((each) => kin[volume.lang]?.has(each)) ? 1
      : begins && entry.forms.some((each) => each.startsWith(form)) ? (form.length > 2 ? 0.6 : 0.4) : 0);
    if (!hits.length && form.length > 3 && !word.not) hits = slips(every, form);
    if (form.length < 2 && !isDense(form)) hits.forEach((hit) => hit.isTitle = true);
    return hits;
  }
  function slips(every, form) {
    const least = Math.max(4, form.length - 4);
    const near = every((entry) => entry.forms[0].length >= least && form.startsWith(entry.forms[0]) ? 0.7 : 0);
    if (near.length) return near;
    const limit = form.length > 7 ? 2 : 1;
    const close = every((entry) => limit + 1 - Math.min(...entry.forms.map((each) => distance(form, each, limit))));
    const best = Math.max(0, ...close.map((hit) => hit.sure));
    return close.filter((hit) => hit.sure === best).map((hit) => ({ ...hit, sure: 0.5 }));
  }

  async function search(query) {
    const index = await open(), { words, phrases } = asked(query);
    const looked = await Promise.all(words.map((word) => look(index, word)));
    const totals = {};
    const tables = new Map(index.volumes.map((volume) => [volume, new Map()]));
    const bare = new Map();  // by volume, how many words say nothing in its language
    words.forEach((word, w) => {
      for (const [volume, table] of tables) {
        if (volume.stops.has(word.form) && words.length > 1 && !word.isOpen) bare.set(volume, (bare.get(volume) ?? 0) + 1);
      }
      const counts = {};
      for (const { volume, entry } of looked[w]) counts[volume.lang] = (counts[volume.lang] ?? 0) + entry.count;
      for (const { volume, shard: each, entry, sure, isTitle } of looked[w]) {
        const n = totals[volume.lang] ??= index.all(volume.lang), df = Math.min(n, counts[volume.lang]);
        const worth = sure * (0.2 + Math.log(1 + (n - df + 0.5) / (df + 0.5)));
        const table = tables.get(volume);
        for (const posting of each.postings(entry)) {
          const article = posting >> 2, weight = posting & 3;
          if (isTitle && weight < 3) continue;
          let row = table.get(article);
          if (!row) table.set(article, row = { scores: [], not: false });
          if (word.not) row.not = true;
          else row.scores[w] = Math.max(row.scores[w] ?? 0, worth * WEIGHTS[weight]);
        }
      }
    });
    return { index, words, phrases, forms: meant(words, looked), found: rank(index, words, tables, bare) };
  }

  const meant = (words, looked) => words.flatMap((word, w) => word.not ? [] : [{
    open: word.isOpen && word.form, dense: isDense(word.form) && word.form,
    all: new Set([word.form, ...looked[w].flatMap((hit) => hit.sure < 0.5 ? [] : hit.entry.forms)]),
  }]);
  function rank(index, words, tables, bare) {
    const wanted = words.filter((word) => !word.not).length;
    let found = [];
    for (const [volume, table] of tables) {
      const need = Math.max(1, wanted - (bare.get(volume) ?? 0));
      for (const [article, row] of table) {
        if (row.not) continue;
        const has = row.scores.filter(Boolean).length, share = Math.min(1, has / need);
        const age = index.newest - volume.year + 1 - article / volume.facts.articles;
        const score = row.scores.reduce((sum, each) => sum + (each ?? 0), 0) * share * share
          * (1 + 0.2 * 2 ** (-age / 2)) * (volume.lang === page.split("-")[0] ? 1.1 : 1);
        if (has) found.push({ volume, article, share, score });
      }
    }
    const whole = found.filter((each) => each.share === 1);
    found = whole.length > 2 || (wanted < 3 && whole.length) ? whole : found.filter((each) => each.share >= 0.5);
    return found.sort((a, b) => b.score - a.score || b.volume.year - a.volume.year || b.article - a.article);
  }

  // --- What is shown -----------------------------------------------------------------------------
  const means = (forms, word) => [...pieces(small(word))].some((piece) =>
    forms.some((each) => each.all.has(piece) || (each.open && piece.startsWith(each.open))));
  function spans(text, forms) {  // where the words are: [from, to] in turn
    const found = [];
    for (const { 0: word, index } of text.matchAll(WORD)) {
      if (!isDense(word) && means(forms, word)) found.push([index, index + word.length]);
    }
    const dense = forms.filter((each) => each.dense).map((each) => each.dense).join("|");
    for (const { index } of dense ? text.matchAll(new RegExp(`(?=${dense})`, "g")) : []) {
      const last = found.at(-1), to = index + (TRIPLE.test(text[index]) ? 3 : 2);
      if (last && index <= last[1]) last[1] = to; else found.push([index, to]);
    }
    return found;
  }
  function mark(place, text, forms) {
    let at = 0;
    place.textContent = "";
    for (const [from, to] of spans(text, forms)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, to);
      place.append(text.slice(at, from), mark);
      at = to;
    }
    place.append(text.slice(at));
  }
  async function card({ volume, article }) {
    const number = volume.ends.findIndex((end) => article < end);
    const cards = await load(`${volume.at}c${number}.json?${volume.facts.version}`, json);
    return cards[article - (volume.ends[number - 1] ?? 0)];
  }
  const value = ({ volume, article }, facet) => facet === "lang" ? volume.lang : facet === "year" ? `${volume.year}`
    : (([names, signs]) => names[signs.charCodeAt(article) - 35])(volume.facts[`${facet}s`]);
  const body = (href) => load(href, async (answer) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return (page.querySelector(".body")?.textContent ?? "").replace(/\s+/g, " ");
  });
  /* The sentence that holds most of the words. */
  function excerpt(text, forms) {
    const count = (part) => new Set(spans(part, forms).map(([from, to]) => small(part.slice(from, to)))).size;
    const parts = text.match(/[^.!?。！？؟]+[.!?。！？؟]*["”»]?\s*/g) ?? [];
    const best = parts.reduce((best, part, i) => (count(part) > best.count ? { count: count(part), i } : best), { count: 0 });
    return best.count ? `${best.i ? "… " : ""}${parts.slice(best.i, best.i + 2).join("").slice(0, 260)}` : "";
  }
  async function holds(hit, phrases) {
    const [href, title, summary] = await card(hit), has = (text) => phrases.every((each) => plainly(text).includes(each));
    return has(`${title} . ${summary}`) || has(await body(href));
  }

  const named = { lang: (code) => { try { return new Intl.DisplayNames(page, { type: "language" }).of(code); } catch { return code; } } };
  const day = new Intl.DateTimeFormat(page, { dateStyle: "long", timeZone: "UTC" });
  function offer(found) {  // each facet with what there is under the others
    for (const facet of FACETS) {
      const field = form.elements[facet], chosen = field.value, counts = {};
      for (const hit of kept(found, facet)) counts[value(hit, facet)] = (counts[value(hit, facet)] ?? 0) + 1;
      if (chosen) counts[chosen] ??= 0;
      const names = Object.keys(counts).filter(Boolean);
      names.sort(facet === "year" ? (a, b) => b - a : (a, b) => counts[b] - counts[a] || a.localeCompare(b));
      field.replaceChildren(field.options[0], ...names.map((name) =>
        new Option(`${named[facet]?.(name) ?? name} (${counts[name].toLocaleString(page)})`, name)));
      field.value = chosen;
      field.parentElement.hidden = names.length < 2 && !chosen;
    }
  }
  const kept = (found, but) => found.filter((hit) => FACETS.every((facet) =>
    facet === but || !form.elements[facet].value || form.elements[facet].value === value(hit, facet)));

  const sheet = document.getElementById("result").content;
  async function put({ found, forms }, from, mine) {
    const some = found.slice(from, from + SHOWN), cards = await Promise.all(some.map(card));
    if (mine !== turn) return;
    const items = cards.map(([href, title, summary, published, isOnline], i) => {
      const item = sheet.cloneNode(true).firstElementChild, at = (name) => item.querySelector(`[data-${name}]`);
      const { lang } = some[i].volume, tongue = lang !== page.split("-")[0];
      at("title").href = href;
      mark(at("title"), title, forms);
      mark(at("excerpt"), summary, forms);
      for (const name of tongue ? ["title", "excerpt"] : []) Object.assign(at(name), { lang, dir: "auto" });
      at("section").textContent = value(some[i], "section");
      at("source").textContent = value(some[i], "source");
      at("lang").textContent = tongue ? named.lang(lang) : "";
      at("day").textContent = day.format(new Date(published.slice(0, 10)));
      at("day").dateTime = published;
      item.querySelectorAll("li:empty").forEach((each) => each.remove());
      return item;
    });
    list.append(...items);
    more.hidden = from + SHOWN >= found.length;
    await new Promise((done) => setTimeout(done, PAUSE));  // texts are read once the typing pauses
    for (const [i, item] of items.slice(0, READ).entries()) {
      if (mine !== turn) return;
      const wanted = forms.filter((each) => !spans(`${cards[i][1]} ${cards[i][2]}`, [each]).length);
      const text = wanted.length && excerpt(await body(cards[i][0]).catch(() => ""), wanted);
      if (text) mark(item.querySelector("[data-excerpt]"), text, forms);
    }
  }

  let turn = 0, shown;
  async function run() {
    const mine = ++turn, given = new URLSearchParams([...new FormData(form)].filter(([, each]) => each));
    history.replaceState(null, "", given.size ? `?${given}` : location.pathname);
    if (!input.value.trim()) return clear("");
    try {
      const made = await search(input.value);
      if (made.phrases.length) {
        const some = made.found.slice(0, VERIFIED), held = await Promise.all(some.map((hit) => holds(hit, made.phrases)));
        made.found = some.filter((_, i) => held[i]);
      }
      if (mine !== turn) return;
      offer(made.found);
      shown = { ...made, found: kept(made.found) };
      clear(shown.found.length ? say.found.replace("%", shown.found.length.toLocaleString(page)) : say.none);
      await put(shown, 0, mine);
    } catch (error) {
      if (mine === turn) clear(say.failed);
      throw error;
    }
  }
  function clear(text) {
    list.textContent = "";
    more.hidden = true;
    status.textContent = text;
  }

  const given = new URLSearchParams(location.search);
  for (const facet of FACETS) if (given.get(facet)) form.elements[facet].add(new Option(given.get(facet), given.get(facet), true, true));
  input.value = given.get("q") ?? "";
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  form.addEventListener("input", run);
  input.addEventListener("focus", () => open(), { once: true });
  more.addEventListener("click", async () => {
    const from = list.children.length;
    await put(shown, from, turn);
    list.children[from]?.querySelector("a").focus();
  });
  addEventListener("keydown", (event) => {  // arrows go through the results, Escape back to the words
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], links = [input, ...list.querySelectorAll("[data-title]")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && at > 0) input.focus();
    if (!step || at < 0 || !links[at + step]) return;
    event.preventDefault();
    links[at + step].focus();
  });
  if (input.value) run(); else input.focus();
})();
