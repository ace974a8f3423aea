/* From one refused field to the next: a bar that counts what is left and leads on. Without a script the summary links do. */
(() => {
  "use strict";
  const links = () => [...document.querySelectorAll("#error-summary li > a[href^='#']")];
  const fieldOf = (link) => document.getElementById(link.getAttribute("href").slice(1));
  const left = () => links().filter((link) => !link.dataset.mended && fieldOf(link));
  let last = null;

  const tell = (bar) => {
    const count = left().length;
    bar.hidden = !count;
    bar.querySelector("span").textContent = house.say("places-left", { count });
  };
  /* What was said of a field, and that it is wrong, goes once something stands in it; of a pair the other half stays. */
  const clear = (box, target) => {
    const own = box.matches(".pair") ? [target] : [...box.querySelectorAll("[aria-invalid]")];
    own.forEach((input) => input.removeAttribute("aria-invalid"));
    for (const said of box.querySelectorAll(".field-notes > .error"))
      if (!box.matches(".pair") || said.id === `${target.id}-error`) said.remove();
    if (!box.querySelector("[aria-invalid], .field-notes > .error")) box.classList.remove("bad");
  };
  const lead = () => {
    const open = left(), next = open[(open.indexOf(last) + 1) % open.length];
    if (!next) return;
    last = next;
    fieldOf(next).closest("details")?.setAttribute("open", "");
    next.click(); // focus.js goes to the input itself
  };
  document.addEventListener("click", (event) => { if (event.target.closest("[data-problems] button")) lead(); });
  for (const kind of ["input", "change"]) document.addEventListener(kind, ({ target }) => {
    const bar = document.querySelector("[data-problems]"), box = target.closest(".field");
    if (!bar || !box) return;
    for (const link of links()) if (box.contains(fieldOf(link))) link.dataset.mended = "yes";
    if (target.value?.trim()) clear(box, target);
    tell(bar);
  });
  house.dress(() => {
    const bar = document.querySelector("[data-problems]:not([data-ready])");
    if (!bar) return;
    bar.dataset.ready = "yes";
    last = null;
  });
})();
