// The screen 学习: its parts as tabs, what has been read, finding terms, the round of a self-test.
window.planLearn = (() => {
  const names = ["themes", "glossary", "quiz"];
  const panel = (name) => document.querySelector(`#learn-${name}`);
  let current = names[0];

  // Gradio makes the wrapper that is hidden and shown; each part says which tab it belongs to.
  function asPanel(name) {
    panel(name).setAttribute("role", "tabpanel");
    panel(name).setAttribute("aria-labelledby", `learn-tab-${name}`);
    panel(name).classList.toggle("shown", name === current);
  }

  // A browser that keeps nothing (private windows, policies) still shows everything.
  function stored(key) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? [];
    } catch {
      return [];
    }
  }
  function store(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {}
  }

  function parts(element) {
    const tabs = names.map((name) => element.querySelector(`[data-part="${name}"]`));
    function select(name, focus) {
      current = name;
      for (const tab of tabs) {
        const chosen = tab.dataset.part === name;
        tab.setAttribute("aria-selected", chosen);
        tab.tabIndex = chosen ? 0 : -1;
        panel(tab.dataset.part)?.classList.toggle("shown", chosen);
        if (chosen && focus) tab.focus();
      }
    }
    element.addEventListener("click", (event) => {
      const tab = event.target.closest("[data-part]");
      if (tab) select(tab.dataset.part);
    });
    element.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const at = tabs.indexOf(event.target);
      if (step && at >= 0) select(names[(at + step + names.length) % names.length], true);
    });
    select(current);
  }

  function themes(element, watch) {
    asPanel("themes");
    const key = () => `plan-read ${element.querySelector(".reading").dataset.plan}`;
    function show() {
      const read = new Set(stored(key()));
      const boxes = [...element.querySelectorAll("[data-read]")];
      for (const box of boxes) box.checked = read.has(box.dataset.read);
      const count = boxes.filter((box) => box.checked).length;
      element.querySelector("output").textContent = `${count} / ${boxes.length}`;
      element.querySelector("progress").value = count;
      element.querySelector(".forget").hidden = count === 0;
      for (const theme of element.querySelectorAll(".theme")) {
        const all = theme.querySelectorAll("[data-read]").length;
        const done = theme.querySelectorAll("[data-read]:checked").length;
        theme.querySelector(".of-theme").textContent = all ? `${done} / ${all}` : "";
      }
    }
    function mark(label, isRead) {
      const read = new Set(stored(key()));
      if (isRead) read.add(label);
      else read.delete(label);
      store(key(), [...read]);
      show();
    }
    element.addEventListener("change", (event) => {
      const { read } = event.target.dataset;
      if (read) mark(read, event.target.checked);
    });
    element.addEventListener("click", (event) => {
      const lesson = event.target.closest(".lesson");
      if (lesson) mark(lesson.dataset.item, true);
      if (event.target.closest(".forget")) {
        store(key(), []);
        show();
        element.querySelector("[data-read]").focus();
      }
    });
    watch("value", () => requestAnimationFrame(show));
    show();
  }

  function glossary(element, watch) {
    asPanel("glossary");
    const folded = (text) => text.normalize("NFKC").toLowerCase();
    function filter() {
      const search = element.querySelector("input");
      if (!search) return; // a plan without terms
      const word = folded(search.value.trim());
      let count = 0;
      for (const term of element.querySelectorAll(".term")) {
        term.hidden = !folded(term.querySelector("summary b").textContent).includes(word);
        if (!term.hidden) count += 1;
      }
      element.querySelector(".shown").textContent = word ? `${count} 个` : "";
      for (const section of element.querySelectorAll(".terms")) {
        section.hidden = !section.querySelector(".term:not([hidden])");
      }
    }
    element.addEventListener("input", filter);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !event.target.matches("input")) return;
      event.target.value = "";
      filter();
    });
    watch("value", filter);
  }

  function quiz(element, props, server) {
    asPanel("quiz");
    const lost = '<p class="empty lost" role="alert">没能取到题目。请确认程序还在运行，再点一次。</p>';
    let seed = 0;
    let plan = ""; // the round's, which is judged by it whatever is picked meanwhile
    let rights = [];
    const card = (number) => element.querySelector(`.card[data-number="${number}"]`);

    async function start(button) {
      const label = button.textContent;
      button.disabled = true; // the words of the options may have to be loaded first
      button.textContent = "正在出题…";
      const round = { seed: Math.floor(Math.random() * 1e9), plan: planPage.state.plan };
      const html = await server.quiz_round(round).catch(() => null);
      button.disabled = false;
      if (typeof html !== "string") {
        button.textContent = label;
        element.querySelector(".lost")?.remove();
        element.insertAdjacentHTML("afterbegin", lost);
        return;
      }
      ({ seed, plan } = round);
      rights = [];
      props.value = html;
      await new Promise(requestAnimationFrame);
      show(0);
    }
    function show(number) {
      for (const each of element.querySelectorAll(".card")) each.hidden = true;
      const next = card(number);
      if (!next) return finish();
      next.hidden = false;
      const field = matchMedia("(pointer: fine)").matches && next.querySelector("input");
      (field || next.querySelector("h3")).focus({ preventScroll: true });
    }
    function finish() {
      const result = element.querySelector(".result");
      if (!result) return;
      result.hidden = false;
      const right = rights.filter(Boolean).length;
      const again = right < rights.length ? "下面是没答对的。" : "全对！";
      result.querySelector(".score").textContent = `答对 ${right} / ${rights.length} 题。${again}`;
      for (const [number, isRight] of rights.entries()) {
        if (isRight) continue;
        card(number).hidden = false;
        card(number).querySelector(".next").hidden = true;
      }
      result.querySelector(".start").focus({ preventScroll: true });
    }
    async function check(form, given) {
      if (form.dataset.given !== undefined) return;
      form.dataset.given = given;
      const number = Number(form.dataset.number);
      const feedback = form.querySelector(".feedback");
      const told = await server.quiz_check({ seed, number, given, plan }).catch(() => null);
      if (!told?.html) {
        delete form.dataset.given;
        feedback.textContent = "没能判题。请确认程序还在运行，再答一次。";
        return;
      }
      rights[number] = told.right;
      for (const option of form.querySelectorAll(".option")) {
        option.setAttribute("aria-disabled", "true");
        if (option.dataset.option === told.answer) option.classList.add("right");
        else if (option.dataset.option === given) option.classList.add("wrong");
      }
      const field = form.querySelector(".entry input");
      if (field) field.readOnly = true;
      form.querySelector(".check")?.setAttribute("hidden", "");
      feedback.innerHTML = told.html;
      const next = form.querySelector(".next");
      next.hidden = false;
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest", behavior: planPage.behaviour() });
    }
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const form = button.closest(".card");
      if (button.matches(".start")) start(button);
      else if (button.matches(".option")) check(form, button.dataset.option);
      else if (button.matches(".next")) show(Number(form.dataset.number) + 1);
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const field = event.target.querySelector(".entry input");
      if (field?.value.trim()) check(event.target, field.value);
      else field?.focus();
    });
  }

  return { parts, themes, glossary, quiz };
})();
