/* The search box shows the first hits while one types; Enter opens the page of all. */
(() => {
  "use strict";
  house.dress((root) => root.querySelectorAll("[data-search-input]").forEach((input) => {
    if (input.dataset.dressed) return;
    input.dataset.dressed = "yes";
    house.combobox(input, {
      least: 1,
      listClass: "typeahead-list search-list",
      address: (term) => `/search/suggest?q=${encodeURIComponent(term)}`,
      choose: (option) => { if (option.value.startsWith("/")) location.assign(option.value); },
    });
  }));
})();
