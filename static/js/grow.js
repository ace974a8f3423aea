/* Texts grow with what is typed: the browser does it (field-sizing, form.css); here for those that cannot yet. */
(() => {
  "use strict";
  if (CSS.supports("field-sizing", "content")) return;
  const grow = (area) => { area.style.height = "auto"; area.style.height = `${area.scrollHeight + 2}px`; };
  document.addEventListener("input", (event) => { if (event.target.matches?.("[data-grow]")) grow(event.target); }, true);
  house.dress((root) => root.querySelectorAll("textarea[data-grow]").forEach((area) => {
    if (area.value && area.offsetParent) grow(area);
  }));
})();
