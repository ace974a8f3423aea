/* Something is on its way: the hairline on top after a moment, the pressed button at once, and no form sent twice. */
(() => {
  "use strict";
  let running = 0, timer = 0;
  const shown = () => document.querySelector(".busy-line");
  const line = () => shown() || document.body.append(house.make("div", { class: "busy-line", "aria-hidden": "true" }));
  house.busy = {
    begin() { running += 1; clearTimeout(timer); timer = setTimeout(() => running > 0 && line(), 250); },
    end() { running = Math.max(0, running - 1); if (!running) { clearTimeout(timer); shown()?.remove(); } },
  };
  const quiet = (event) => event.target.closest?.("[data-poll]");
  document.addEventListener("htmx:before:request", (event) => { if (!quiet(event)) house.busy.begin(); });
  document.addEventListener("htmx:finally:request", (event) => { if (!quiet(event)) house.busy.end(); });

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const form = event.target;
    if (form.method === "dialog") return;
    if (form.dataset.sending) return event.preventDefault();
    if (form.target && form.target !== "_self") return;
    form.dataset.sending = "yes";
    const pressed = event.submitter || form.querySelector("button:not([type=button])");
    setTimeout(() => { if (pressed && form.dataset.sending) pressed.setAttribute("aria-busy", "true"); }, 0);
    house.busy.begin();
    setTimeout(() => release(form), 20000);
  });
  const release = (form) => {
    if (!form.dataset.sending) return;
    delete form.dataset.sending;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
    house.busy.end();
  };
  house.release = release;
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sending]").forEach(release);
  });
})();
