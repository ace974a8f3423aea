/* Drop-downs on <details>: one open at a time, closed by Escape and by a click elsewhere, walked with the arrows. */
(() => {
  "use strict";
  const open = () => [...document.querySelectorAll("details[data-menu][open]")];
  const shut = (menu, refocus) => { menu.open = false; if (refocus) menu.querySelector("summary").focus(); };
  const stops = (menu) => [...menu.querySelectorAll("[data-menu-list] a, [data-menu-list] button, [data-menu-list] input, [data-menu-list] select")].filter((one) => one.offsetParent && !one.disabled);

  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.("details[data-menu]") || !menu.open) return;
    open().forEach((other) => { if (other !== menu && !other.contains(menu)) shut(other); });
    const list = menu.querySelector("[data-menu-list]"), box = list.getBoundingClientRect();
    if (box.bottom > innerHeight - 8 && !menu.classList.contains("menu-up")) list.scrollIntoView({ block: "nearest" });
  }, true);
  document.addEventListener("click", (event) => open().forEach((menu) => { if (!menu.contains(event.target)) shut(menu); }));
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details[data-menu]");
    if (event.key === "Escape") { const last = open().pop(); if (last) { event.preventDefault(); shut(last, true); } return; }
    if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) || event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    menu.open = true;
    const all = stops(menu), here = all.indexOf(document.activeElement);
    const next = { ArrowDown: here + 1, ArrowUp: here < 0 ? all.length - 1 : here - 1, Home: 0, End: all.length - 1 }[event.key];
    all[(next + all.length) % all.length]?.focus();
  });
})();
