/* A change that waited for the one before it is sent with the old values that the page has by then. */
export function sendFreshOldValues() {
  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement, request } = event.detail.ctx;
    if (!request.body?.set) return;
    for (const old of sourceElement.querySelectorAll("input[name^=initial-]")) request.body.set(old.name, old.value);
  });
}
