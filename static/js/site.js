/* Behaviours of every page, each a module of its own. Everything works without them. */
import { offerLink } from "./copy.js";
import { sendFreshOldValues } from "./fresh.js";
import { keepWords } from "./keep.js";
import { closeNotices } from "./receipts.js";
import { say, tellTrouble } from "./trouble.js";

const words = document.getElementById("trouble").dataset;
/* The buttons that save stay where htmx has not come. */
if (window.htmx) document.documentElement.classList.add("has-script");
tellTrouble(words);
keepWords(say, words);
closeNotices(words);
sendFreshOldValues();
offerLink();

/* A part that was opened in place takes the focus, and its link when it is closed: the keyboard goes on from there. */
document.addEventListener("htmx:after:swap", (event) => {
  const opened = document.querySelector("[data-focus]");
  opened?.removeAttribute("data-focus");
  opened?.focus();
  const closed = event.detail.ctx.target?.matches?.(".part") && document.getElementById(event.detail.ctx.target.id);
  if (closed && !opened) closed.querySelector("h3 a")?.focus();
});
