/* The focus is never lost: after a swap it returns to the same element, or to what the answer asks for. */
(() => {
  "use strict";
  let last = null;
  document.addEventListener("htmx:before:swap", () => {
    const element = document.activeElement;
    last = element && element !== document.body ? { id: element.id, name: element.name, value: element.type === "radio" ? element.value : null, near: element.closest("[id]")?.id, at: element.selectionStart ?? null } : null;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const asked = document.querySelector("[data-focus]:not([data-focused])");
    if (asked) return take(asked);
    if (last && (!document.activeElement || document.activeElement === document.body)) back(last);
    const words = event.target.closest?.("[data-announce]")?.dataset.announce || document.querySelector("[data-announce-now]")?.dataset.announceNow;
    if (words) house.announce(words);
  });
  const take = (element) => {
    element.dataset.focused = "yes";
    element.focus({ preventScroll: false });
  };
  const back = ({ id, name, value, near, at }) => {
    const byValue = name && value !== null ? `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]` : name ? `[name="${CSS.escape(name)}"]` : null;
    const holder = near && document.getElementById(near);
    const element = (id && document.getElementById(id)) || (byValue && ((holder && holder.querySelector(byValue)) || document.querySelector(byValue))) || holder;
    if (!element) return document.getElementById("main")?.focus({ preventScroll: true });
    if (!element.matches("a, button, input, select, textarea, summary, [tabindex]")) element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
    if (at !== null && element.setSelectionRange && /^(text|search|tel|url|)$/.test(element.type || "")) element.setSelectionRange(at, at);
  };
  house.dress(() => {
    const asked = document.querySelector("[data-focus]:not([data-focused])");
    if (asked) take(asked);
  });
  /* A link of the error summary goes to the input itself, not only to its place on the page. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#'], .stale a[href^='#']");
    if (!link) return;
    const id = link.getAttribute("href").slice(1);
    const target = document.getElementById(id) || document.getElementById(`${id}-field`);
    if (!target) return;
    event.preventDefault();
    const input = target.matches("input, select, textarea") ? target : target.querySelector("input:checked, input, select, textarea") || target;
    (document.getElementById(`${id}-field`) || input).scrollIntoView({ block: "center" });
    input.focus({ preventScroll: true });
  });
})();
