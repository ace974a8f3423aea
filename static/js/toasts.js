/* Messages in the corner: they leave by themselves unless something is wrong or somebody looks at them. */
(() => {
  "use strict";
  const STAY = 7000, STAY_WITH_UNDO = 15000;

  const leave = (toast) => {
    toast.classList.add("leaving");
    setTimeout(() => toast.remove(), 220);
  };
  const watch = (toast) => {
    if (toast.dataset.watched) return;
    toast.dataset.watched = "yes";
    if (toast.dataset.kind === "error" || toast.dataset.kind === "warn") return;
    let left = toast.querySelector("form") ? STAY_WITH_UNDO : STAY;
    const tick = setInterval(() => {
      if (!toast.isConnected) return clearInterval(tick);
      if (toast.matches(":hover, :focus-within") || document.hidden) return;
      left -= 500;
      if (left <= 0) { clearInterval(tick); leave(toast); }
    }, 500);
  };

  house.toast = (text, kind = "info", action = null) => {
    const role = kind === "error" ? "alert" : false;
    const toast = house.make("div", { class: `toast ${kind}`, "data-toast": true, "data-kind": kind, role }, house.make("p", {}, text));
    if (action) {
      const button = house.make("button", { type: "button", class: "btn small" }, action.label);
      button.addEventListener("click", () => { leave(toast); action.run(); });
      toast.append(button);
    }
    const closer = { type: "button", class: "btn-icon small", "data-dismiss": true, "aria-label": house.say("close") };
    toast.append(house.make("button", closer, house.svg(house.cross)));
    document.getElementById("notices")?.append(toast);
    watch(toast);
    return toast;
  };

  house.dress(() => document.querySelectorAll("[data-toast]").forEach(watch));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (button) leave(button.closest("[data-toast]") || button.parentElement);
  });
})();
