/*
 * What a script adds to pages that work without one: it fills the block in a theme, copies, shares, turns ideas for a code
 * into buttons, and presses buttons on the rewards page without leaving it.
 */
(() => {
  if (window.regularsRewards) return;
  window.regularsRewards = true;
  const PAGE = '[data-regulars-page="rewards"]';
  const each = (within, selector, work) => within.querySelectorAll(selector).forEach(work);

  /** Shows what only works with a script. */
  function enhance(within) {
    each(within, "[data-regulars-script]", (button) => {
      if (button.dataset.regularsScript !== "share" || navigator.share) button.hidden = false;
    });
    each(within, "span[data-idea]", (idea) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = idea.className;
      Object.assign(button.dataset, idea.dataset);
      button.textContent = idea.textContent;
      idea.replaceWith(button);
    });
  }

  async function copy(button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button[data-copy], button[data-share-text], button[data-idea]");
    if (!button) return;
    const { idea, for: field, shareText } = button.dataset;
    if (idea) {
      const input = document.getElementById(field);
      input.value = idea;
      input.focus();
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (shareText) {
      // Closing the share sheet is no failure.
      navigator.share({ text: shareText }).catch(() => undefined);
    } else {
      copy(button).catch(() => window.prompt("", button.dataset.copy));
    }
  });

  async function ask(address, options) {
    const answer = await fetch(address, { ...options, headers: { accept: "text/html" } });
    if (!answer.ok || !(answer.headers.get("content-type") || "").startsWith("text/html")) throw new Error(`answered ${answer.status}`);
    return answer.text();
  }

  /** Puts a new page in an old one's place; a page of ours keeps its greeting. */
  function put(page, html) {
    const greeting = page.querySelector("h1");
    const box = document.createElement("div");
    box.innerHTML = html;
    const next = box.firstElementChild;
    if (greeting) next.prepend(greeting);
    page.replaceWith(next);
    enhance(next);
    return next;
  }

  let soon;

  /** Asks whether a code may be had, once somebody has stopped typing; says nothing when nobody answers. */
  document.addEventListener("input", ({ target: field }) => {
    const { regularsCheck } = field.dataset;
    if (!regularsCheck) return;
    clearTimeout(soon);
    soon = setTimeout(() => {
      const code = field.value;
      const { name } = field.form.elements;
      ask(`${regularsCheck}&${new URLSearchParams({ code, name: name ? name.value : "" })}`).then(
        (html) => {
          if (field.value !== code) return;
          const place = document.getElementById(`${field.id}-answer`);
          place.innerHTML = html;
          enhance(place);
          field.setAttribute("aria-invalid", String(!place.querySelector('[data-regulars-free="true"]')));
        },
        () => undefined,
      );
    }, 400);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const page = form.closest(PAGE);
    const part = page && page.dataset.regularsPart;
    if (!part || form.method !== "post") return;
    event.preventDefault();
    each(form, "button", (button) => (button.disabled = true));
    ask(part, { method: "POST", body: new URLSearchParams(new FormData(form)) }).then(
      (html) => {
        const next = put(page, html);
        const notice = next.querySelector('[aria-invalid="true"], .regulars-notice');
        if (notice) notice.focus();
        lookAgain(next);
      },
      // The page's own way, which shows whatever went wrong.
      () => form.submit(),
    );
  });

  /** Something is open, asked about or being pressed: a new page in this one's place would take it from their hands. */
  const inHand = (page) => page.querySelector("details[open], .regulars-where, button:disabled") || page.contains(document.activeElement);

  /** While something is being made, looks four times within a minute; never under somebody's hands. */
  function lookAgain(page, wait = 3000) {
    if (!page || page.dataset.regularsAgain === undefined || wait > 30000) return;
    setTimeout(() => {
      if (!page.isConnected) return;
      if (document.hidden || inHand(page)) return lookAgain(page, wait * 2);
      ask(page.dataset.regularsPart).then(
        (html) => lookAgain(inHand(page) ? page : put(page, html), wait * 2),
        () => lookAgain(page, wait * 2),
      );
    }, wait);
  }

  function start() {
    enhance(document);
    lookAgain(document.querySelector(PAGE));
    each(document, "[data-regulars-fetch]", (block) => {
      ask(block.dataset.regularsFetch).then(
        (html) => {
          block.innerHTML = html;
          enhance(block);
          lookAgain(block.querySelector(PAGE));
        },
        // The link to the page of our own is always there.
        () => each(block, ".regulars-instead", (link) => (link.hidden = false)),
      );
    });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
