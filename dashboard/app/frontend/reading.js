/* Reading in the panel beside the map: a field lights its words in the article and back, and keys work from the map too.
 *
 * Pointing lights for as long as it lasts; a click keeps the light on and brings the other side into view.
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

  /* One field at a time stays lit, also while one steps to the next incident; the same one again puts it out. */
  function light(name) {
    const kept = panel().dataset.kept !== name;
    if (kept) panel().dataset.kept = name;
    else delete panel().dataset.kept;
    return kept;
  }

  const inPanel = (event) => {
    const from = event.target.closest ? event.target : event.target.parentElement;
    return from && panel() && panel().contains(from) ? from : null;
  };

  /* The classes of all marks around an element: words may be cited by several fields. */
  function classesAt(element) {
    const found = [];
    for (let mark = element.closest(".im-article mark"); mark; mark = mark.parentElement.closest(".im-article mark"))
      found.push(...mark.classList);
    return found;
  }

  /* Another language is another page; the map may have been moved since its link was made. */
  function follow(link) {
    const [to, at] = [new URL(link.href), new URL(window.parent.location.href).searchParams.get("at")];
    if (at) to.searchParams.set("at", at);
    link.href = to.href;
  }

  function clicked(event) {
    const language = event.target.closest && event.target.closest(".im-languages a");
    if (language) follow(language);
    const from = inPanel(event);
    const row = from && from.closest(FIELDS);
    if (row) {
      const name = classOf(row.dataset.field);
      if (light(name)) into(panel().querySelector(".im-article mark." + name));
      return;
    }
    const names = from ? classesAt(from) : [];
    for (const one of names.length ? panel().querySelectorAll(".im-fields tr[data-field]") : [])
      if (names.includes(classOf(one.dataset.field))) {
        light(classOf(one.dataset.field));
        return into(one);
      }
  }

  /* What is pointed at, or has the focus, is noted on the panel; the style sheet does the rest. */
  function pointed(event) {
    const from = inPanel(event);
    if (!panel()) return;
    const row = from && from.closest(FIELDS);
    note("point", row ? [classOf(row.dataset.field)] : []);
    note("words", from ? classesAt(from) : []);
  }
  function note(name, values) {
    const wanted = values.join(" ");
    if ((panel().dataset[name] || "") === wanted) return;
    if (wanted) panel().dataset[name] = wanted;
    else delete panel().dataset[name];
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
  for (const sign of ["pointerover", "focusin"]) page.addEventListener(sign, pointed);
  page.addEventListener("keydown", inPage);
  document.addEventListener("keydown", (event) => keyed(event, true));
  window.addEventListener("pagehide", () => {
    page.removeEventListener("click", clicked);
    for (const sign of ["pointerover", "focusin"]) page.removeEventListener(sign, pointed);
    page.removeEventListener("keydown", inPage);
  });
})();
