/* From one open item of the checklist to the next, and on to the next group. Without a script the links of the bar do. */
(() => {
  "use strict";
  const open = () => [...document.querySelectorAll("[data-open]")];
  let last = null;

  const show = (item) => {
    last = item.id;
    item.querySelector("details")?.setAttribute("open", "");
    item.scrollIntoView({ block: "center" });
    item.querySelector(".seg button, summary, input, button")?.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-next-open]"), item = event.target.closest(".open-items a");
    if (item) item.closest("details").removeAttribute("open");
    if (!link) return;
    const left = open(), before = last && document.getElementById(last);
    const next = before
      ? left.find((one) => before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
      : left[0];
    if (!next && (link.dataset.nextOpen || !left.length)) {
      if (link.dataset.nextOpen) { event.preventDefault(); location.assign(link.dataset.nextOpen); }
      return;
    }
    event.preventDefault();
    show(next || left[0]);
  });

  /* A swap closes what is folded: not over words that are still being typed. */
  const typed = (input) => input.tagName === "INPUT" && input.type !== "hidden" && input.value !== input.defaultValue;
  house.dress(() => document.querySelectorAll(".checklist details:not([open])").forEach((fold) => {
    if ([...fold.querySelectorAll(".input")].some(typed)) fold.open = true;
  }));

  /* Who comes by a link to one item finds it open. */
  const arrive = () => {
    const item = /^#check-\d+$/.test(location.hash) && document.querySelector(location.hash);
    if (item) show(item);
  };
  window.addEventListener("hashchange", arrive);
  window.addEventListener("pageshow", arrive);
})();
