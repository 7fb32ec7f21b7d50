/**
 * Shopify's web components and its `shopify`, as far as our extensions use them. Strict: an element, a property, a text or a part
 * of the API that isn't here is an error in the console and on the page. How they look is ours; that they are there and what
 * they are called is Shopify's.
 */
const { target, language, words, networkAccess, order } = JSON.parse(document.getElementById("settings").textContent);
document.querySelectorAll("script[type='application/json']").forEach((one) => one.remove());

function broken(text) {
  console.error(`extension: ${text}`);
  throw new Error(text);
}

const answers = new Map();
addEventListener("message", ({ source, data }) => {
  if (source === parent) answers.get(data?.answer)?.(data.token);
});
const getToken = () =>
  new Promise((resolve) => {
    const id = String(Math.random());
    answers.set(id, resolve);
    parent.postMessage({ ask: "token", id }, "*");
  });
const lineToApp = fetch;
if (!networkAccess) globalThis.fetch = () => broken("fetch needs network_access");
else globalThis.fetch = (...given) => lineToApp(...given);

const api = {
  extend: (where, render) => where === target && Promise.resolve(render()).catch((error) => broken(String(error.stack))),
  setSignals: () => {},
  sessionToken: { get: getToken },
  localization: { language: { value: { isoCode: language } } },
  i18n: { translate: (key) => (key in words ? words[key] : broken(`the locale has no "${key}"`)) },
  extension: { target, editor: undefined },
  ...(order &&
    (target.startsWith("purchase.") ? { orderConfirmation: { value: { order: { id: order.id } } } } : { order: { value: order } })),
};
globalThis.shopify = new Proxy(api, {
  get: (known, name) => (name in known || typeof name === "symbol" ? known[name] : broken(`shopify.${String(name)} isn't built here`)),
});

const SPACE = { none: "0", "small-200": "4px", small: "8px", base: "16px", large: "24px" };
const space = (name) => (name in SPACE ? SPACE[name] : broken(`no gap "${name}"`));
const make = (tag, attributes = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  element.append(...inside);
  return element;
};
const slot = (name) => make("slot", name ? { name } : {});

/** What each element may be given, and how it is drawn in its shadow from that. */
const ELEMENTS = {
  "s-page": { props: ["heading"], draw: (of) => [make("main", {}, make("h1", {}, of.heading ?? ""), slot())] },
  "s-section": {
    props: ["heading", "accessibilityLabel"],
    draw: (of) => [
      make("section", { "aria-label": of.heading ?? of.accessibilityLabel }, ...(of.heading ? [make("h2", {}, of.heading)] : []), slot()),
    ],
  },
  "s-stack": {
    props: ["gap", "direction", "accessibilityRole", "accessibilityLabel"],
    draw: (of) => {
      const across = of.direction === "inline" ? "row;flex-wrap:wrap" : "column";
      of.style.cssText = `display:flex;flex-direction:${across};align-items:flex-start;gap:${space(of.gap ?? "base")}`;
      if (of.accessibilityRole) of.setAttribute("role", of.accessibilityRole === "section" ? "group" : of.accessibilityRole);
      if (of.accessibilityLabel) setAria(of, of.accessibilityLabel);
      return [slot()];
    },
  },
  "s-grid": {
    props: ["gap", "gridTemplateColumns", "alignItems"],
    draw: (of) => (
      (of.style.cssText = `display:grid;width:100%;gap:${space(of.gap ?? "base")};grid-template-columns:${of.gridTemplateColumns};align-items:${of.alignItems}`),
      [slot()]
    ),
  },
  "s-paragraph": { props: ["color"], draw: (of) => [make("p", { class: of.color }, slot())] },
  "s-text": { props: ["color", "type"], draw: (of) => [make(of.type === "strong" ? "strong" : "span", { class: of.color }, slot())] },
  "s-heading": {
    props: ["accessibilityRole"],
    draw: (of) => [make(of.accessibilityRole === "presentation" ? "div" : "h3", { class: "heading" }, slot())],
  },
  "s-banner": {
    props: ["tone"],
    draw: (of) => [make("div", { role: of.tone === "warning" ? "alert" : "status", class: `banner ${of.tone}` }, slot())],
  },
  "s-link": { props: ["href"], draw: (of) => [make("a", { href: of.href, target: "_top" }, slot())] },
  "s-details": {
    props: [],
    draw: () => [make("details", {}, make("summary", {}, slot("summary")), make("div", { class: "inside" }, slot()))],
  },
  "s-summary": { props: [], draw: (of) => ((of.slot = "summary"), [slot()]) },
  "s-unordered-list": { props: [], draw: (of) => (of.setAttribute("role", "list"), [slot()]) },
  "s-list-item": {
    props: [],
    draw: (of) => (of.setAttribute("role", "listitem"), (of.style.cssText = "display:block;margin-bottom:12px"), [slot()]),
  },
  "s-progress": {
    props: ["max", "value", "accessibilityLabel"],
    draw: (of) => ((of.style.width = "100%"), [make("progress", { max: of.max, value: of.value, "aria-label": of.accessibilityLabel })]),
  },
  "s-qr-code": {
    props: ["content", "accessibilityLabel"],
    draw: (of) => [
      make("img", {
        src: `/__extensions/qr.svg?${new URLSearchParams({ content: of.content })}`,
        alt: of.accessibilityLabel,
        width: 140,
        height: 140,
      }),
    ],
  },
  "s-product-thumbnail": {
    props: ["src", "alt"],
    draw: (of) => [
      of.src ? make("img", { class: "thumbnail", src: of.src, alt: of.alt, width: 64, height: 64 }) : make("span", { class: "thumbnail" }),
    ],
  },
  "s-skeleton-paragraph": { props: [], draw: () => [make("div", { class: "skeleton" })] },
  "s-clipboard-item": { props: ["id", "text"], draw: () => [] },
  "s-button": {
    props: ["variant", "tone", "loading", "disabled", "command", "commandFor", "accessibilityLabel", "href", "target"],
    draw: (of) => {
      if (of.href) return [make("a", { class: "button", href: of.href, target: of.target === "_blank" ? "_blank" : "_top" }, slot())];
      const attributes = {
        type: "button",
        class: `${of.variant ?? "secondary"} ${of.tone ?? ""}`,
        "aria-label": of.accessibilityLabel,
        "aria-busy": of.loading,
      };
      const button = make("button", { ...attributes, disabled: of.disabled }, slot());
      button.addEventListener("click", () => {
        if (of.command !== "--copy") return;
        const item = document.getElementById(of.commandFor) ?? broken(`nothing is called "${of.commandFor}"`);
        parent.postMessage({ ask: "copy", text: item.text }, "*");
        item.dispatchEvent(new Event("copy"));
      });
      return [button];
    },
  },
  "s-text-field": {
    props: ["name", "label", "value", "maxLength", "autocomplete", "error"],
    draw: (of) => drawField(of, () => make("input", { maxlength: of.maxLength, autocomplete: of.autocomplete }), "input"),
  },
  "s-text-area": {
    props: ["name", "label", "value", "maxLength", "autocomplete", "error", "rows"],
    draw: (of) => drawField(of, () => make("textarea", { maxlength: of.maxLength, autocomplete: of.autocomplete, rows: of.rows }), "input"),
  },
  "s-date-field": {
    props: ["name", "label", "value", "error"],
    draw: (of) => drawField(of, () => make("input", { type: "date" }), "change"),
  },
  "s-select": {
    props: ["name", "label", "value", "error"],
    draw: (of) =>
      drawField(
        of,
        () => make("select", {}, ...[...of.children].map((one) => make("option", { value: one.value }, one.textContent))),
        "change",
      ),
  },
  // Drawn by the select around it.
  "s-option": { props: ["value"], draw: (of) => ((of.style.display = "none"), of.parentElement?.redraw?.(), []) },
  "s-checkbox": {
    props: ["label", "checked", "disabled"],
    draw: (of) => {
      const had = of.shadowRoot.querySelector("input");
      if (had) return ((had.checked = Boolean(of.checked)), null);
      const input = make("input", { type: "checkbox", disabled: of.disabled });
      input.checked = Boolean(of.checked);
      input.addEventListener("change", () => ((of.given.checked = input.checked), of.dispatchEvent(new Event("change"))));
      return [make("label", { class: "tick" }, input, of.label)];
    },
  },
};

/** A field keeps its place and what is typed while it is told something new; what is wrong stands with it. */
function drawField(of, makeField, event) {
  const had = of.shadowRoot.querySelector("input, textarea, select");
  const label = of.shadowRoot.querySelector("label");
  const choices = had?.localName === "select" ? had.length : 0;
  if (had && (had.localName !== "select" || choices === of.children.length)) {
    if (had.value !== (of.value ?? "")) had.value = of.value ?? "";
    tellProblem(of, had, label);
    return null;
  }
  const field = makeField();
  field.value = of.value ?? "";
  field.addEventListener(event, () => {
    // As Shopify's: the element has the new value when its event is heard.
    of.given.value = field.value;
    // An input event leaves the shadow by itself, a change event doesn't.
    if (event === "change") of.dispatchEvent(new Event("change"));
  });
  const around = make("label", {}, of.label, field);
  tellProblem(of, field, around);
  return [around];
}
function tellProblem(of, field, label) {
  label.querySelector(".problem")?.remove();
  field.setAttribute("aria-invalid", String(Boolean(of.error)));
  if (of.error) label.append(make("span", { class: "problem" }, of.error));
}
function setAria(element, label) {
  HTMLElement.prototype.setAttribute.call(element, "aria-label", label);
}

const STYLE = `
  :host { font: 16px/1.5 system-ui, sans-serif; color: #1c1c1c; overflow-wrap: anywhere; }
  :host([hidden]) { display: none; } p { margin: 0; } h1 { font-size: 1.5rem; margin: 0 0 16px; } h2 { font-size: 1.1rem; margin: 0 0 12px; }
  .heading { font-size: 1.4rem; font-weight: 650; letter-spacing: .02em; } .subdued { color: #5c5c5c; }
  section { display: block; border: 1px solid #d8d8d8; border-radius: 10px; padding: 16px; margin-bottom: 16px; background: #fff; }
  .banner { padding: 12px 16px; border-radius: 8px; background: #eef4ff; } .banner.success { background: #e4f5ea; } .banner.warning { background: #fff1d6; }
  button { font: inherit; min-height: 44px; padding: 8px 16px; border-radius: 8px; border: 1px solid #8a8a8a; background: #fff; color: inherit; cursor: pointer; }
  button.primary { background: #1c1c1c; color: #fff; border-color: #1c1c1c; } button.critical { color: #a3120a; border-color: #a3120a; } button:disabled { opacity: .5; cursor: default; }
  a { color: #0b5cad; } summary { cursor: pointer; min-height: 32px; text-decoration: underline; } .inside { padding-top: 12px; }
  progress { width: 100%; height: 8px; } .thumbnail { display: inline-block; width: 64px; height: 64px; border-radius: 8px; background: #ececec; object-fit: cover; }
  .skeleton { height: 16px; border-radius: 4px; background: #e6e6e6; margin: 10px 0; } label { display: flex; flex-direction: column; gap: 4px; }
  input:not([type="checkbox"]), select, textarea { font: inherit; min-height: 44px; border: 1px solid #8a8a8a; border-radius: 8px; padding: 0 12px; width: 100%; max-width: 16rem; box-sizing: border-box; background: #fff; color: inherit; }
  textarea { max-width: 32rem; padding: 8px 12px; } .problem { color: #a3120a; } .tick { flex-direction: row; align-items: center; min-height: 44px; gap: 8px; }
  a.button { display: inline-block; box-sizing: border-box; min-height: 44px; padding: 9px 16px; border-radius: 8px; border: 1px solid #8a8a8a; color: inherit; text-decoration: none; }`;

for (const [tag, { props, draw }] of Object.entries(ELEMENTS)) {
  class Element extends HTMLElement {
    given = {};
    constructor() {
      super();
      this.attachShadow({ mode: "open" });
    }
    connectedCallback() {
      this.drawn = true;
      this.redraw();
    }
    redraw() {
      if (!this.drawn) return;
      const parts = draw(this);
      if (parts === null) return;
      this.shadowRoot.replaceChildren(make("style", {}, STYLE), ...parts);
    }
    setAttribute(name, value) {
      const known = [...props.map((one) => one.toLowerCase()), "slot", "id", "role", "style"];
      if (!known.includes(name.toLowerCase())) broken(`<${tag}> has no "${name}"`);
      super.setAttribute(name, value);
    }
  }
  for (const name of props)
    Object.defineProperty(Element.prototype, name, {
      get() {
        return this.given[name];
      },
      set(value) {
        this.given[name] = value;
        if (name === "id") setId(this, value);
        this.redraw();
      },
    });
  customElements.define(tag, Element);
}
function setId(element, value) {
  HTMLElement.prototype.setAttribute.call(element, "id", value);
}

new MutationObserver(() => {
  for (const element of document.body.querySelectorAll("*"))
    if (element.localName.includes("-") && !customElements.get(element.localName)) broken(`<${element.localName}> isn't built here`);
}).observe(document.body, { childList: true, subtree: true });
document.body.style.cssText = "margin:0;background:transparent";
document.body.setAttribute("data-extension-body", "");
new ResizeObserver(() => parent.postMessage({ ask: "height", height: Math.ceil(document.body.scrollHeight) }, "*")).observe(document.body);
