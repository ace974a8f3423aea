/* Small courtesies while typing: numbers of phones become plain, codes upper case, blanks go. The server decides. */
(() => {
  "use strict";
  const narrow = (text) => text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, " ");
  const manners = {
    phone: (text) => narrow(text).replace(/^\s*(\+?86[-\s]?)(?=1[3-9])/, "").trim(),
    code: (text) => narrow(text).replace(/[\s-]/g, "").toUpperCase(),
    mail: (text) => narrow(text).replace(/\s/g, ""),
  };
  const TYPES = { tel: "phone", email: "mail" }, MODES = { tel: "phone" }; // numbers are read by the server
  const LINES = "input[type=text], input[type=tel], input[type=email], input:not([type])";
  const kind = (input) => input.dataset.nice || TYPES[input.type] || MODES[input.inputMode];
  document.addEventListener("change", (event) => {
    const input = event.target;
    const mend = input.matches?.(LINES) && !input.closest("[data-typeahead]") && manners[kind(input)];
    if (!mend) return;
    const mended = mend(input.value);
    if (mended !== input.value) { input.value = mended; input.dispatchEvent(new Event("input", { bubbles: true })); }
  }, true);

  /* A strip of steps or tabs wider than the screen shows where the thing stands, not where it began. */
  house.dress((root) => root.querySelectorAll(".steps, .tabs").forEach((strip) => {
    const now = strip.querySelector(".no") ?? strip.querySelector(".now, [aria-current]");
    if (!now || strip.scrollWidth <= strip.clientWidth) return;
    const left = now.getBoundingClientRect().left - strip.getBoundingClientRect().left + strip.scrollLeft;
    strip.scrollLeft = left - (strip.clientWidth - now.offsetWidth) / 2;
  }));

  /* Bulk choice in lists: the head's box ticks all, the bar tells how many. */
  document.addEventListener("change", (event) => {
    const all = event.target.closest?.("[data-pick-all]");
    const scope = event.target.closest?.("form, .table-box");
    if (!scope || (!all && !event.target.matches("[data-row-pick]"))) return;
    const picks = [...scope.querySelectorAll("[data-row-pick]")];
    if (all) picks.forEach((pick) => { pick.checked = all.checked; });
    picks.forEach((pick) => pick.closest("tr, li")?.toggleAttribute("data-selected", pick.checked));
    const count = picks.filter((pick) => pick.checked).length;
    scope.querySelectorAll("[data-pick-count]").forEach((place) => { place.textContent = String(count); });
    scope.querySelectorAll("[data-bulk]").forEach((bar) => { bar.hidden = count === 0; });
  });
})();
