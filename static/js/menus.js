/* Drop-downs on <details>: one open at a time, closed by Escape and by a click elsewhere, walked with the arrows. */
(() => {
  "use strict";
  const open = () => [...document.querySelectorAll("details[data-menu][open]")];
  const shut = (menu, refocus) => { menu.open = false; if (refocus) menu.querySelector("summary").focus(); };
  const stops = (menu) => [...menu.querySelectorAll("[data-menu-list] a, [data-menu-list] button, [data-menu-list] input, [data-menu-list] select")].filter((one) => one.offsetParent && !one.disabled);

  /* Fixed to the window, so that no scrolling column cuts it off; above its button where there is no room below. */
  const place = (menu) => {
    const list = menu.querySelector("[data-menu-list]"), at = menu.querySelector("summary").getBoundingClientRect();
    list.style.position = "fixed";
    const height = list.offsetHeight, width = list.offsetWidth;
    const below = at.bottom + 4 + height <= innerHeight - 8 || at.top < height + 12;
    list.style.top = `${Math.max(8, below ? Math.min(at.bottom + 4, innerHeight - height - 8) : at.top - height - 4)}px`;
    list.style.left = `${Math.max(8, Math.min(menu.classList.contains("menu-start") ? at.left : at.right - width, innerWidth - width - 8))}px`;
    list.style.right = "auto";
  };
  addEventListener("scroll", (event) => open().forEach((menu) => { if (!menu.classList.contains("menu-up") && event.target.contains?.(menu) && !menu.querySelector("[data-menu-list]").contains(event.target)) shut(menu); }), { capture: true, passive: true });
  addEventListener("resize", () => open().forEach((menu) => shut(menu)));

  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.("details[data-menu]") || !menu.open) return;
    open().forEach((other) => { if (other !== menu && !other.contains(menu)) shut(other); });
    if (!menu.classList.contains("menu-up")) place(menu);
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
