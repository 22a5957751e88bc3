// The screen 指标一览: sorts and filters the rows that the server rendered.
window.planFigures = (element, watch) => {
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  let rows, texts; // of the plan shown, in its order

  function read() {
    rows = [...(element.querySelector("tbody")?.rows ?? [])];
    texts = new Map(rows.map((row) => [row, folded(row.textContent)]));
    filter();
  }

  function filter() {
    if (!rows.length) return; // a plan without figures
    const { search, selects, clear, shown } = controls();
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      row.hidden =
        !words.every((word) => texts.get(row).includes(word)) ||
        selects.some((select) => select.value && row.dataset[select.name] !== select.value);
      if (!row.hidden) count += 1;
    }
    const filtered = count < rows.length;
    shown.textContent = filtered ? `${count} / ${rows.length} 个` : `共 ${count} 个`;
    clear.hidden = !search.value && selects.every((select) => !select.value);
    element.querySelector(".none").hidden = count > 0;
    const item = element.querySelector('[name="of"]').value;
    for (const bar of element.querySelectorAll("[data-bar]")) bar.classList.toggle("chosen", bar.dataset.bar === item);
  }

  function controls() {
    return {
      search: element.querySelector(".filters input"),
      selects: [...element.querySelectorAll(".filters select[name]")],
      clear: element.querySelector(".filters .clear"),
      shown: element.querySelector(".filters .shown"),
    };
  }

  // Numbers before words, what has no number last either way; equal ones stay in the plan's order.
  const key = (row, column) => {
    const cell = row.querySelector(`td.${column}`);
    if (!("key" in cell.dataset)) return cell.textContent;
    return cell.dataset.key === "" ? null : Number(cell.dataset.key);
  };
  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b), "zh-CN");
  }
  const next = { none: "ascending", ascending: "descending", descending: "none" };
  const headOf = (column) => element.querySelector(`[data-sort="${column}"]`)?.closest("th");
  function sort(column, order) {
    for (const each of element.querySelectorAll("th")) each.setAttribute("aria-sort", "none");
    headOf(column)?.setAttribute("aria-sort", order);
    const orders = element.querySelector(".orders");
    orders.value = order === "none" ? "" : `${column} ${order}`; // shows none if it has no such
    const sign = order === "descending" ? -1 : 1;
    const sorted = rows.map((row) => [order === "none" ? null : key(row, column), row]);
    if (order !== "none") {
      const empty = (value) => value === null || value === "";
      sorted.sort(([a], [b]) => empty(a) - empty(b) || (empty(a) ? 0 : sign * compare(a, b)));
    }
    element.querySelector("tbody").append(...sorted.map(([, row]) => row));
  }

  element.addEventListener("input", (event) => {
    if (!event.target.matches(".orders")) return filter();
    const [column, order] = event.target.value.split(" ");
    sort(column, order ?? "none");
  });
  element.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sort]");
    if (button) {
      const column = button.dataset.sort;
      sort(column, next[headOf(column).getAttribute("aria-sort")]);
    }
    if (event.target.closest(".clear")) {
      const { search, selects } = controls();
      search.value = "";
      for (const select of selects) select.value = "";
      filter();
      search.focus();
    }
    const bar = event.target.closest("[data-bar]");
    const items = element.querySelector('[name="of"]');
    if (bar && [...items.options].some((option) => option.value === bar.dataset.bar)) {
      items.value = items.value === bar.dataset.bar ? "" : bar.dataset.bar;
      filter();
    }
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.matches(".filters input")) return;
    event.target.value = "";
    filter();
  });
  watch("value", read);
  read();
};
