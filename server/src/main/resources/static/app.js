// Progress without reloading by hand. Everything works without this file.
(() => {
  "use strict";
  const every = 1500;

  // <section data-live="/c/1/live" id="x">: fetch the fragment again while it says that it moves.
  const live = document.querySelector("[data-live]");
  if (live) {
    let known = live.innerHTML;
    const tick = async () => {
      if (document.hidden) return void setTimeout(tick, every);
      try {
        const answer = await fetch(live.dataset.live, { headers: { Accept: "text/html" }, redirect: "manual" });
        if (answer.ok) {
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const next = page.querySelector("[data-live]");
          const sentence = page.querySelector("[data-sentence]");
          const here = document.querySelector("[data-sentence]");
          const busy = live.contains(document.activeElement) && document.activeElement !== document.body;
          if (next && next.innerHTML !== known && !busy) {
            live.innerHTML = next.innerHTML;
            known = next.innerHTML;
          }
          if (sentence && here && sentence.textContent !== here.textContent) here.textContent = sentence.textContent;
          if (!next) return;
        }
      } catch (e) { /* the network went away; try again */ }
      setTimeout(tick, every);
    };
    setTimeout(tick, every);
  }

  // A form is sent once: the button says so until the server answers.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (button && !button.classList.contains("plain")) button.textContent = "Sending…";
  });
  window.addEventListener("pageshow", event => { if (event.persisted) location.reload(); });

  // "/" goes to the filter, "g c" and "g d" go to changes and databases.
  let gone = 0;
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "g") { gone = Date.now(); return; }
    if (Date.now() - gone < 1200) {
      if (event.key === "c") location.href = "/changes";
      if (event.key === "d") location.href = "/databases";
    }
  });
})();
