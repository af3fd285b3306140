// Small comforts. Every page works without them, but for what is live.

const local = new Intl.DateTimeFormat(undefined, {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
});

const toTheSecond = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** Times of the server become those of the reader; the title keeps UTC. */
function localTimes(root) {
  for (const time of root.querySelectorAll("time[datetime][title]:not([data-local])")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) {
      time.textContent = (time.matches(".exact") ? toTheSecond : local).format(at);
      time.dataset.local = "";
    }
  }
}

/** On a small screen the menu begins closed. */
function closeMenu(root) {
  const menu = root.querySelector("details.burger");
  if (menu && matchMedia("(max-width: 63.9rem)").matches) {
    menu.open = false;
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    const words = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = words), 1500);
  }
  for (const open of document.querySelectorAll("details.switch[open], details.person[open]")) {
    if (!open.contains(event.target)) {
      open.open = false;
    }
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const open of document.querySelectorAll("details.confirm[open], details.switch[open], details.person[open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }
});

// A lost connection is said, and what was under way is sent again once the server answers.
const waiting = new Map();

function say(words) {
  const place = document.getElementById("connection");
  if (place && place.textContent !== words) {
    place.textContent = words;
  }
}

async function retry() {
  try {
    const answer = await fetch("/health", { cache: "no-store" });
    if (!answer.ok) {
      throw new Error("not yet");
    }
    say("");
    const again = [...waiting];
    waiting.clear();
    for (const [element, event] of again) {
      if (document.contains(element)) {
        window.htmx.trigger(element, event);
      }
    }
  } catch {
    setTimeout(retry, 2000);
  }
}

document.addEventListener("htmx:sendError", (event) => {
  const element = event.detail.elt;
  say(element.matches("form")
    ? "The connection is lost. Nothing you entered is gone: it is sent as soon as the server answers."
    : "The connection is lost. Trying again…");
  if (waiting.size === 0) {
    setTimeout(retry, 1000);
  }
  waiting.set(element, element.matches("form") ? "submit" : "again");
});

// What is asked for again and again says nothing when it works.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && waiting.size === 0) {
    say("");
  }
});

// A boosted form's buttons are off while it is under way, so that nothing is sent twice.
document.addEventListener("htmx:beforeRequest", (event) => busy(event.detail.elt, true));
document.addEventListener("htmx:afterRequest", (event) => busy(event.detail.elt, false));

function busy(form, is) {
  if (form.matches?.("form")) {
    form.toggleAttribute("aria-busy", is);
    form.querySelectorAll("button").forEach((button) => (button.disabled = is));
  }
}

// After a form was answered, the reader begins where it says what came of it.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target === document.body) {
    closeMenu(document);
    const first = document.querySelector(".problems, .said") ?? document.getElementById("main");
    first?.setAttribute("tabindex", "-1");
    first?.focus({ preventScroll: true });
  }
});

// Who is signed out meanwhile is shown the whole page of it, not a part in the place of something else.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target !== document.body && new URL(event.detail.xhr.responseURL).pathname === "/sign-in") {
    event.detail.shouldSwap = false;
    location.reload();
  }
});

// What fills by itself holds still while somebody reads.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-pause]");
  if (button) {
    const paused = button.toggleAttribute("data-paused");
    button.textContent = paused ? "Go on" : "Pause";
  }
});

document.addEventListener("htmx:beforeRequest", (event) => {
  for (const button of document.querySelectorAll("button[data-paused]")) {
    if (event.detail.elt.matches(button.dataset.pause)) {
      event.preventDefault();
    }
  }
});

document.addEventListener("htmx:load", (event) => localTimes(event.detail.elt.parentNode ?? document));
localTimes(document);
closeMenu(document);

// Weights of a design are added up while they are typed.
document.addEventListener("input", (event) => {
  const sum = document.querySelector(`[data-sum="${event.target.name}"]`);
  if (sum) {
    const fields = [...document.querySelectorAll(`input[name="${event.target.name}"]`)];
    const hundredths = fields.reduce((all, it) => all + Math.round(Number(it.value.replace(",", ".")) * 100 || 0), 0);
    sum.textContent = `${hundredths / 100} %`;
    sum.className = hundredths === 10000 ? "sum-right" : "sum-wrong";
  }
});
