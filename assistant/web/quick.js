// The screen 速查: asks at every key, moves in the list, Enter opens the item, Esc clears.
window.planQuick = (() => {
  const box = () => document.querySelector("#quick-query");

  function results(element, props, server) {
    let latest = 0;
    let chosen = -1;
    const options = () => [...element.querySelectorAll("[role=option]")];

    async function search() {
      const request = ++latest;
      const query = box().value;
      const html = await server.search({ query, plan: planPage.state.plan }).catch(() => null);
      if (request !== latest) return; // a later key was faster
      props.value =
        typeof html === "string" ? html : "<p>没能查到。请确认程序还在运行，再试一次。</p>";
      chosen = -1;
      box().removeAttribute("aria-activedescendant");
      if (planPage.state.tab === "quick") planPage.go({ q: query.trim() });
    }

    function choose(index) {
      const all = options();
      all[chosen]?.setAttribute("aria-selected", "false");
      chosen = all.length ? (index + all.length) % all.length : -1;
      all[chosen]?.setAttribute("aria-selected", "true");
      all[chosen]?.scrollIntoView({ block: "nearest" });
      if (all[chosen]) box().setAttribute("aria-activedescendant", all[chosen].id);
    }

    function onKey(event) {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(event.key === "ArrowDown" ? chosen + 1 : Math.max(chosen, 0) - 1);
      } else if (event.key === "Enter") {
        if (chosen < 0) choose(0);
        options()[chosen]?.click();
      } else if (event.key === "Escape") {
        event.preventDefault();
        set("");
      }
    }

    function set(query) {
      box().value = query;
      box().focus({ preventScroll: true });
      search();
    }

    element.addEventListener("click", (event) => {
      const name = event.target.closest("[data-query]");
      if (name) set(name.dataset.query);
      const option = event.target.closest("[role=option]");
      if (option) choose(options().indexOf(option));
    });
    const focusInput = () => {
      if (matchMedia("(pointer: fine)").matches) box().focus({ preventScroll: true });
    };
    planPage.onReady((state) => {
      box().addEventListener("input", search);
      box().addEventListener("keydown", onKey);
      box().value = state.q;
      if (state.tab === "quick") focusInput();
      search();
    });
    planPage.onPlan(search);
    planPage.onScreen((state) => {
      if (state.tab !== "quick") return;
      if (document.activeElement?.dataset.screen) focusInput(); // the link that led here
      if (state.q !== box().value.trim() && document.activeElement !== box()) {
        box().value = state.q;
        search();
      }
    });
  }

  return { results };
})();
