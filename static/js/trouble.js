/* What went wrong on the way to the server, in words and with what to do; never a silent page. */
const place = document.getElementById("trouble");

/* Show a sentence, with a link to signing in where that helps. */
export function say(sentence, signIn) {
  const notice = document.createElement("div");
  notice.className = "notice";
  const words = document.createElement("p");
  words.textContent = sentence;
  notice.append(words);
  if (signIn) {
    const link = document.createElement("a");
    link.href = `${place.dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.textContent = signIn;
    notice.append(link);
  }
  place.replaceChildren(notice);
}

export function tellTrouble(words) {
  document.addEventListener("htmx:response:error", (event) => {
    const { status } = event.detail.ctx.response;
    if (status === 401) say(words.signedOut, words.signIn);
    else if (status !== 409 && status !== 422) say(words.failed);
  });
  document.addEventListener("htmx:error", () => say(words.lost));
  document.addEventListener("htmx:after:swap", (event) => event.detail.ctx.swap === "none" || place.replaceChildren());
}
