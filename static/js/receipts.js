/* A receipt goes away by itself when there is nothing to undo; any notice can be closed. */
const SECONDS = 6;

export function closeNotices(words) {
  const place = document.getElementById("notices");
  const tend = () => {
    for (const notice of place.querySelectorAll(".notice:not([data-tended])")) {
      notice.dataset.tended = "";
      const close = document.createElement("button");
      close.type = "button";
      close.className = "notice__close";
      close.setAttribute("aria-label", words.close);
      close.textContent = "×";
      close.addEventListener("click", () => notice.remove());
      notice.append(close);
      const passing = !notice.querySelector("form") && notice.matches(".notice--success, .notice--receipt");
      if (passing) setTimeout(() => notice.remove(), SECONDS * 1000);
    }
  };
  tend();
  new MutationObserver(tend).observe(place, { childList: true });
}
