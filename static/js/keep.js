/* Unsaved words stay on the device, field by field, until the server has them. Signing out clears them. */
const person = document.body.dataset.person;
const KEPT = `kept:${person}:`;
const SENT = "sent:";
const WORDS = "input:not([type=hidden], [type=password], [type=radio], [type=checkbox]), textarea";

function keyOf(field) {
  const keep = field.form?.dataset.keep;
  return keep && field.name && field.matches(WORDS) ? `${KEPT}${keep}:${field.name}` : null;
}

function keysFrom(storage, start) {
  return Object.keys(storage).filter((key) => key.startsWith(start));
}

/* The old value that the page carries for the server, so that a colleague's newer words become a conflict. */
const oldValue = (field) => field.form.elements.namedItem(`initial-${field.name}`);

function keep(field) {
  const key = keyOf(field);
  if (!key) return;
  if (field.value === field.defaultValue) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify({ words: field.value, was: oldValue(field)?.value }));
}

/* A form that was sent is forgotten when the next page brings the receipt, and not before. */
function forgetReceived() {
  const received = document.querySelector(".notice--success") !== null;
  for (const sent of keysFrom(sessionStorage, SENT)) {
    if (received) for (const key of keysFrom(localStorage, sent.slice(SENT.length))) localStorage.removeItem(key);
    sessionStorage.removeItem(sent);
  }
}

function bringBack(root) {
  const refused = document.querySelector(".form-error-message") !== null;
  let broughtBack = false;
  for (const field of root.querySelectorAll(WORDS)) {
    const key = keyOf(field);
    const kept = key && localStorage.getItem(key);
    if (!kept) continue;
    const { words, was } = JSON.parse(kept);
    if (words !== field.value) {
      field.value = words;
      if (was !== undefined && oldValue(field)) oldValue(field).value = was;
      for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      broughtBack = true;
    } else if (!refused && words === field.defaultValue) {
      localStorage.removeItem(key);
    }
  }
  document.documentElement.classList.toggle("has-kept", broughtBack);
  return broughtBack;
}

/* Choosing a language loads the page again: what stood in the forms is put back, radios and all. */
const TURNED = "turned:";
const asked = () => document.querySelectorAll("form[data-keep]");

function holdAnswers() {
  for (const form of asked()) sessionStorage.setItem(TURNED + form.dataset.keep, new URLSearchParams(new FormData(form)).toString());
}

function putAnswersBack() {
  for (const form of asked()) {
    const held = sessionStorage.getItem(TURNED + form.dataset.keep);
    if (held === null) continue;
    sessionStorage.removeItem(TURNED + form.dataset.keep);
    const answers = new URLSearchParams(held);
    for (const field of form.elements) {
      if (!answers.has(field.name) || field.type === "hidden") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = answers.getAll(field.name).includes(field.value);
      else field.value = answers.get(field.name);
    }
    form.querySelector(":checked")?.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/* `say` shows a sentence; `words.kept` is the one that tells of words brought back. */
export function keepWords(say, words) {
  if (!person) return;
  forgetReceived();
  putAnswersBack();
  if (bringBack(document)) say(words.kept);
  document.addEventListener("input", (event) => keep(event.target));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches(".sign-out")) keysFrom(localStorage, KEPT).forEach((key) => localStorage.removeItem(key));
    else if (form.matches(".languages")) holdAnswers();
    else if (form.dataset.keep) sessionStorage.setItem(`${SENT}${KEPT}${form.dataset.keep}:`, "");
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { sourceElement, response } = event.detail.ctx;
    if (response?.status !== 200 || !sourceElement.hasAttribute("hx-post")) return;
    for (const field of sourceElement.querySelectorAll(WORDS)) {
      const key = keyOf(field);
      if (key) localStorage.removeItem(key);
    }
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.request.method === "GET" && bringBack(document)) say(words.kept);
  });
}
