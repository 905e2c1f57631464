/* Unsaved words are kept on the device, field by field, until the server has them; signing out clears all. */
const PREFIX = "kept:";
const person = () => document.body.dataset.person;
const keyOf = (field) => {
  const form = field.form;
  return form && form.dataset.keep && field.name && person()
    ? `${PREFIX}${person()}:${form.dataset.keep}:${field.name}`
    : null;
};
const keepable = (field) => field.matches("input:not([type=hidden], [type=password], [type=radio], [type=checkbox]), textarea");

function store(field) {
  const key = keyOf(field);
  if (!key || !keepable(field)) return;
  if (field.value === field.defaultValue) localStorage.removeItem(key);
  else localStorage.setItem(key, field.value);
}

function bringBack() {
  let found = false;
  for (const form of document.querySelectorAll("form[data-keep]")) {
    for (const field of form.elements) {
      const key = keyOf(field);
      if (!key || !keepable(field)) continue;
      const kept = localStorage.getItem(key);
      if (kept === null) continue;
      if (kept === field.value || kept === field.defaultValue) {
        localStorage.removeItem(key);
        continue;
      }
      field.value = kept;
      found = true;
    }
  }
  return found;
}

function forget(form) {
  const start = `${PREFIX}${person()}:${form.dataset.keep}:`;
  for (const key of Object.keys(localStorage)) if (key.startsWith(start)) sessionStorage.setItem(`sent:${key}`, "1");
}

/* What was sent is forgotten when the next page shows that the server has it: no 422, so no error list. */
function clearReceived() {
  const refused = document.getElementById("errors") || document.querySelector(".form-error-message");
  for (const sent of Object.keys(sessionStorage)) {
    if (!sent.startsWith("sent:")) continue;
    sessionStorage.removeItem(sent);
    if (!refused && person() && document.querySelector("main[data-answered], .notice")) localStorage.removeItem(sent.slice(5));
  }
}

function clearAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

export function keepWords() {
  clearReceived();
  if (bringBack()) {
    const trouble = document.getElementById("trouble");
    const notice = document.createElement("div");
    notice.className = "notice";
    notice.textContent = trouble.dataset.kept;
    trouble.append(notice);
    setTimeout(() => notice.remove(), 8000);
  }
  document.addEventListener("input", (event) => store(event.target));
  document.addEventListener("submit", (event) => {
    if (event.target.closest(".sign-out")) clearAll();
    else if (event.target.dataset.keep) forget(event.target);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const ctx = event.detail.ctx;
    if (!ctx || !ctx.response || ctx.response.status !== 200) return;
    const place = ctx.sourceElement;
    for (const field of place ? place.querySelectorAll("[name]") : []) {
      const key = keyOf(field);
      if (key) localStorage.removeItem(key);
    }
  });
}
