/* Reading in the panel beside the map: a field lights its words in the article and back, and keys work from the map too.
 *
 * Pointing needs no script (see article.py); a click keeps the light on and brings the other side into view.
 */
(function () {
  "use strict";
  const page = window.parent.document;
  const FIELDS = ".im-fields tr[data-field], .im-matrix tr[data-field]";

  const classOf = (field) => "im-f-" + field.toLowerCase().replace(/[^a-z]+/g, "-");
  const panel = () => page.querySelector(".st-key-panel");

  function into(element) {
    const box = element && element.getBoundingClientRect();
    if (!box) return;
    const around = panel().getBoundingClientRect();
    const [top, bottom] = [Math.max(around.top, 0), Math.min(around.bottom, window.parent.innerHeight)];
    if (box.top >= top && box.bottom <= bottom) return;
    if (panel().scrollHeight > panel().clientHeight + 1) panel().scrollTop += box.top - (top + bottom) / 2;
    else element.scrollIntoView({ block: "center" });
  }

  /* One field at a time stays lit; the same one again puts it out. */
  function light(row) {
    const was = row.dataset.lit;
    for (const other of page.querySelectorAll("[data-lit]")) delete other.dataset.lit;
    if (was) return false;
    row.dataset.lit = row.dataset.field;
    return true;
  }

  function clicked(event) {
    const from = event.target.closest ? event.target : event.target.parentElement;
    if (!from || !panel() || !panel().contains(from)) return;
    const row = from.closest(FIELDS);
    if (row && light(row)) return into(panel().querySelector(".im-article mark." + classOf(row.dataset.field)));
    const mark = from.closest(".im-article mark");
    if (!mark) return;
    for (const one of panel().querySelectorAll(".im-fields tr[data-field]"))
      if (mark.classList.contains(classOf(one.dataset.field))) {
        light(one);
        return into(one);
      }
  }

  const typing = (element) => !!element.closest && !!element.closest("input, textarea, select, [contenteditable=true]");
  const press = (key) => {
    const button = page.querySelector(`.st-key-${key} button`);
    if (button && !button.disabled) button.click();
  };

  /* Streamlit knows j and k in the page itself; inside this frame nobody hears them. */
  function keyed(event, inside) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "?") press("keys");
    else if (inside && (event.key === "j" || event.key === "k")) press("step-" + event.key);
  }

  const inPage = (event) => keyed(event, false);
  page.addEventListener("click", clicked);
  page.addEventListener("keydown", inPage);
  document.addEventListener("keydown", (event) => keyed(event, true));
  window.addEventListener("pagehide", () => {
    page.removeEventListener("click", clicked);
    page.removeEventListener("keydown", inPage);
  });
})();
