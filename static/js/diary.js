// What a browser can add to pages that work without it. Every sentence for people is in the page.

const live = document.getElementById("live");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const PATIENCE = 1000;
const GIVE_UP = 30000;
const TOKEN = "csrfmiddlewaretoken";
const ENVELOPE = ["operation", TOKEN];

// The last body that was sent from a form: another answer is another operation.
const sent = new WeakMap();
// The details as they were shown; nothing for a form that was refused.
const drawn = new WeakMap();
let saving = false;
let announcement;

// `words`: a sentence, or a part of a page with a link in it.
function say(words, seen = false) {
  clearTimeout(announcement);
  live.classList.toggle("seen", seen);
  live.replaceChildren(words);
}

// --- what a page is given when it is shown ---

function furnish(main) {
  for (const input of main.querySelectorAll("[data-zone]")) {
    // A zone that was chosen stays; one that is not in the list is no choice.
    if (input.type === "hidden" || !input.value) input.value = zone ?? "";
    if (input.selectedIndex === -1) input.value = "";
  }
  // Nobody is asked what the device tells.
  for (const field of main.querySelectorAll("[data-zone-field]")) {
    field.hidden = field.querySelector("[data-zone]").value === zone && !field.querySelector(".errorlist");
  }
  for (const hint of main.querySelectorAll("[data-zone-hint]")) hint.hidden = sameTime(hint.dataset.zoneHint);
  for (const button of main.querySelectorAll("[data-add-row]")) button.hidden = false;
  // What is typed below stays on the page, so a tap need not take it along.
  for (const tap of main.querySelectorAll("button[form=details][name]")) tap.setAttribute("form", "day");
  const details = main.querySelector("form[data-keep]");
  if (details && !main.querySelector("[data-refused]")) drawn.set(details, String(answerOf(details)));
}

// What was just saved is said once: the mark that asks for it does not stay in the address.
function address(url) {
  const bare = new URL(url);
  for (const mark of ["saved", "undone", "recorded", "withdrawn"]) bare.searchParams.delete(mark);
  history.replaceState(null, "", bare);
}

// Zones have several names, so it is the clocks that are compared.
function sameTime(other) {
  try {
    const now = new Date();
    return now.toLocaleString("en") === now.toLocaleString("en", { timeZone: other });
  } catch {
    return true;
  }
}

function addRow(button) {
  const rows = button.parentElement.querySelector("ol");
  const row = rows.lastElementChild.cloneNode(true);
  for (const one of row.querySelectorAll(".error, .instead")) one.remove();
  for (const field of row.querySelectorAll("input, select")) {
    field.value = "";
    field.removeAttribute("id");
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  for (const number of row.querySelectorAll("[data-number]")) number.textContent = rows.children.length + 1;
  rows.append(row);
  return row;
}

// --- saving without leaving the page ---

function answerOf(form, button) {
  const answer = new URLSearchParams(new FormData(form));
  if (button?.name) answer.append(button.name, button.value);
  // What only says who sends it and that it is sent once is no answer.
  for (const name of ENVELOPE) answer.delete(name);
  return answer;
}

function bodyOf(form, button) {
  const body = answerOf(form, button);
  const before = sent.get(form);
  if (before !== undefined && before !== String(body) && crypto.randomUUID) {
    form.elements.operation.value = crypto.randomUUID();
  }
  sent.set(form, String(body));
  for (const name of ENVELOPE) body.set(name, form.elements[name].value);
  return body;
}

async function send(form, button) {
  const url = button?.hasAttribute("formaction") ? button.formAction : form.action;
  return ask(url, { method: "POST", body: bodyOf(form, button) });
}

async function ask(url, request) {
  const answer = await fetch(url, { ...request, signal: AbortSignal.timeout?.(GIVE_UP) });
  return { answer, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

// Logging in again in another tab makes the tokens of this page old. Whose diary it is stands in the
// form, so what was typed here is not saved for whoever else may be logged in now.
async function renewToken() {
  const { page } = await ask(location.href);
  const fresh = page.querySelector(`[name=${TOKEN}]`)?.value;
  if (fresh) for (const input of document.querySelectorAll(`[name=${TOKEN}]`)) input.value = fresh;
  return fresh;
}

async function save(form, button) {
  if (saving) return say(live.dataset.saving, true);
  saving = true;
  say("");
  const slow = setTimeout(() => say(live.dataset.saving, true), PATIENCE);
  try {
    let { answer, page } = await send(form, button);
    if (answer.status === 403 && (await renewToken())) ({ answer, page } = await send(form, button));
    say("");
    show(page, answer, form);
  } catch {
    // The form stays as it is, its operation too: sent again, it is carried out once.
    say(live.dataset.noConnection, true);
  } finally {
    clearTimeout(slow);
    saving = false;
  }
}

function show(page, answer, form) {
  const main = page.querySelector("main");
  if (main?.querySelector("[data-log]")) {
    replaceMain(main, page.title, form);
    if (answer.redirected) address(answer.url);
  } else if (answer.ok && main && !unsaved()) {
    leave(answer.url);
  } else if (main) {
    // What was typed is worth more than the page that came instead.
    say(main.querySelector("template[data-still-here]")?.content ?? wordsOf(main), true);
  } else {
    throw new Error("not a page of the diary");
  }
}

function wordsOf(main) {
  const words = (main.querySelector(".notice") ?? main).textContent;
  return words.trim().split(/\s*\n\s*/, 2).join(" ");
}

function replaceMain(main, title, form) {
  const before = document.querySelector("main");
  const typed = form.matches("[data-keep]") ? null : before.querySelector("form[data-keep]");
  furnish(main);
  if (typed) carryOver(typed, main.querySelector("form[data-keep]"));
  before.replaceWith(main);
  document.title = title;
  const target = main.querySelector("[data-refused]") ?? main.querySelector("h1");
  target.focus({ preventScroll: true });
  scrollTo(0, 0);
  const said = main.querySelector("[data-said]");
  // After the focus has moved, or the heading would cut the sentence off.
  if (said) announcement = setTimeout(() => say(said.textContent), 150);
}

// --- details typed but not saved yet ---

function changed(form) {
  return drawn.get(form) !== String(answerOf(form));
}

function alike(form, name) {
  return [...form.querySelectorAll(`[name=${name}]`)];
}

// A tap above leaves what is being typed below as it is.
function carryOver(typed, form) {
  if (!form || !changed(typed)) return;
  // What was typed keeps the version it was typed for: the server tells by it what was changed here.
  form.elements.version.value = typed.elements.version.value;
  const add = form.querySelector("[data-add-row]");
  while (alike(form, "medicine").length < alike(typed, "medicine").length) addRow(add);
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden") continue;
    const from = alike(typed, field.name)[alike(form, field.name).indexOf(field)];
    if (!from) continue;
    if (field.type === "radio") field.checked = from.checked;
    else field.value = from.value;
  }
  for (const fold of form.querySelectorAll("details")) fold.open ||= typed.querySelector("details")?.open;
  form.closest("details").open = true;
}

function unsaved() {
  const form = document.querySelector("form[data-keep]");
  return form !== null && changed(form);
}

let leaving = false;

function leave(url) {
  leaving = true;
  location.assign(url);
}

// --- colours: one tap changes them and nothing else ---

const root = document.documentElement;

function paint(theme) {
  const before = root.dataset.theme;
  const dim = document.querySelector("button[form=dim]");
  // Lit again, it is as it was before: the page tells what that was, or we have just seen it.
  if (dim) dim.value = theme !== "dim" ? "dim" : before !== "dim" ? before : dim.value;
  root.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-colours] button")) press(button, button.value === theme);
  if (dim) press(dim, theme === "dim");
  meta("color-scheme", getComputedStyle(root).colorScheme);
  meta("theme-color", theme === "auto" ? null : getComputedStyle(root).backgroundColor);
}

function press(button, is) {
  button.setAttribute("aria-pressed", is);
}

function meta(name, content) {
  const there = document.querySelector(`meta[name="${name}"]`);
  if (content === null) return there?.remove();
  const tag = there ?? Object.assign(document.createElement("meta"), { name });
  tag.content = content;
  if (!there) document.head.append(tag);
}

// Kept for the next page in the background. Where that fails, the colours of this page have changed anyway.
function keepColours(form, button) {
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
}

// --- events, once for every page that will be shown ---

document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-save]")) {
    event.preventDefault();
    save(event.target, event.submitter);
  } else if (event.target.matches("form[data-colours]") && event.submitter) {
    event.preventDefault();
    keepColours(event.target, event.submitter);
    paint(event.submitter.value);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (button) addRow(button).querySelector("input").focus();
});

addEventListener("beforeunload", (event) => {
  if (!leaving && unsaved()) event.preventDefault();
});

// Back and forward may show a page as it was: ask for it anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

furnish(document.querySelector("main"));
address(location.href);
