/* Menus are popovers: the browser opens one at a time, closes it by Escape and by a click elsewhere, and gives the focus back.
   Here: the arrows walk it, an act closes it, and older browsers place it. */
(() => {
  "use strict";
  /* Firefox before 125 knows no popover; there a menu is open as long as it has the focus (menu.css). */
  const popovers = "popover" in HTMLElement.prototype;
  house.menuOpen = popovers ? "[data-menu-list]:popover-open" : "[data-menu]:focus-within > [data-menu-list]";
  const stops = (list) => [...list.querySelectorAll("a, button, input, select")].filter((one) => one.offsetParent && !one.disabled);
  house.walkMenu = (menu, key) => {
    const list = menu.querySelector("[data-menu-list]");
    list.togglePopover?.(true);
    const all = stops(list), here = all.indexOf(document.activeElement);
    const next = { ArrowDown: here + 1, ArrowUp: here < 0 ? all.length - 1 : here - 1, Home: 0, End: all.length - 1 }[key];
    all[(next + all.length) % all.length]?.focus();
  };

  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("[data-menu]");
    if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
    if (event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    house.walkMenu(menu, event.key);
  });
  document.addEventListener("submit", (event) => event.submitter?.closest("[data-menu-list]")?.hidePopover?.());

  if (!popovers || CSS.supports("anchor-scope", "all")) return;
  /* Fixed to the window: below the button at its side, above it where more room is there. */
  document.addEventListener("beforetoggle", ({ target: list, newState }) => {
    if (newState !== "open" || !list.matches("[data-menu-list]")) return;
    const { top, right, bottom, left } = list.previousElementSibling.getBoundingClientRect();
    const below = innerHeight - bottom > Math.min(top, 320), start = list.parentElement.matches(".menu-start, .menu-up");
    Object.assign(list.style, {
      margin: "0",
      top: below ? `${bottom + 4}px` : "auto",
      bottom: below ? "auto" : `${innerHeight - top + 4}px`,
      left: start ? `${left}px` : "auto",
      right: start ? "auto" : `${Math.max(8, document.documentElement.clientWidth - right)}px`,
    });
  }, true);
  const shut = () => document.querySelector(house.menuOpen)?.hidePopover();
  addEventListener("resize", shut);
  addEventListener("scroll", ({ target }) => { if (!target.closest?.("[data-menu-list]")) shut(); }, { capture: true, passive: true });
})();
