/* The keyboard: / searches, g and a letter goes, n makes new, j and k walk, ? lists. Elements name their keys in data-keys. */
(() => {
  "use strict";
  let first = "", since = 0;
  const LINES = "[data-card], [data-line], .rows > li, .list tbody tr";
  const typing = (target) =>
    target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const shown = (element) => element.offsetParent !== null || element.getClientRects().length > 0;
  const search = () => { const box = document.getElementById("search"); box?.focus(); box?.select(); };
  const list = () => document.getElementById("keys")?.showModal();

  const walk = (step) => {
    const lines = [...document.querySelectorAll(LINES)].filter(shown);
    if (!lines.length) return;
    const here = lines.indexOf(document.activeElement?.closest(LINES));
    const next = lines[Math.max(0, Math.min(lines.length - 1, here + step))];
    const stop = next.matches("[data-card]") ? next : next.querySelector("a[href], button") || next;
    stop.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const save = (event) => {
    const form = event.target.closest?.("form[data-form]");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector(".actions .btn.primary") || undefined);
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) return save(event);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(target)) return;
    if (document.querySelector("dialog[open]")) return;
    const alone = { "/": search, "?": list }[key];
    if (alone) { event.preventDefault(); return alone(); }
    const chord = Date.now() - since < 1200 && first ? `${first} ${key}` : key;
    const goal = [...document.querySelectorAll(`[data-keys="${CSS.escape(chord)}"]`)].find(shown);
    if (chord.includes(" ")) first = "";
    if (goal && !(target.closest?.("[data-card]") && /^[[\]]$/.test(key))) {
      event.preventDefault();
      goal.focus();
      return goal.click();
    }
    if (key === "g") { first = "g"; since = Date.now(); return; }
    if (!chord.includes(" ") && (key === "j" || key === "k")) { event.preventDefault(); walk(key === "j" ? 1 : -1); }
  });

  /* A click on the veil hits the dialog itself, one inside hits its content. */
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-list]")) list();
    else if (event.target.matches("dialog")) event.target.close();
  });
  house.dress((root) => root.querySelectorAll("[data-keys-list]").forEach((button) => { button.hidden = false; }));
})();
