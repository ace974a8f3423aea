/* The board: a dragged card presses its own button of the board's form; [ and ] do the same; swiping never drags. */
(() => {
  "use strict";
  let card = null;
  const columnOf = (element) => element.closest?.(".column[data-stage]");
  const stageName = (column) => column.querySelector("h2")?.firstChild?.textContent.trim() || "";
  const buttonFor = (one, stage) => one.querySelector(`button[name="stage"][value="${CSS.escape(stage)}"]`);
  const clear = () => document.querySelectorAll(".column.over").forEach((column) => column.classList.remove("over"));

  const move = (one, column) => {
    const button = column && buttonFor(one, column.dataset.stage);
    if (!button || column.contains(one)) return false;
    one.classList.add("sent");
    house.announce(house.say("moving", { stage: stageName(column) }));
    button.form.requestSubmit(button);
    return true;
  };

  document.addEventListener("dragstart", (event) => {
    card = event.target.closest?.("[data-card]");
    if (!card) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.id);
    requestAnimationFrame(() => card?.classList.add("dragged"));
  });
  document.addEventListener("dragover", (event) => {
    const column = card && columnOf(event.target);
    if (!column || !buttonFor(card, column.dataset.stage)) return clear();
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    if (!column.classList.contains("over")) { clear(); column.classList.add("over"); }
  });
  document.addEventListener("drop", (event) => {
    const column = card && columnOf(event.target);
    if (!column) return;
    event.preventDefault();
    move(card, column);
  });
  document.addEventListener("dragend", () => { card?.classList.remove("dragged"); card = null; clear(); });

  const up = "previousElementSibling", down = "nextElementSibling";
  const focusBeside = (one, way) => { if (one[way]?.matches("[data-card]")) one[way].focus(); };
  const focusAcross = (one, way) => {
    const at = [...columnOf(one).querySelectorAll("[data-card]")].indexOf(one);
    for (let next = columnOf(one)[way]; next; next = next[way]) {
      const cards = next.querySelectorAll("[data-card]");
      if (cards.length) return cards[Math.min(at, cards.length - 1)].focus();
    }
  };
  const keys = {
    Enter: (one) => one.querySelector("h3 a")?.click(),
    m: (one) => { const menu = one.querySelector("[data-menu]"); if (menu) house.walkMenu(menu, "Home"); },
    "[": (one) => move(one, columnOf(one)[up]),
    "]": (one) => move(one, columnOf(one)[down]),
    ArrowUp: (one) => focusBeside(one, up),
    ArrowDown: (one) => focusBeside(one, down),
    ArrowLeft: (one) => focusAcross(one, up),
    ArrowRight: (one) => focusAcross(one, down),
  };
  document.addEventListener("keydown", (event) => {
    const one = event.target.matches?.("[data-card]") ? event.target : null;
    if (!one || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    if (/^[[\]]$/.test(event.key)) event.stopImmediatePropagation(); // elsewhere they turn the page
    keys[event.key](one);
  });

  /* All cards share one form; the button that was pressed says where it goes, with a script as without one. */
  document.addEventListener("htmx:config:request", (event) => {
    const ctx = event.detail.ctx, action = ctx.sourceEvent?.submitter?.getAttribute("formaction");
    if (action && ctx.sourceElement.matches?.("[data-move-form]")) ctx.request.action = action;
  });

  /* A colleague's move must not take the card out of one's hand, nor a menu from under one's finger. */
  document.addEventListener("htmx:before:swap", (event) => {
    const source = event.target.closest?.("[data-poll]");
    if (source && (card || document.querySelector(`[data-board] ${house.menuOpen}`))) event.preventDefault();
  });

  const tabs = (root) => root.querySelectorAll(".stage-tabs").forEach((bar) => {
    const board = document.querySelector("[data-board]");
    if (!board || bar.dataset.dressed) return;
    bar.dataset.dressed = "yes";
    const links = [...bar.querySelectorAll("a[href^='#']")];
    const show = (id) => links.forEach((link) => {
      const on = link.getAttribute("href") === `#${id}`;
      if (!on) return link.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      bar.scrollTo({ left: link.offsetLeft - bar.clientWidth / 2 + link.clientWidth / 2 });
    });
    links.forEach((link) => link.addEventListener("click", (event) => {
      const column = document.getElementById(link.getAttribute("href").slice(1));
      if (!column) return;
      event.preventDefault();
      const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
      board.scrollTo({ left: column.offsetLeft - board.offsetLeft - parseFloat(getComputedStyle(board).paddingLeft), behavior });
      show(column.id);
    }));
    let frame = 0;
    board.addEventListener("scroll", () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const middle = board.getBoundingClientRect().left + board.clientWidth / 2;
        const column = [...board.querySelectorAll(".column")].find((one) => {
          const { left, right } = one.getBoundingClientRect();
          return left <= middle && right >= middle;
        });
        if (column) show(column.id);
      });
    }, { passive: true });
    if (location.hash && document.querySelector(location.hash)?.matches(".column")) show(location.hash.slice(1));
    else if (links[0]) { // on the phone it opens where something is late
      const first = bar.querySelector(".tab-late")?.closest("a") || links[0], id = first.getAttribute("href").slice(1);
      const column = document.getElementById(id);
      const left = column && column.offsetLeft - board.offsetLeft - parseFloat(getComputedStyle(board).paddingLeft);
      if (column && board.scrollWidth > board.clientWidth) board.scrollTo({ left, behavior: "instant" });
      show(id);
    }
  });

  house.dress((root) => {
    root.querySelectorAll("[data-board] [data-card]").forEach((one) => {
      if (one.querySelector("button[name='stage']") && matchMedia("(hover: hover)").matches) one.setAttribute("draggable", "true");
      one.querySelectorAll("a, img").forEach((inner) => inner.setAttribute("draggable", "false"));
    });
    tabs(root);
  });
  document.addEventListener("htmx:finally:request", () => {
    document.querySelectorAll(".card.sent").forEach((one) => one.classList.remove("sent"));
  });
})();
