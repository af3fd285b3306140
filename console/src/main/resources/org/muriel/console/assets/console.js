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

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.switch[open], details.person[open]")) {
    if (!open.contains(event.target)) {
      open.open = false;
    }
  }
  const button = event.target.closest("button[data-copy]");
  if (button) {
    copy(button.dataset.copy);
    const words = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = words), 1500);
  }
});

/** Without encryption browsers have a clipboard only for what is selected. */
function copy(text) {
  if (navigator.clipboard) {
    navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

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

// Whether what is said is about a form that was not taken: it stays until something is sent again.
let kept = false;

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
    const again = [...waiting.values()];
    waiting.clear();
    again.forEach((send) => send());
  } catch {
    setTimeout(retry, 2000);
  }
}

/** What was asked for, asked once more: a form by the same button. */
function sending(element, submitter) {
  return () => {
    if (element.isConnected && submitter?.isConnected) {
      // htmx sends the name of a button that was clicked, and of no other
      submitter.click();
    } else if (element.isConnected && element.matches("form")) {
      element.requestSubmit();
    } else if (element.isConnected) {
      window.htmx.trigger(element, element.hasAttribute("hx-trigger") ? "again" : "click");
    }
  };
}

document.addEventListener("htmx:sendError", (event) => {
  const element = event.detail.elt;
  say(element.matches("form")
    ? "The connection is lost. Nothing you entered is gone: it is sent as soon as the server answers."
    : "The connection is lost. Trying again…");
  if (waiting.size === 0) {
    setTimeout(retry, 1000);
  }
  waiting.set(element, sending(element, event.detail.requestConfig.triggeringEvent?.submitter));
});

// What is asked for again and again says nothing when it works.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && waiting.size === 0 && !kept) {
    say("");
  }
});

// A form that is not taken at all, such as of somebody who was signed out meanwhile, stays as it was filled.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (requestConfig.elt.matches("form") && xhr.status >= 400 && xhr.status !== 422) {
    event.detail.shouldSwap = false;
    kept = true;
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const words = page.querySelector("[role=alert]")?.textContent.trim().replace(/\s+/g, " ") ?? "This did not work.";
    if (xhr.status === 401 || xhr.status === 403) {
      renew(words);
    } else {
      say(`${words} What you entered is still here.`);
    }
  }
});

/** A sign-in gives forms another token. */
async function renew(words) {
  const answer = await fetch("/form-token", { cache: "no-store" });
  if (answer.redirected) {
    say("You are not signed in any more. Nothing was changed, and what you entered is still here: sign in in another tab, then come back.");
    addEventListener("focus", () => renew(words), { once: true });
    return;
  }
  const token = await answer.text();
  const inputs = [...document.querySelectorAll("input[name=form_token]")];
  const isNew = inputs.some((input) => input.value !== token);
  inputs.forEach((input) => (input.value = token));
  say(isNew
    ? "You have signed in again. Nothing was changed yet: send it once more."
    : `${words} What you entered is still here.`);
}

// What was entered and not saved is not lost silently.
let unsaved = null;
let sent = null;

document.addEventListener("input", (event) => {
  const form = event.target.closest("#main form[method=post]");
  if (form && !form.closest("details.confirm")) {
    unsaved = form;
  }
});

document.addEventListener("submit", (event) => {
  kept = false;
  sent = { action: event.target.action, isStep: event.submitter?.name === "step" };
  if (event.target === unsaved) {
    unsaved = null;
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target === document.body && sent && (sent.isStep || document.querySelector(".problems"))) {
    unsaved = [...document.forms].find((form) => form.action === sent.action && !form.closest("details.confirm")) ?? null;
  }
});

addEventListener("beforeunload", (event) => {
  if (unsaved?.isConnected) {
    event.preventDefault();
  }
});

document.addEventListener("toggle", (event) => {
  const words = event.target.matches("details.confirm[open]") && event.target.querySelector(".confirm-words");
  if (words) {
    words.querySelector(".unsaved")?.remove();
    if (unsaved?.isConnected) {
      const notice = document.createElement("p");
      notice.className = "notice unsaved";
      notice.textContent = "! What you changed on this page is not saved. Save it first, or it is lost.";
      words.prepend(notice);
    }
  }
}, true);

// A choice that other fields depend on shows them.
document.addEventListener("change", (event) => {
  const button = event.target.form?.querySelector(`button[data-after="${event.target.name}"]`);
  button?.click();
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

// What is shown stays until it can be brought up to date again.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400 && event.detail.requestConfig.elt.getAttribute("hx-trigger")?.startsWith("every")) {
    event.detail.shouldSwap = false;
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
