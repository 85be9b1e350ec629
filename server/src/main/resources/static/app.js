// Progress without reloading by hand. Everything works without this file.
(() => {
  "use strict";
  // <div id="live" data-live="/p/1/c/1" data-every="1500">: ask for the page again and take over what is new in
  // there; when the sentence is another, the rest of the page is too. What a person is typing is never taken away,
  // nor what the page said to them when it came.
  // With data-events="/p/1/c/1/events" the server says when to ask; while it can, we ask by ourselves once a minute.
  let live = document.getElementById("live");
  if (live && live.dataset.live) {
    const bare = element => {
      const copy = element.cloneNode(true);
      copy.querySelectorAll("input[type=hidden]").forEach(input => input.remove());
      return copy.innerHTML;
    };
    const sentence = page => page.querySelector("[data-sentence]").textContent;
    let touched = false;
    document.addEventListener("input", () => { touched = true; });
    const busy = () => touched || document.activeElement?.matches("input, textarea, select");
    const whole = page => {
      shown = sentence(page);
      const said = document.querySelectorAll("[data-said]");
      document.getElementById("main").replaceChildren(...said, ...page.getElementById("main").childNodes);
      document.title = page.title;
      live = document.getElementById("live");
    };
    // Whoever has sent a form is on the way out: it must not come back unsent. A download only looks like it.
    let left = -Infinity;
    window.addEventListener("beforeunload", () => { left = Date.now(); });
    const leaving = () => Date.now() - left < 60_000;
    let known = bare(live);
    let shown = sentence(document);
    let told = false;
    let timer;
    let soon = false;
    const later = wait => { clearTimeout(timer); timer = setTimeout(tick, wait); };
    const tick = async () => {
      soon = false;
      if (!live.dataset.live) return;
      try {
        const answer = document.hidden ? null
          : await fetch(live.dataset.live, { headers: { Accept: "text/html" }, redirect: "manual" });
        const page = answer && answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
        const found = page && page.getElementById("live");
        if (found && !leaving()) {
          const changed = bare(found) !== known;
          known = bare(found);
          if (sentence(page) !== shown && !busy()) whole(page);
          else if (changed) {
            live.replaceChildren(...found.childNodes);
            Object.assign(live.dataset, { live: "" }, found.dataset);
          }
        }
      } catch (e) { /* the network went away; try again */ }
      if (live.dataset.live) later(told ? 60000 : Number(live.dataset.every));
    };
    later(Number(live.dataset.every));
    if (live.dataset.events && window.EventSource) {
      const events = new EventSource(live.dataset.events);
      events.addEventListener("open", () => { told = true; });
      events.addEventListener("error", () => { told = false; later(Number(live.dataset.every)); });
      // the first of a burst counts: a fleet moves without a pause
      events.addEventListener("look", () => { if (!soon) { soon = true; later(250); } });
      document.addEventListener("visibilitychange", () => { if (!document.hidden) later(0); });
    }
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
