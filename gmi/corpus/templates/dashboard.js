"use strict";
(() => {
  const table = document.getElementById("all");
  const form = document.querySelector("form.filters");
  const hits = document.querySelector(".hits");
  const bodies = [...table.tBodies];
  for (const one of document.querySelectorAll(".scripted")) one.hidden = false;

  const filter = () => {
    const wanted = new FormData(form);
    const text = wanted.get("text").trim().toLocaleLowerCase();
    let shown = 0;
    for (const body of bodies) {
      let fits = !text || body.textContent.toLocaleLowerCase().includes(text);
      for (const [name, value] of wanted) {
        if (name !== "text" && value && body.dataset[name] !== value) fits = false;
      }
      body.hidden = !fits;
      shown += fits;
    }
    hits.textContent = shown === bodies.length ? `${shown} documents` : `${shown} of ${bodies.length} documents`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());

  const key = (body, column, number) => {
    const cell = body.rows[0].cells[column];
    return number ? Number(cell.dataset.value) : cell.textContent.trim();
  };
  for (const button of table.querySelectorAll("button.sort")) {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const number = "number" in button.dataset;
      const before = head.getAttribute("aria-sort");
      const down = before ? before === "ascending" : number;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const column = Number(button.dataset.column);
      const sorted = [...bodies].sort((one, other) => {
        const a = key(one, column, number), b = key(other, column, number);
        return number ? a - b : a.localeCompare(b);
      });
      if (down) sorted.reverse();
      table.append(...sorted);
    });
  }

  const open = (id) => {
    const body = document.getElementById(id);
    if (!body) return;
    if (body.hidden) { form.reset(); filter(); }
    const more = body.querySelector("details");
    if (more) more.open = true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (link) open(link.dataset.open);
  });
  if (location.hash.startsWith("#d")) open(location.hash.slice(1));
})();
