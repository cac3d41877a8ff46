// Search (see README).
const form = document.querySelector("form[data-index]"), say = form.dataset, fields = form.elements;
form.hidden = false;
const [status, list, more, sheet] = document.querySelectorAll("#found, #results, #more, #result");
const page = document.documentElement.lang, own = page.split("-")[0], input = fields.q;
const FACETS = ["section", "source", "lang", "year"], SHOWN = 10;
const WEIGHTS = [1, 1.5, 2.2, 4.5];  // once, twice, often, in titles

// Each file is fetched once; the first says how words are cut.
const files = {}, json = (answer) => answer.json();
const load = (path, read, cache) => files[path] ??= fetch(path[0] === "/" ? path : say.index + path, { cache })
  .then((answer) => { if (answer.ok) return read(answer); throw path; })
  .catch((error) => { delete files[path]; throw error; });
const { volumes, names, stops, rules } = await load("index.json", json, "no-cache").catch(() => status.append(say.failed));

const [WORD, DENSE, TRIPLE, SILENT, MARKS, ARTICLE, GROUPED] = rules.patterns.map((each) => RegExp(each, "gu"));
const small = (text) => text.normalize("NFKC").replace(GROUPED, (n) => n.replace(/\D/g, "")).toLowerCase();
const fold = (word) => word.normalize("NFD").replace(MARKS, "").replace(/[^\0-\x7f]/gu, (c) => rules.letters[c] ?? (c[1] ? String.fromCharCode(57344 | c.codePointAt() & 4095) : c))
  .normalize("NFC").replace(ARTICLE, "").slice(0, rules.longest);
const isDense = (form) => !form.search(DENSE);
function pieces(word) {
  const bare = word.replace(SILENT, ""), found = bare.replace(DENSE, " ").split(/[\s‐‑-]/);
  for (const run of bare.match(DENSE) ?? []) {
    const size = run.search(TRIPLE) ? 2 : 3;
    for (let i = 0; !i || i + size <= run.length; i++) found.push(run.slice(i, i + size));
  }
  return found.map(fold).filter(Boolean);
}
const isOne = (form) => !form[1] && !isDense(form);
const shardOf = (form) => isOne(form) ? rules.shards : form < "{" ? (form < "a" ? 0 : rules.bounds.filter((b) => b <= form).length) : form.charCodeAt(0) % rules.shards;

const volume = async (lang, part) => {
  const at = `${lang}/${part}/`, facts = await load(`${at}facts.json`, json, "no-cache");
  return { lang, facts, at, stops: stops[lang].split(" ") };
};
const open = () => Promise.all(Object.keys(volumes).flatMap((lang) => volumes[lang].map((part) => volume(lang, part))));
const ahead = async (number) => { for (const volume of await open()) shard(volume, number); };
const shard = ({ at, facts }, number) => facts.shards.includes(number) && load(`${at}s${number}.bin?${facts.version}`,
  async (answer) => parse(new Uint8Array(await answer.arrayBuffer())));

function parse(bytes) {  // see shards.py
  const text = (from, to) => new TextDecoder().decode(bytes.subarray(from, to));
  let at = bytes.indexOf(10) + 1, base = "", taken = 0;
  const head = JSON.parse(text(0, at)), sets = head.s.map((set) => set.split("|")), sizes = [];
  for (let i = 0; i < head.n; i++) {
    const byte = bytes[at++], rest = byte & 15;
    sizes.push([byte >> 4, rest < 15 ? rest : 15 + bytes[at++]]);
  }
  const letters = text(at, at + head.t), bits = reader(bytes.subarray(at + head.t), head.d);
  const entries = sizes.map(([shared, rest]) => {
    base = base.slice(0, shared) + letters.slice(taken, taken += rest);
    const begin = base, forms = sets[bits.gamma() - 1].map((end) => begin + end), count = bits.gamma();
    return { forms, count, start: bits.postings(count) };
  });
  return { entries, read: ({ count, start }, found = []) => { bits.postings(count, found, start); return found; } };
}
function reader(bytes, articles) {
  let place = 0;
  const bit = () => bytes[place >> 3] >> (7 - (place++ & 7)) & 1, ones = (most) => { let n = 0; while (n < most && bit()) n++; return n; };
  const number = (width, value) => { while (width--) value = value * 2 + bit(); return value; };
  return {
    gamma() { let zeros = 0; while (!bit()) zeros++; return number(zeros, 1); },
    postings(count, found, start = place) {  // [article, weight] each
      const width = Math.max(0, 31 - Math.clz32(articles * 11 / (16 * count)));
      place = start;
      for (let last = -1; count--;) {
        const posting = [last += 1 + number(width, ones(1e6)), ones(3)];
        found?.push(posting);
      }
      return start;
    },
  };
}

// Words, the last maybe not typed to its end, and phrases.
const plainly = (text) => ` ${(small(text).replace(/[-‐‑]/g, " ").replace(DENSE, (run) => run.replace(/./g, " $& ")).match(WORD) ?? [])
  .map(fold).join(" ")} `;
function asked(query) {
  const parts = [...small(query).matchAll(/(?:^|\s)(-?)(?:["“„«「]([^"”“»」]*)["”“»」]?|(\S+))/g)], phrases = [];
  const words = parts.flatMap(([, not, phrase, word], i) => {
    const found = ((phrase ?? word).match(WORD) ?? []).flatMap(pieces);
    if (phrase && !not && found.length > 1) phrases.push(plainly(phrase));
    const isOpen = !phrase && !not && i === parts.length - 1 && !/\s$/.test(query);
    return found.map((form, j) => ({ form, not, isOpen: isOpen && j === found.length - 1 }));
  });
  return { words: words.filter(({ form }) => !isOne(form) || !words[1]), phrases,
    letter: words.findLast(({ form, isOpen }) => isOpen && isOne(form))?.form };
}
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return 9;
  let older, before = [...b, 0].map((_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] !== b[j - 1]),
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? older[j - 2] + 1 : 9);
    }
    [older, before] = [before, row];
  }
  return before[b.length];
}
// Entries that a word means, and how surely: of its stem; begun by it; its beginning, or a slip.
const says = ({ stops }, { form, isOpen }) => isOpen || !stops.includes(form);
async function look(volumes, word) {
  const { form, not, isOpen } = word, read = async (volume) => [volume, await shard(volume, shardOf(form))];
  const shards = (await Promise.all(volumes.filter((each) => says(each, word)).map(read))).filter(([, file]) => file);
  const choose = (judge) => shards.flatMap(([volume, file]) => file.entries.flatMap((entry) => {
    const sure = judge(entry.forms, volume.lang);
    return sure ? { volume, file, entry, sure } : [];
  }));
  const kin = new Set(), begun = (forms) => forms.some((each) => each.startsWith(form)) && 0.6;
  choose((forms, lang) => { if (forms.includes(form)) forms.forEach((each) => kin.add(lang + each)); });
  let hits = choose((forms, lang) => forms.some((each) => kin.has(lang + each)) ? 1 : isOpen && begun(forms));
  const ways = not || !form[3] ? [] : [
    begun,
    ([first]) => first.length >= Math.max(4, form.length - 4) && form.startsWith(first) && 0.7,
    ...(form[7] ? [1, 2] : [1]).map((edits) => (forms) => forms.some((each) => distance(form, each, edits) === edits) && 0.5),
  ];
  for (const way of ways) if (!hits[0]) hits = choose(way);
  return hits;
}
async function search(query) {
  const volumes = await open(), { words, phrases, letter } = asked(query), looked = await Promise.all(words.map((word) => look(volumes, word)));
  const rows = new Map(volumes.map((volume) => [volume, []]));
  const all = volumes.reduce((sum, { facts }) => sum + facts.articles, 0), found = [];
  looked.forEach((hits, w) => {
    const rare = 0.2 + Math.log(1 + all / (1 + hits.reduce((sum, { entry }) => sum + entry.count, 0)));
    for (const { volume, file, entry, sure } of hits) for (const [article, weight] of file.read(entry)) {
      const row = rows.get(volume)[article] ??= [];
      row[w] = Math.max(row[w] ?? 0, sure * rare * WEIGHTS[weight]);
    }
  });
  const newest = Math.max(...volumes.map(({ facts }) => facts.times.at(-1)[0]));
  for (const [volume, table] of rows) {
    const need = words.filter((word) => !word.not && says(volume, word)).length || 1;
    table.forEach((row, article) => {
      if (row.some((_, w) => words[w].not)) return;
      const share = Math.min(1, row.filter(Boolean).length / need), age = newest - time(volume.facts, article);
      found.push({ volume, article, share, score: row.reduce((sum, each) => sum + each, 0) * share ** 2
        * (1 + 0.2 * 2 ** (-age / 2)) * (volume.lang === own ? 1.1 : 1) });
    });
  }
  const most = found.reduce((most, { share }) => Math.max(most, share), 0), whole = found.filter((hit) => hit.share === 1);
  const least = whole[words.length < 3 ? 0 : 2] ? 1 : Math.min(0.5, most);
  return { phrases, letter, found: found.filter((hit) => hit.share >= least).sort((a, b) => b.score - a.score),
    forms: words.flatMap(({ form, not, isOpen }, w) => not ? [] : [{ form, isOpen: isOpen || isOne(form),
      all: new Set([form, ...looked[w].flatMap((hit) => hit.entry.forms)]) }]) };
}

function spans(text, forms) {
  const found = [], dense = forms.map(({ form }) => form).filter(isDense).join("|");
  const means = (word) => pieces(small(word)).some((piece) => forms.some(({ form, all, isOpen }) => all.has(piece) || isOpen && piece.startsWith(form)));
  for (const { 0: word, index } of text.matchAll(WORD)) if (!isDense(word) && means(word)) found.push([index, index + word.length]);
  for (const { 1: piece, index } of dense ? text.matchAll(RegExp(`(?=(${dense}))`, "g")) : []) {
    const last = found.at(-1), to = index + piece.length;
    if (last?.[1] >= index) last[1] = to; else found.push([index, to]);
  }
  return found;
}
function mark(place, text, forms) {
  let at = 0;
  place.textContent = "";
  for (const [from, to] of spans(text, forms)) {
    const mark = document.createElement("mark");
    mark.append(text.slice(from, to));
    place.append(text.slice(at, from), mark);
    at = to;
  }
  place.append(text.slice(at));
}
async function card({ volume: { at, facts }, article }) {
  for (const [number, count] of facts.cards) {
    if (article < count) return (await load(`${at}c${number}.json?${facts.version}`, json))[article];
    article -= count;
  }
}
const body = (href) => load(href, async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html")
  .querySelector(".body")?.textContent.replace(/\s+/g, " ") ?? "");
function excerpt(text, forms) {
  const parts = text.match(/[^.!?。！？؟]+[.!?。！？؟]*["”»]?\s*/g) ?? [];
  const counts = parts.map((part) => new Set(spans(part, forms).map(([from, to]) => small(part.slice(from, to)))).size);
  const at = counts.indexOf(Math.max(...counts));
  return counts[at] && (at ? "… " : "") + parts.slice(at, at + 2).join("").replace(/^(.{230}\S{0,30}).+/, "$1…");
}
const holding = (phrases) => async (hit) => {
  const [href, title, summary] = await card(hit), has = (text) => phrases.every((each) => plainly(text).includes(each));
  return (has(`${title} . ${summary}`) || has(await body(href))) && hit;
};
const time = ({ times }, article) => times.find(([, count]) => (article -= count) < 0)[0];
function value({ volume: { facts, lang }, article }, facet) {
  if (facet === "year") return `${time(facts, article) | 0}`;
  const [every, signs] = facts[`${facet}s`] ?? [];
  return every ? every[signs.charCodeAt(article) - 35] : lang;
}
const kept = (found, but) => FACETS.reduce((some, facet) => {
  const chosen = facet !== but && fields[facet].value;
  return chosen ? some.filter((hit) => value(hit, facet) === chosen) : some;
}, found);
function offer(found) {
  for (const facet of FACETS) {
    const field = fields[facet], chosen = field.value, counts = new Map(chosen && [[chosen, 0]]);
    for (const hit of kept(found, facet)) { const name = value(hit, facet); counts.set(name, (counts.get(name) ?? 0) + 1); }
    const every = [...counts].filter(([name]) => name).sort(([a, n], [b, m]) => facet === "year" ? b - a : m - n);
    field.replaceChildren(field[0], ...every.map(([name, count]) =>
      new Option(`${facet === "lang" && names[name] || name} (${count.toLocaleString(page)})`, name)));
    field.value = chosen;
    field.parentElement.hidden = !every[1] && !chosen;
  }
}
async function put({ found, forms }, from, mine) {
  const some = found.slice(from, from + SHOWN), cards = await Promise.all(some.map(card));
  if (mine !== turn) return;
  const items = cards.map(([href, title, summary, published, since], i) => {
    const item = sheet.content.firstElementChild.cloneNode(true), at = (name) => item.querySelector(`[data-${name}]`), { lang } = some[i].volume;
    at("title").href = href;
    mark(at("title"), title, forms);
    mark(at("excerpt"), summary, forms);
    at("title").lang = at("excerpt").lang = lang;
    for (const facet of FACETS.slice(0, 2)) at(facet).append(value(some[i], facet));
    at("lang").append(lang === own ? "" : names[lang]);
    const day = new Date(published.slice(0, 10)).toLocaleDateString(page, { dateStyle: "long", timeZone: "UTC" });
    at("day").append(since ? say.since.replace("%", day) : day);
    at("day").dateTime = published;
    return item;
  });
  if (!from) list.textContent = "";
  list.append(...items);
  if (from) items[0].querySelector("a").focus();
  more.hidden = from + SHOWN >= found.length;
  await new Promise((done) => setTimeout(done, 250));
  for (const [i, [href, title, summary]] of cards.slice(0, 5).entries()) {
    const missing = forms.filter((each) => !spans(`${title} ${summary}`, [each])[0]);
    const text = missing[0] && mine === turn && excerpt(await body(href).catch(() => ""), missing);
    if (text) mark(items[i].querySelector("[data-excerpt]"), text, forms);
  }
}
let turn = 0, shown;
function clear(text) {
  list.textContent = "";
  more.hidden = true;
  status.textContent = text;
}
async function run() {
  const mine = ++turn, given = new URLSearchParams([...new FormData(form)].filter(([, each]) => each));
  try {
    history.replaceState(null, "", `?${given}`);
    if (!input.value.trim()) return clear("");
    const made = await search(input.value);
    if (made.phrases[0]) {
      const left = made.found.slice(0, 60);
      for (made.found = []; left[0] && !made.found[SHOWN] && mine === turn;) {
        made.found.push(...(await Promise.all(left.splice(0, SHOWN).map(holding(made.phrases)))).filter(Boolean));
      }
    }
    if (mine !== turn) return;
    offer(made.found);
    shown = { ...made, found: kept(made.found) };
    if (!shown.found[0]) return clear(say.none);
    status.textContent = say.found.replace("%", shown.found.length.toLocaleString(page));
    const done = put(shown, 0, mine);
    if (made.letter) ahead(shardOf(`${made.letter}o`));  // likely
    await done;
  } catch {
    if (mine === turn) clear(say.failed);
  }
}

for (const [name, each] of new URLSearchParams(location.search)) {
  if (FACETS.includes(name)) fields[name].add(new Option(each, each, true, true));
  if (name === "q") input.value = each;
}
form.onsubmit = () => false;
form.oninput = run;
more.onclick = () => put(shown, list.children.length, turn);
onkeydown = (event) => {
  const links = [input, ...list.querySelectorAll("[data-title]")], at = links.indexOf(document.activeElement);
  const to = { Escape: -at, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (at < 0 || !to || !links[at + to]) return;
  event.preventDefault();
  links[at + to].focus();
};
if (input.value) run();
else {
  input.focus();
  ahead(rules.shards);
}
