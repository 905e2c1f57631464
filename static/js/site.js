/* Behaviours of every page, each a module of its own. Everything works without them. */
import { keepWords } from "./keep.js";
import { tellTrouble } from "./trouble.js";

document.documentElement.classList.add("has-script");
keepWords();
tellTrouble();

document.addEventListener("htmx:after:swap", () => {
  const opened = document.querySelector("[data-focus]");
  if (opened) {
    opened.removeAttribute("data-focus");
    opened.focus({ preventScroll: false });
  }
});
