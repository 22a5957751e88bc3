// Behaviour of the chat page. The server renders all HTML; here are scrolling, focus,
// announcements for screen readers, and the way from a citation to its item.
window.planChat = (() => {
  const motion = matchMedia("(prefers-reduced-motion: reduce)");
  const sideBySide = matchMedia("(min-width: 900px)");
  const behaviour = () => (motion.matches ? "auto" : "smooth");
  let openSource = null; // set by source()
  let lastChip = null; // where "back" returns to

  const live = document.createElement("div");
  live.className = "visually-hidden";
  live.setAttribute("role", "status");
  addEventListener("DOMContentLoaded", () => document.body.append(live));

  // Enter that confirms an input method's candidate must not send the question.
  for (const type of ["keydown", "keypress"]) {
    addEventListener(
      type,
      (event) => {
        const composing = event.isComposing || event.keyCode === 229;
        if (event.key === "Enter" && composing && event.target.matches("#question textarea")) {
          event.stopPropagation();
        }
      },
      true,
    );
  }

  // Gradio's own messages are English and technical. Only text nodes are touched: the
  // elements stay Gradio's.
  const lost = "与程序的连接断开了。请确认程序还在运行，恢复后会自动接上。";
  const failed = "刚才的操作没有成功，请再试一次。";
  new MutationObserver(() => {
    for (const text of document.querySelectorAll('[data-testid="toast-text"]:not([data-told])')) {
      text.dataset.told = "";
      const title = text.closest(".toast-body")?.querySelector(".toast-title");
      const bad = text.classList.contains("error");
      if (title?.firstChild) title.firstChild.data = bad ? "出了点问题" : "提示";
      if (text.firstChild) {
        text.firstChild.data = !bad ? "已恢复。" : /connection/i.test(text.textContent) ? lost : failed;
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  // Show the page once all its parts are there, so that nothing jumps.
  const parts = ["#head h1", "#conversation .welcome", "#question textarea", "#source .source"];
  function showWhenComplete() {
    if (!parts.every((part) => document.querySelector(part))) return requestAnimationFrame(showWhenComplete);
    document.documentElement.lang = "zh-CN"; // Gradio has set the browser's language
    document.documentElement.classList.add("plan-ready");
    const box = document.querySelector("#question textarea");
    if (box.clientWidth < 400) box.placeholder = box.placeholder.split("，")[0];
    focusInput();
  }
  requestAnimationFrame(showWhenComplete);

  const focusInput = () => {
    if (matchMedia("(pointer: fine)").matches) {
      document.querySelector("#question textarea")?.focus({ preventScroll: true });
    }
  };

  function conversation(element, trigger, watch) {
    const scroller = element.closest("#conversation");
    const above = 16;
    let turns = 0;
    let following = true;
    for (const type of ["wheel", "touchmove", "mousedown", "keydown"]) {
      scroller.addEventListener(type, () => (following = false), { passive: true });
    }

    function keepQuestionInView() {
      const last = element.querySelector(".turn:last-child");
      if (!last || !following) return;
      if (sideBySide.matches) {
        const top = scroller.getBoundingClientRect().top;
        scroller.scrollTop += last.getBoundingClientRect().top - top - above;
      } else {
        scrollBy(0, last.getBoundingClientRect().top - above);
      }
    }

    function update() {
      const shown = element.querySelectorAll(".turn").length;
      const busy = element.querySelector("[data-busy]") !== null;
      if (shown > turns) following = true;
      if (shown !== turns) focusInput();
      turns = shown;
      document.querySelector("#chat").classList.toggle("busy", busy);
      document.querySelector("#chat").classList.toggle("has-turns", shown > 0);
      live.textContent = busy
        ? "正在查找"
        : (element.querySelector(".turn:last-child .answer")?.innerText ?? "");
      keepQuestionInView();
    }

    element.addEventListener("click", (event) => {
      const example = event.target.closest(".example");
      if (example) trigger("submit", { question: example.dataset.question });
      const chip = event.target.closest(".chip");
      if (chip) {
        lastChip?.classList.remove("open");
        lastChip = chip;
        chip.classList.add("open");
        openSource?.(chip.dataset.item, chip.dataset.spans);
      }
    });
    watch("value", update);
    update();
  }

  function source(element, props, server) {
    const panel = element.closest("#source");
    const unavailable =
      '<aside class="source"><h2 tabindex="-1">没能取到原文。请确认程序还在运行，再点一次。</h2></aside>';
    let latest = 0;

    function reveal(focus) {
      const mark = element.querySelector("mark");
      if (sideBySide.matches) {
        const room = panel.clientHeight;
        const place = mark ? mark.getBoundingClientRect().top - panel.getBoundingClientRect().top : 0;
        const near = mark && place + panel.scrollTop < room * 0.7;
        panel.scrollTop += mark && !near ? place - room / 3 : -panel.scrollTop;
      } else {
        panel.scrollIntoView({ behavior: behaviour(), block: "start" });
      }
      const target = focus && element.querySelector(`[data-step="${focus}"]:not(:disabled)`);
      (target ?? element.querySelector("h2"))?.focus({ preventScroll: true });
    }

    async function open(item, spans, focus) {
      const request = ++latest;
      const html = await server.open_item({ item, spans: spans ?? "" }).catch(() => null);
      if (request !== latest) return; // a later click was faster
      props.value = typeof html === "string" ? html : unavailable;
      await new Promise(requestAnimationFrame);
      reveal(focus);
    }

    function back() {
      const chip = lastChip?.isConnected ? lastChip : document.querySelector("#question textarea");
      chip?.scrollIntoView({ behavior: behaviour(), block: "center" });
      chip?.focus({ preventScroll: true });
    }

    openSource = open;
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if ("back" in button.dataset) back();
      else if ("item" in button.dataset) open(button.dataset.item, "", button.dataset.step);
    });
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") back();
    });
  }

  return { conversation, source };
})();
