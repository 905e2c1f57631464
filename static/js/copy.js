/* A button that copies an address: the one it carries, or that of the page, without the place on it. Where a browser cannot copy, there is none. */
export function offerLink() {
  const button = document.querySelector("[data-copy-link]");
  if (!button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { copyLink, copied, refused } = button.dataset;
    const address = copyLink || location.origin + location.pathname;
    const words = await navigator.clipboard.writeText(address).then(() => copied, () => refused);
    const notice = document.createElement("div");
    notice.className = `notice${words === copied ? " notice--receipt" : ""}`;
    notice.append(Object.assign(document.createElement("p"), { textContent: words }));
    document.getElementById("notices").replaceChildren(notice);
  });
}
