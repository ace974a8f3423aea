/* The focus is never lost: after a swap it returns to the same element, or to what the answer asks for. */
(() => {
  "use strict";
  let last = null;
  document.addEventListener("htmx:before:swap", () => {
    const element = document.activeElement;
    last = element && element !== document.body ? {
      id: element.id,
      name: element.name,
      value: element.type === "radio" ? element.value : null,
      near: element.closest("[id]")?.id,
      at: element.selectionStart ?? null,
    } : null;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const asked = document.querySelector("[data-focus]:not([data-focused])");
    if (asked) return take(asked);
    if (last && (!document.activeElement || document.activeElement === document.body)) back(last);
    const words = event.target.closest?.("[data-announce]")?.dataset.announce
      || document.querySelector("[data-announce-now]")?.dataset.announceNow;
    if (words) house.announce(words);
  });
  const take = (element) => {
    element.dataset.focused = "yes";
    element.focus({ preventScroll: false });
  };
  const back = ({ id, name, value, near, at }) => {
    const named = name && `[name="${CSS.escape(name)}"]${value === null ? "" : `[value="${CSS.escape(value)}"]`}`;
    const holder = near && document.getElementById(near);
    const alike = named && ((holder && holder.querySelector(named)) || document.querySelector(named));
    const element = (id && document.getElementById(id)) || alike || holder;
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
    const inside = target.matches("input, select, textarea") ? null : target.querySelector("input:checked, input, select, textarea");
    const input = inside || target;
    (document.getElementById(`${id}-field`) || input).scrollIntoView({ block: "center" });
    input.focus({ preventScroll: true });
  });
})();
