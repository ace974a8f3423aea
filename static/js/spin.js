/* How complete the four boxes of a talk are, counted while somebody types; the server counts the same when it is saved. */
(() => {
  "use strict";
  const count = (said) => {
    const open = [...said.querySelectorAll("[data-spin-open]")];
    for (const words of open) words.hidden = document.getElementById(words.dataset.spinOpen)?.value.trim() !== "";
    said.querySelector("[data-spin-done]").textContent = open.filter((words) => words.hidden).length;
  };
  const counted = (form) => form?.querySelectorAll("[data-spin]").forEach(count);
  document.addEventListener("input", ({ target }) => { if (target.matches?.("textarea")) counted(target.form); });
  document.addEventListener("draft:filled", ({ target }) => counted(target));
  house.dress((root) => root.querySelectorAll("[data-spin]").forEach(count));
})();
