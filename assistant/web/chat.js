// The screen 问答: scrolling and focus while an answer grows, what can be done with an answer,
// and the conversations kept in this browser.
window.planChat = (() => {
  const { announce, sideBySide } = planPage;
  const $ = (selector) => document.querySelector(selector);
  const box = () => $("#question textarea");
  let trigger, server; // of the conversation, set when it is there

  // Gradio hears no second question while an event is open, and can cancel none whose number it
  // has not been told yet. So what is asked too early waits until the event has ended, and what
  // would cancel it waits for its first sign.
  const asking = (() => {
    const LOST = 8_000; // without a sign for so long, nothing more is to come
    let open = false;
    let known = true;
    let sent = ""; // what was in the box when the event began
    let sign = 0;
    let next = null; // to be done once the event has ended
    let cancel = null; // to be done once it can be cancelled
    let leave = null; // to be done, before what is next, once it has been cancelled
    const isOpen = () => open && (growing() || performance.now() - sign < LOST);
    const growing = () => $("#conversation [data-busy]") !== null;
    function seen() {
      [sign, known] = [performance.now(), true];
      const act = cancel;
      cancel = null;
      act?.();
    }
    return {
      isOpen,
      growing,
      isSent: () => isOpen() && !known,
      isTwice: () => isOpen() && !known && box().value === sent,
      begin() {
        [open, known, sign, sent] = [true, false, performance.now(), box().value];
        leave = null;
        $("#chat").classList.add("asking");
        asking.then(null);
      },
      seen,
      ended() {
        if (open && !known) return; // Gradio tells twice of an event that was cancelled
        open = false;
        $("#chat").classList.remove("asking");
        seen();
        const act = leave ?? next;
        leave = null;
        asking.then(null);
        act?.();
      },
      then(act) {
        next = act;
        $("#chat").classList.toggle("next-waits", act !== null);
      },
      // Show another conversation. Gradio cancels an event while it already begins what replaces
      // it, so the answer is cancelled first: the server must not go on with the conversation left.
      replace(act) {
        asking.then(null);
        if (!isOpen()) return act();
        const go = () => {
          leave = act;
          arrived.leave();
          trigger("leave");
        };
        if (known) go();
        else cancel = go;
      },
    };
  })();

  // What is on its way when its answer is cancelled still arrives, and must not be shown in the
  // conversation that came after. Each state of a conversation names its last turn.
  const arrived = (() => {
    const left = new Set(); // ids of turns that were being answered when they were left
    let last = "";
    const turn = (html) => /^<div class="turns"[^>]* data-last="(\w+)"/.exec(html)?.[1];
    return {
      leave() {
        if (/^<div class="turns" data-busy/.test(last)) left.add(turn(last));
      },
      // Return what is to be shown now that `html` has come.
      shown(html) {
        if (!left.has(turn(html))) last = html;
        return last;
      },
    };
  })();

  // The question in the box is sent when the answer before it is there, unless it was changed.
  function sendLater() {
    const waiting = box().value;
    const early = asking.isSent(); // the box is yet to be emptied of what was sent before
    if (!waiting.trim()) return;
    asking.then(() => {
      if (box().value === waiting) $("#send").click();
      else if (early && !box().value) submit({ question: waiting });
    });
    announce("答完上一个问题就发送");
  }

  const composing = (event) => event.isComposing || event.keyCode === 229;
  for (const type of ["keydown", "keypress"]) {
    addEventListener(
      type,
      (event) => {
        if (event.key !== "Enter" || !event.target.matches?.("#question textarea")) return;
        // Enter that confirms an input method's candidate must not send the question.
        if (composing(event)) return event.stopPropagation();
        if (event.shiftKey || type === "keydown") return;
        if (!asking.isOpen()) return asking.begin();
        event.preventDefault();
        event.stopPropagation();
        if (!asking.isTwice()) sendLater();
      },
      true,
    );
  }
  addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("#send, #clear");
      if (!button) return;
      if (button.id === "send" && !asking.isOpen()) return asking.begin();
      if (button.id === "clear" && !asking.isOpen()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (button.id === "clear") asking.replace(() => button.click());
      else if (!asking.isTwice()) sendLater();
    },
    true,
  );

  function submit(request) {
    asking.begin();
    trigger("submit", request);
  }

  function focusInput() {
    if (planPage.state.tab === "chat" && matchMedia("(pointer: fine)").matches) {
      box()?.focus({ preventScroll: true });
    }
  }

  // Kept conversations: [{id, plan, at, turns}], the newest first; `current` is this tab's.
  const LIST = "plan-talks";
  const CURRENT = "plan-talk";
  const MOST = 50;
  const plan = () => $("#head h1")?.textContent ?? "";

  function stored() {
    try {
      const talks = JSON.parse(localStorage.getItem(LIST) ?? "[]");
      return Array.isArray(talks) ? talks.filter((talk) => talk?.id && talk.turns?.length) : [];
    } catch {
      return []; // storage is switched off, or another program wrote there
    }
  }

  function store(talks) {
    for (let kept = talks.slice(0, MOST); ; kept = kept.slice(0, -1)) {
      try {
        return localStorage.setItem(LIST, JSON.stringify(kept));
      } catch {
        if (!kept.length) return; // full of something else, or switched off
      }
    }
  }

  const current = {
    get: () => sessionStorage.getItem(CURRENT) ?? "",
    set: (id) => sessionStorage.setItem(CURRENT, id),
  };

  function keep(turns) {
    if (!turns.length) return;
    if (!current.get()) current.set(`${Date.now()}-${Math.random().toString(36).slice(2, 8)}`);
    const id = current.get();
    const talk = { id, plan: plan(), at: Date.now(), turns };
    store([talk, ...stored().filter((other) => other.id !== id)]);
  }

  function open(talk) {
    current.set(talk.id);
    asking.replace(() => trigger("restore", { turns: JSON.stringify(talk.turns) }));
  }

  async function download(talk, format) {
    const made = await server
      .export({ turns: JSON.stringify(talk.turns), format })
      .catch(() => null);
    if (!made?.data) return announce("没能导出。请确认程序还在运行，再试一次。");
    const bytes = Uint8Array.from(atob(made.data), (char) => char.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = made.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // The clipboard API wants https or this machine; an intranet address has neither.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const holder = document.createElement("textarea");
      holder.value = text;
      holder.className = "visually-hidden";
      document.body.append(holder);
      holder.select();
      document.execCommand("copy");
      holder.remove();
    }
  }

  function say(button, text) {
    const name = (button.dataset.name ??= button.textContent);
    button.textContent = text;
    announce(text);
    setTimeout(() => (button.textContent = name), 1500);
  }

  function conversation(element, trigger_, watch, server_) {
    trigger = trigger_;
    server = server_;
    const scroller = element.closest("#conversation");
    const above = 16;
    let turns = 0;
    let following = true;
    for (const type of ["wheel", "touchmove", "mousedown", "keydown"]) {
      scroller.addEventListener(type, () => (following = false), { passive: true });
    }
    const list = () => element.querySelector(".turns");
    const place = (turn) => Number(turn.dataset.turn);
    const ratings = new Map(); // turn id → what was pressed, as long as the page is open
    const followUps = new Map(); // turn id and plan → what may be asked next, as HTML
    const kept = () => JSON.parse(list()?.dataset.kept ?? "[]");
    const question = (turn) => turn.querySelector(".question").lastChild.data;

    function keepQuestionInView() {
      const last = element.querySelector(".turn:last-child");
      if (!last || !following) return;
      if (sideBySide.matches) {
        const top = scroller.getBoundingClientRect().top;
        scroller.scrollTop += last.getBoundingClientRect().top - top - above;
      } else {
        const tabs = $("#head").getBoundingClientRect();
        scrollBy(0, last.getBoundingClientRect().top - Math.max(tabs.bottom, 48) - above);
      }
    }

    function update() {
      asking.seen();
      const shown = element.querySelectorAll(".turn").length;
      const busy = element.querySelector("[data-busy]") !== null;
      if (shown > turns) following = true;
      if (shown !== turns) focusInput();
      turns = shown;
      $("#chat").classList.toggle("busy", busy);
      $("#chat").classList.toggle("has-turns", shown > 0);
      announce(
        busy ? "正在查找" : (element.querySelector(".turn:last-child .answer")?.innerText ?? ""),
      );
      if (list()?.dataset.kept) keep(kept());
      else if (!shown) current.set("");
      if (!busy) element.querySelectorAll(".turn").forEach(showRating);
      if (!busy && shown) suggest();
      keepQuestionInView();
    }

    // What may follow is found after the answer, so that the next question need not wait for it.
    async function suggest() {
      const all = kept();
      const last = all.at(-1);
      if (last?.state !== "done") return;
      const { plan } = planPage.state;
      const key = `${last.id} ${plan}`;
      if (!followUps.has(key)) {
        const asked = all.slice(0, -1).map((turn) => turn.question);
        const request = { turns: JSON.stringify([last]), asked, plan };
        followUps.set(key, server.follow(request).catch(() => ""));
      }
      const list = await followUps.get(key);
      const turn = element.querySelector(".turn:last-child");
      const same = kept().at(-1)?.id === last.id && planPage.state.plan === plan;
      if (!list || !turn || !same || turn.querySelector(".suggestions")) return;
      turn.insertAdjacentHTML("beforeend", list);
      keepQuestionInView();
    }

    function ask(text, at) {
      const act = () => submit(at === undefined ? { question: text } : { question: text, at });
      if (!asking.isOpen()) act();
      else if (!asking.isSent() && !asking.growing()) asking.then(act); // it is just ending
    }

    // The question becomes an input; what came after it is asked anew.
    function edit(turn) {
      const heading = turn.querySelector(".question");
      const form = document.createElement("form");
      form.className = "edit-form";
      const input = document.createElement("textarea");
      input.value = question(turn);
      input.setAttribute("aria-label", "改问题");
      const buttons = document.createElement("div");
      buttons.className = "form-buttons";
      for (const [type, name] of [
        ["submit", "重新提问"],
        ["button", "取消"],
      ]) {
        const button = document.createElement("button");
        button.type = type;
        button.textContent = name;
        buttons.append(button);
      }
      form.append(input, buttons);
      const leave = () => {
        form.replaceWith(heading);
        turn.querySelector("[data-edit]").focus();
      };
      const submit = () => input.value.trim() && ask(input.value, place(turn));
      form.addEventListener("submit", (event) => (event.preventDefault(), submit()));
      buttons.lastChild.addEventListener("click", leave);
      input.addEventListener("keydown", (event) => {
        if (event.key === "Escape") leave();
        if (event.key === "Enter" && !event.shiftKey && !composing(event)) {
          event.preventDefault();
          submit();
        }
      });
      heading.replaceWith(form);
      input.focus();
    }

    function showRating(turn) {
      const rating = ratings.get(kept()[place(turn)]?.id);
      for (const thumb of turn.querySelectorAll(".thumb")) {
        thumb.setAttribute("aria-pressed", String(thumb.dataset.rating === rating));
      }
    }

    async function rate(turn, rating, reason = "", comment = "") {
      const all = kept().slice(0, place(turn) + 1);
      const request = { turns: JSON.stringify(all), rating, reason, comment };
      const told = await server.rate(request).catch(() => "没能存下来，请再试一次。");
      ratings.set(all.at(-1).id, rating);
      showRating(turn);
      turn.querySelector(".rating-form")?.remove();
      turn.querySelector(".rated")?.remove();
      const line = document.createElement("span");
      line.className = "rated";
      line.textContent = told;
      turn.querySelector(".actions").append(line);
      announce(told);
    }

    // A thumbs-down counts at once; the reason may follow.
    async function rateDown(turn) {
      await rate(turn, "down");
      const form = $("#talks .rating-form").cloneNode(true);
      form.hidden = false;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const said = new FormData(form);
        rate(turn, "down", said.get("reason") ?? "", said.get("comment"));
      });
      form.querySelector("[data-cancel]").addEventListener("click", () => form.remove());
      turn.querySelector(".actions").after(form);
      form.scrollIntoView({ block: "nearest" });
      form.querySelector("input").focus({ preventScroll: true });
    }

    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const turn = button.closest(".turn");
      if ("question" in button.dataset) ask(button.dataset.question);
      else if ("copy" in button.dataset) copy(button.dataset.copy).then(() => say(button, "已复制"));
      else if ("retry" in button.dataset) ask(question(turn), place(turn));
      else if ("edit" in button.dataset) edit(turn);
      else if (button.dataset.rating === "up") rate(turn, "up");
      else if (button.dataset.rating === "down") rateDown(turn);
    });
    watch("value", update);
    planPage.onReady(() => {
      shortenPlaceholder();
      const mine = stored().find((talk) => talk.id === current.get());
      if (mine) open(mine); // the page was loaded again
      update();
      focusInput();
    });
  }

  const shortenPlaceholder = () => {
    if (box().clientWidth < 400) box().placeholder = box().placeholder.split("，")[0];
  };
  planPage.onPlan(() => requestAnimationFrame(shortenPlaceholder));

  function talks(element) {
    const window_ = element.querySelector("#talks-window");
    const list = element.querySelector(".talks");

    function button(name, act) {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = name;
      made.addEventListener("click", act);
      return made;
    }

    function entry(talk) {
      const line = document.createElement("li");
      const opening = button(talk.turns[0].question ?? "", () => {
        window_.close();
        open(talk);
      });
      opening.className = "talk";
      const facts = document.createElement("span");
      facts.className = "facts";
      const at = new Date(talk.at).toLocaleString("zh-CN", { dateStyle: "short", timeStyle: "short" });
      const other = talk.plan === plan() ? "" : `，${talk.plan}`;
      facts.textContent = `${at}，${talk.turns.length} 问${other}`;
      const remove = () => (store(stored().filter((each) => each.id !== talk.id)), fill());
      line.append(
        opening,
        facts,
        button("存为 Word", () => download(talk, "docx")),
        button("存为 Markdown", () => download(talk, "md")),
        button("删除", remove),
      );
      return line;
    }

    function fill() {
      const all = stored();
      list.replaceChildren(...all.map(entry));
      element.querySelector(".no-talks").hidden = all.length > 0;
      element.querySelector(".forget").hidden = all.length === 0;
    }

    element.querySelector("#open-talks").addEventListener("click", () => {
      fill();
      window_.showModal();
    });
    window_.addEventListener("click", (event) => {
      if (event.target === window_ || event.target.closest("[data-close]")) window_.close();
      if (event.target.closest("[data-forget]")) {
        store([]);
        fill();
      }
    });
  }

  return {
    conversation,
    talks,
    shown: arrived.shown,
    notice: (watch) => watch("value", asking.seen),
    ended: asking.ended,
  };
})();
