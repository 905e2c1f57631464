/* When a fragment could not be saved, say what happened and what to do; never leave a silent page. */
function say(words, link) {
  const place = document.getElementById("trouble");
  const notice = document.createElement("div");
  notice.className = "notice notice--error";
  const text = document.createElement("p");
  text.textContent = words;
  notice.append(text);
  if (link) {
    const way = document.createElement("a");
    way.href = `${place.dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`;
    way.textContent = link;
    notice.append(way);
  }
  place.replaceChildren(notice);
}

export function tellTrouble() {
  const words = document.getElementById("trouble").dataset;
  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail.ctx.response.status;
    if (status === 401) say(words.signedOut, words.signIn);
    else if (status !== 422 && status !== 409) say(words.failed);
  });
  document.addEventListener("htmx:error", () => say(words.lost));
}
