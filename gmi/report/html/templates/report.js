"use strict";
(() => {
  document.documentElement.classList.add("js");
  for (const one of document.querySelectorAll(".scripted")) one.hidden = false;

  // Colours: as the system, light or dark; kept where the browser keeps things for a page.
  const theme = document.getElementById("theme");
  const themes = { "": "as the system", light: "light", dark: "dark" };
  const paint = (which) => {
    if (which) document.documentElement.dataset.theme = which;
    else delete document.documentElement.dataset.theme;
    theme.textContent = "Colours: " + themes[which];
  };
  const kept = (() => { try { return localStorage.getItem("gmi-theme") || ""; } catch { return ""; } })();
  paint(kept in themes ? kept : "");
  theme.addEventListener("click", () => {
    const names = Object.keys(themes);
    const next = names[(names.indexOf(document.documentElement.dataset.theme || "") + 1) % names.length];
    paint(next);
    try { localStorage.setItem("gmi-theme", next); } catch { /* kept for this view alone */ }
  });

  for (const button of document.querySelectorAll(".copy")) {
    button.addEventListener("click", async () => {
      const quote = button.closest("figure").querySelector("blockquote");
      try {
        await navigator.clipboard.writeText(quote.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(quote);
        button.textContent = "Selected: press Ctrl+C";
      }
    });
  }

  const WIDTH = 90;
  const order = new Intl.Collator(undefined, { sensitivity: "base", numeric: true }).compare;
  const squeeze = (text) => text.replace(/\s+/g, " ");
  const element = (name, content, css) => {
    const made = document.createElement(name);
    if (css) made.className = css;
    if (content !== undefined) made.append(content);
    return made;
  };

  function concordance(report) {
    const section = report.querySelector(".evidence");
    const data = JSON.parse(section.querySelector(".data").textContent);
    const prefix = report.id.slice(0, -"top".length);
    const form = section.querySelector(".filters");
    const fields = form.elements;
    const body = section.querySelector(".kwic tbody");
    const status = section.querySelector(".hits");
    const scope = section.querySelector(".scope");
    const pager = section.querySelector(".pager");
    let lines = null;
    let extra = {};
    let first = 0;
    let shown = [];

    // The words come from the text on the page; in a table the cells of a row stand beside each other.
    function read() {
      const texts = new Map();
      const textOf = (block) => {
        if (!texts.has(block)) {
          const here = document.getElementById(prefix + "b" + block);
          const cells = here.matches("td") ? [...here.parentElement.children] : [here];
          const at = cells.indexOf(here);
          const join = (some) => some.map((cell) => cell.textContent).join(" | ");
          texts.set(block, {
            text: here.textContent,
            before: at > 0 ? join(cells.slice(0, at)) + " | " : "",
            after: at < cells.length - 1 ? " | " + join(cells.slice(at + 1)) : "",
            label: (here.dataset.label || "").replace(" ", "\u00a0"),
          });
        }
        return texts.get(block);
      };
      return data.rows.map(([kind, block, unit, page, zone, contexts, counted, start, end], index) => {
        const { text, before, after, label } = textOf(block);
        const [group, category, name] = data.kinds[kind];
        const left = squeeze(before + text.slice(0, start));
        const right = squeeze(text.slice(end) + after);
        return {
          index, kind, block, unit, page, group, category, name, label, counted: counted === 1,
          zone: data.zones[zone],
          contexts: data.contexts.filter((_, bit) => contexts >> bit & 1),
          left: left.length > WIDTH ? "…" + left.slice(-WIDTH) : left,
          right: right.length > WIDTH ? right.slice(0, WIDTH) + "…" : right,
          node: squeeze(text.slice(start, end)),
        };
      });
    }

    const sorts = {
      place: (a, b) => a.index - b.index,
      node: (a, b) => order(a.node, b.node),
      left: (a, b) => order(a.back, b.back),
      right: (a, b) => order(a.right, b.right),
      kind: (a, b) => a.kind - b.kind,
    };

    function matches() {
      const value = (name) => (fields[name] ? fields[name].value.trim() : "");
      const words = value("words").toLowerCase();
      const from = Number(value("from")) || 0;
      const to = Number(value("to")) || Infinity;
      const units = extra.area ? new Set(data.areas[extra.area] || []) : null;
      const kinds = extra.kinds ? new Set(extra.kinds.split(",")) : null;
      const beside = extra.beside
        ? new Set(lines.filter((line) => line.group === extra.beside && line.counted).map((line) => line.unit)) : null;
      const [low, high] = (extra.blocks || "").split("-").map(Number);
      return lines.filter((line) =>
        (!value("group") || line.group === value("group")) &&
        (!value("category") || line.category === value("category")) &&
        (!value("zone") || line.zone === value("zone")) &&
        (!value("context") ||
          (value("context") === "-" ? !line.contexts.length : line.contexts.includes(value("context")))) &&
        (!value("counted") || line.counted === (value("counted") === "yes")) &&
        ((!from && to === Infinity) || (line.page >= from && line.page <= to)) &&
        (!units || units.has(line.unit)) &&
        (!kinds || kinds.has(line.category)) &&
        (!beside || beside.has(line.unit)) &&
        (!extra.blocks || (line.block >= low && line.block <= high)) &&
        (!words || (line.left + line.node + line.right).toLowerCase().includes(words)));
    }

    function row(line) {
      const made = document.createElement("tr");
      const { css, name } = data.groups[line.group];
      const group = element("span", undefined, "group " + css);
      group.append(element("span", undefined, "swatch"), name + ": " + line.name);
      const place = element("a", [line.page ? "p.\u00a0" + line.page : "", line.label].filter(Boolean).join(", ") || "in the text");
      place.href = "#" + prefix + "m" + line.index;
      const node = element("mark", undefined, css + " always" + (line.counted ? "" : " out"));
      node.append(element("bdi", line.node));
      for (const content of [
        element("bdi", line.left), node, element("bdi", line.right), group, place,
        line.zone.replaceAll("_", " "), line.contexts.join(", ").replaceAll("_", " "), line.counted ? "yes" : "no",
      ]) made.append(element("td", content));
      return made;
    }

    function render(keep) {
      lines ??= read();
      const sort = fields.sort.value;
      if (sort === "left" && lines.length && lines[0].back === undefined) {
        for (const line of lines) line.back = line.left.split(" ").reverse().join(" ");
      }
      shown = matches().sort((a, b) => sorts[sort](a, b) || a.index - b.index);
      const size = Number(fields.size.value) || Math.max(shown.length, 1);
      first = keep ? Math.max(0, Math.min(first, Math.floor((shown.length - 1) / size) * size)) : 0;
      const sheet = document.createDocumentFragment();
      for (const line of shown.slice(first, first + size)) sheet.append(row(line));
      body.replaceChildren(sheet);
      for (const head of section.querySelectorAll("[data-sort]")) {
        if (head.dataset.sort === sort) head.setAttribute("aria-sort", "ascending");
        else head.removeAttribute("aria-sort");
      }
      const number = (count) => count.toLocaleString("en");
      status.textContent = shown.length === lines.length
        ? "All " + number(lines.length) + " references"
        : number(shown.length) + " of " + number(lines.length) + " references";
      pager.hidden = shown.length <= size;
      pager.querySelector("span").textContent =
        "Rows " + number(first + 1) + " to " + number(Math.min(first + size, shown.length));
      pager.querySelector(".back").disabled = first === 0;
      pager.querySelector(".next").disabled = first + size >= shown.length;
      const told = [];
      if (extra.area) {
        const [, , name] = data.kinds.find(([group, id]) => group === "area" && id === extra.area) || [];
        told.push("in paragraphs on " + (name || extra.area).toLowerCase());
      }
      if (extra.kinds) told.push("those that apply to the area");
      if (extra.beside) told.push("in paragraphs with references to " + data.groups[extra.beside].name.toLowerCase());
      if (extra.blocks) told.push("in one passage of the text");
      scope.hidden = !told.length;
      scope.querySelector("span").textContent = "Only " + told.join(", ") + ".";
    }

    // The categories on offer are those of the group that is chosen.
    function offer() {
      for (const some of fields.category.querySelectorAll("optgroup")) {
        some.hidden = some.disabled = Boolean(fields.group.value) && some.dataset.group !== fields.group.value;
      }
      const chosen = fields.category.selectedOptions[0];
      if (chosen && chosen.parentElement.disabled) fields.category.value = "";
    }

    function show(query) {
      form.reset();
      extra = {};
      for (const [name, value] of new URLSearchParams(query)) {
        if (fields[name]) fields[name].value = value;
        else extra[name] = value;
      }
      const category = new URLSearchParams(query).get("category");
      offer();
      if (category) {
        const option = [...fields.category.options].find(
          (one) => one.value === category && one.parentElement.dataset.group === fields.group.value);
        if (option) option.selected = true;
      }
      render();
    }

    for (const head of section.querySelectorAll("[data-sort]")) {
      const button = element("button", head.textContent);
      button.type = "button";
      button.addEventListener("click", () => { fields.sort.value = head.dataset.sort; render(); });
      head.replaceChildren(button);
    }
    let waiting = 0;
    form.addEventListener("input", (event) => {
      if (event.target === fields.group) offer();
      clearTimeout(waiting);
      waiting = setTimeout(render, event.target === fields.words ? 120 : 0);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector(".reset").addEventListener("click", () => show(""));
    scope.querySelector("button").addEventListener("click", () => { extra = {}; render(); fields.group.focus(); });
    const turn = (step) => {
      first += step * (Number(fields.size.value) || 0);
      render(true);
      section.querySelector(".kwic").scrollIntoView({ block: "nearest" });
    };
    pager.querySelector(".back").addEventListener("click", () => turn(-1));
    pager.querySelector(".next").addEventListener("click", () => turn(1));

    form.querySelector(".csv").addEventListener("click", () => {
      // A cell that a spreadsheet would run as a formula starts with an apostrophe.
      const cell = (text) => {
        const safe = /^\s*[=+\-@＝＋－＠]/.test(text) ? "'" + text : text;
        return '"' + safe.replaceAll('"', '""') + '"';
      };
      const table = [["before", "reference", "after", "group", "category", "page", "paragraph", "zone", "contexts", "counted"]];
      for (const line of shown) {
        table.push([line.left, line.node, line.right, line.group, line.category, line.page ? String(line.page) : "",
          line.label.replace(/^para\.\s/, ""), line.zone, line.contexts.join(" "), line.counted ? "yes" : "no"]);
      }
      const text = "\ufeff" + table.map((some) => some.map(cell).join(",")).join("\r\n") + "\r\n";
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
      link.download = data.file.replace(/\.[^.]*$/, "") + "-evidence.csv";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });

    report.addEventListener("click", (event) => {
      const link = event.target.closest("[data-show]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(link.dataset.show);
      const heading = document.getElementById(prefix + "evidence");
      if (location.hash === "#" + heading.id) heading.scrollIntoView();
      else location.hash = heading.id;
      heading.focus({ preventScroll: true });
    });
    show(form.dataset.start);
  }

  for (const report of document.querySelectorAll(".report")) concordance(report);
})();
