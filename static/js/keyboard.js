/* The keyboard: / searches, g and a letter goes, n makes new, j and k walk, ? lists. Elements name their keys in data-keys. */
(() => {
  "use strict";
  let first = "", since = 0;
  const typing = (target) => target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const shown = (element) => element.offsetParent !== null || element.getClientRects().length > 0;

  const walk = (step) => {
    const lines = [...document.querySelectorAll("[data-card], [data-line], .rows > li, .list tbody tr")].filter(shown);
    if (!lines.length) return;
    const here = lines.indexOf(document.activeElement?.closest("[data-card], [data-line], .rows > li, .list tbody tr"));
    const next = lines[Math.max(0, Math.min(lines.length - 1, here + step))];
    const stop = next.matches("[data-card]") ? next : next.querySelector("a[href], button") || next;
    stop.focus();
    next.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest?.("form[data-form]");
      if (form) { event.preventDefault(); form.requestSubmit(form.querySelector(".actions .btn.primary") || undefined); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key;
    if (key === "/") { event.preventDefault(); const box = document.getElementById("search"); box?.focus(); box?.select(); return; }
    if (key === "?") { event.preventDefault(); document.getElementById("keys")?.showModal?.(); return; }
    const chord = Date.now() - since < 1200 && first ? `${first} ${key}` : key;
    const goal = [...document.querySelectorAll(`[data-keys="${CSS.escape(chord)}"]`)].find(shown);
    if (chord.includes(" ")) first = "";
    if (goal && !(event.target.closest?.("[data-card]") && /^[[\]]$/.test(key))) { event.preventDefault(); goal.focus(); goal.click(); return; }
    if (key === "g") { first = "g"; since = Date.now(); return; }
    if (!chord.includes(" ") && (key === "j" || key === "k")) { event.preventDefault(); walk(key === "j" ? 1 : -1); }
  });
})();
