// What all screens share: navigation and addresses, the source panel, announcements for screen
// readers, and that the page shows only when all its parts are there. The server renders all HTML.
window.planPage = (() => {
  const motion = matchMedia("(prefers-reduced-motion: reduce)");
  const sideBySide = matchMedia("(min-width: 900px)");
  const behaviour = () => (motion.matches ? "auto" : "smooth");
  const $ = (selector) => document.querySelector(selector);

  const live = document.createElement("div");
  live.className = "visually-hidden";
  live.setAttribute("role", "status");
  addEventListener("DOMContentLoaded", () => document.body.append(live));
  const announce = (text) => (live.textContent = text);

  // Addresses: ?tab=chat, ?q=养老床位 (速查), ?item=17 (any screen; 速查 if none is named); with
  // several plans ?plan=2021 before it, and &of=2020 where the item is another plan's.
  const asked = new URLSearchParams(location.search);
  const PICKED = "plan-picked";
  const first = "chat";
  const state = {
    tab: asked.get("tab") ?? (asked.has("q") || asked.has("item") ? "quick" : first),
    q: asked.get("q") ?? "",
    item: asked.get("item") ?? "",
    of: asked.get("of") ?? "",
    plan: asked.get("plan") ?? remembered(),
  };
  const screenListeners = [];

  // The picked plan is kept for the next time the page is opened.
  function remembered() {
    try {
      return localStorage.getItem(PICKED) ?? "";
    } catch {
      return ""; // storage is switched off
    }
  }
  function remember() {
    try {
      localStorage.setItem(PICKED, state.plan);
    } catch {}
  }

  function address() {
    const parts = new URLSearchParams();
    if (state.tab === "quick" && state.q) parts.set("q", state.q);
    if (state.item) parts.set("item", state.item);
    if (state.item && state.of) parts.set("of", state.of);
    if (state.tab !== (parts.size ? "quick" : first)) parts.set("tab", state.tab);
    if (several()) parts.set("plan", state.plan);
    return parts.size ? `?${parts}` : location.pathname;
  }

  // A change of screen is a step back and forth in the browser; what is typed or opened is not.
  function go(changes, step = false) {
    Object.assign(state, changes);
    if (!$(`#${CSS.escape(state.tab)}.screen`)) state.tab = first;
    history[step ? "pushState" : "replaceState"]({ ...state }, "", address());
    show();
  }

  function show() {
    for (const screen of document.querySelectorAll(".screen")) {
      screen.classList.toggle("current", screen.id === state.tab);
    }
    for (const link of document.querySelectorAll("[data-screen]")) {
      if (link.dataset.screen === state.tab) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    for (const listener of screenListeners) listener(state);
  }

  addEventListener("popstate", (event) => {
    if (!event.state) return;
    const before = state.plan;
    Object.assign(state, event.state);
    if (state.plan !== before) pick();
    show();
  });

  // The header asks for the picked plan: when the page opens, and when another is chosen.
  const planListeners = [];
  let pick = () => {};
  let opened = () => {}; // called when the plan is there for the first time
  const several = () => $("#head .picker") !== null;
  function head(element, trigger, watch) {
    pick = () => trigger("pick", { plan: state.plan });
    watch("value", () => {
      state.plan = element.querySelector(".picker")?.value ?? "";
      document.title = `${element.querySelector("h1").textContent} · 工作计划`;
      opened();
      for (const listener of planListeners) listener(state);
    });
    element.addEventListener("change", (event) => {
      if (!event.target.matches(".picker")) return;
      go({ plan: event.target.value, item: "", of: "" }, true);
      remember();
      pick();
    });
  }

  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-screen]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go({ tab: link.dataset.screen }, state.tab !== link.dataset.screen);
    if (!sideBySide.matches) scrollTo(0, 0);
  });

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
  const readyListeners = [];
  function complete() {
    const links = [...document.querySelectorAll("[data-screen]")];
    return (
      links.length > 0 &&
      links.every((link) => $(`#${link.dataset.screen}.screen :is(h2, input, textarea)`)) &&
      ["#head h1", "#conversation .welcome", "#question textarea", "#source .source"].every($)
    );
  }
  function showWhenComplete() {
    if (!complete()) return requestAnimationFrame(showWhenComplete);
    document.documentElement.lang = "zh-CN"; // Gradio has set the browser's language
    opened = showPage;
    pick();
    setTimeout(showPage, 5000); // without an answer, the page as it came
  }
  function showPage() {
    if (document.documentElement.classList.contains("plan-ready")) return;
    opened = () => {};
    go({});
    document.documentElement.classList.add("plan-ready");
    for (const listener of readyListeners) listener(state);
    if (state.item) openSource(state.item, "", state.of);
  }
  requestAnimationFrame(showWhenComplete);

  // The source panel: any button with data-item, on any screen, opens it.
  let openSource = () => {};
  let opener = null; // where "back" returns to

  addEventListener("click", (event) => {
    const button = event.target.closest?.(".screen [data-item]");
    if (!button) return;
    opener?.classList.remove("open");
    opener = button;
    button.classList.add("open");
    openSource(button.dataset.item, button.dataset.spans, planOf(button));
  });
  const planOf = (button) => button.closest("[data-in-plan]")?.dataset.inPlan ?? "";

  function back() {
    const input = $(".screen.current :is(textarea, input)") ?? $(".screen.current h2");
    (opener?.isConnected ? opener : input)?.scrollIntoView({
      behavior: behaviour(),
      block: "center",
    });
    // An option of a list takes no focus: the list is worked from its input.
    (opener?.isConnected && opener.matches("button, a") ? opener : input)?.focus({
      preventScroll: true,
    });
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
        const place = mark && mark.getBoundingClientRect().top - panel.getBoundingClientRect().top;
        const deep = place > innerHeight * 0.7;
        const there = deep ? mark : panel;
        there.scrollIntoView({ behavior: behaviour(), block: deep ? "center" : "start" });
      }
      const target = focus && element.querySelector(`[data-step="${focus}"]:not(:disabled)`);
      (target ?? element.querySelector("h2"))?.focus({ preventScroll: true });
    }

    openSource = async (item, spans, plan, focus) => {
      const request = ++latest;
      const asked = { item, spans: spans ?? "", plan: plan || state.plan };
      const html = await server.open_item(asked).catch(() => null);
      if (request !== latest) return; // a later click was faster
      props.value = typeof html === "string" ? html : unavailable;
      const of = (plan ?? "").replace(/年$/, ""); // a citation says 2020年
      go({ item, of: of === state.plan ? "" : of });
      await new Promise(requestAnimationFrame);
      reveal(focus);
    };
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if ("back" in button.dataset) back();
      else if ("item" in button.dataset) {
        openSource(button.dataset.item, "", planOf(button), button.dataset.step);
      }
    });
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") back();
    });
  }

  return {
    head,
    source,
    announce,
    go,
    state,
    behaviour,
    sideBySide,
    onPlan: (listener) => planListeners.push(listener),
    onScreen: (listener) => screenListeners.push(listener),
    onReady: (listener) => readyListeners.push(listener),
  };
})();
