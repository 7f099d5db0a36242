// SPDX-License-Identifier: Apache-2.0
// Filter, sort and open rows of the table of callers; copy commands. All that
// is shown is in the page already: without this script every row is open.
"use strict";
(() => {
  document.documentElement.classList.add("js");

  const table = document.getElementById("caller-table");
  if (table) {
    const body = table.tBodies[0];
    // A row and its evidence stay together.
    const pairs = [...body.querySelectorAll("tr.caller")].map((row) => ({
      row,
      evidence: row.nextElementSibling,
      text: (row.textContent + " " + row.nextElementSibling.textContent)
        .toLowerCase(),
    }));

    const open = (pair, on) => {
      pair.row.querySelector("button.open")
        .setAttribute("aria-expanded", String(on));
      pair.evidence.hidden = !on || pair.row.hidden;
    };
    for (const pair of pairs) {
      const button = pair.row.querySelector("button.open");
      open(pair, false);
      button.addEventListener("click", () =>
        open(pair, button.getAttribute("aria-expanded") !== "true"));
    }

    const words = document.getElementById("filter-words");
    const verdict = document.getElementById("filter-verdict");
    const team = document.getElementById("filter-team");
    const status = document.getElementById("filter-status");
    const filter = () => {
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const pair of pairs) {
        const data = pair.row.dataset;
        const fits =
          wanted.every((word) => pair.text.includes(word)) &&
          (!verdict.value || data.verdict === verdict.value) &&
          (!team || !team.value || data.team === team.value);
        pair.row.hidden = !fits;
        open(pair, fits &&
          pair.row.querySelector("button.open")
            .getAttribute("aria-expanded") === "true");
        shown += fits ? 1 : 0;
      }
      status.textContent = shown === pairs.length
        ? `${shown} callers`
        : `${shown} of ${pairs.length} callers`;
    };
    for (const control of [words, verdict, team])
      if (control) control.addEventListener("input", filter);

    for (const button of document.querySelectorAll("button[data-team]"))
      button.addEventListener("click", () => {
        team.value = button.dataset.team;
        filter();
        document.getElementById("callers").scrollIntoView();
        team.focus({ preventScroll: true });
      });

    const heads = [...table.tHead.querySelectorAll("th")];
    const value = (pair, column) => {
      const cell = pair.row.cells[column];
      return cell.dataset.value ?? cell.textContent.trim().toLowerCase();
    };
    heads.forEach((head, column) => {
      const button = head.querySelector("button");
      if (!button) return;
      const numeric = head.classList.contains("n");
      button.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        const up = was === "none" ? !numeric : was === "descending";
        for (const other of heads)
          if (other.hasAttribute("aria-sort"))
            other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const sign = up ? 1 : -1;
        pairs.sort((a, b) => {
          const x = value(a, column), y = value(b, column);
          return sign * (numeric ? x - y : x < y ? -1 : x > y ? 1 : 0);
        });
        for (const pair of pairs) body.append(pair.row, pair.evidence);
      });
    });
  }

  for (const button of document.querySelectorAll("pre + button.copy"))
    button.addEventListener("click", async () => {
      const code = button.previousElementSibling;
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        // Pages from a file may not use the clipboard: select instead.
        getSelection().selectAllChildren(code);
        document.execCommand("copy");
      }
      const label = button.textContent;
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = label; }, 1500);
    });
})();
