/**
 * The stand-in for App Bridge, second part: the elements an app writes into its page and the admin shows around it
 * (title bar, save bar, navigation) or above it (modal). Whatever they show is read anew from the document at each change.
 */
(() => {
  "use strict";
  const bridge = window.__appBridge;
  if (customElements.get("ui-title-bar")) return;
  const { tell, on, actions } = bridge;

  // A style sheet instead of style attributes: the elements exist before React hydrates and must stay as the server wrote them.
  const hidden = new CSSStyleSheet();
  hidden.replaceSync("ui-title-bar, ui-save-bar, ui-nav-menu, s-app-nav, ui-modal { display: none !important; }" + modalStyle());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, hidden];

  let lastButton = 0;
  const buttonIds = new WeakMap();
  /** What the admin needs to draw a button and to have it pressed. */
  const describe = (button) => {
    if (!buttonIds.has(button)) buttonIds.set(button, `button-${++lastButton}`);
    const id = buttonIds.get(button);
    actions.set(id, () => button.click());
    return {
      id,
      label: button.textContent.trim(),
      primary: button.getAttribute("variant") === "primary",
      breadcrumb: button.getAttribute("variant") === "breadcrumb",
      critical: button.getAttribute("tone") === "critical",
      disabled: button.hasAttribute("disabled"),
      busy: button.hasAttribute("loading"),
    };
  };
  const buttonsIn = (element) => [...element.querySelectorAll("button, a")].map(describe);

  /** An element that is only told about: `changed` runs after it came, went or changed. */
  function watched(changed) {
    return class extends HTMLElement {
      connectedCallback() {
        this.observer = new MutationObserver(() => changed(this));
        this.observer.observe(this, { childList: true, subtree: true, attributes: true, characterData: true });
        queueMicrotask(() => changed(this));
      }
      disconnectedCallback() {
        this.observer.disconnect();
        queueMicrotask(() => changed(this));
      }
    };
  }

  // ── Title bar and navigation ────────────────────────────────────────────────────────────────────────────────────────
  const tellTitleBar = () => {
    const bar = [...document.querySelectorAll("ui-title-bar")].filter((each) => !each.closest("ui-modal")).at(-1);
    tell("titleBar", bar ? { title: bar.getAttribute("title") ?? "", buttons: buttonsIn(bar) } : null);
  };
  const tellNavigation = () => {
    const links = [...document.querySelectorAll("ui-nav-menu [href], s-app-nav [href]")].filter(
      (link) => link.getAttribute("rel") !== "home",
    );
    tell(
      "navigation",
      links.map((link) => ({ href: link.getAttribute("href"), label: link.textContent.trim() })),
    );
  };
  on("navigate", ({ href }) => {
    const link = [...document.querySelectorAll("ui-nav-menu [href], s-app-nav [href]")].find((each) => each.getAttribute("href") === href);
    if (link) link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true }));
    else location.assign(href);
  });
  customElements.define(
    "ui-title-bar",
    watched((bar) => (bar.closest("ui-modal") ? bar.closest("ui-modal").draw() : tellTitleBar())),
  );
  customElements.define("ui-nav-menu", watched(tellNavigation));
  customElements.define("s-app-nav", watched(tellNavigation));

  // ── Save bar ────────────────────────────────────────────────────────────────────────────────────────────────────────
  const openBars = new Set();
  let leavers = [];
  const tellSaveBar = () => {
    const bar = [...openBars].at(-1);
    tell("saveBar", bar ? { buttons: buttonsIn(bar) } : null);
    if (bar) return;
    leavers.forEach((leave) => leave());
    leavers = [];
  };
  customElements.define(
    "ui-save-bar",
    class extends watched((bar) => openBars.has(bar) && tellSaveBar()) {
      get showing() {
        return openBars.has(this);
      }
      disconnectedCallback() {
        super.disconnectedCallback();
        void this.hide();
      }
      async show() {
        if (this.showing) return;
        openBars.add(this);
        tellSaveBar();
        this.dispatchEvent(new Event("show"));
      }
      async hide() {
        if (!openBars.delete(this)) return;
        tellSaveBar();
        this.dispatchEvent(new Event("hide"));
      }
      async toggle() {
        return this.showing ? this.hide() : this.show();
      }
    },
  );
  bridge.leaveConfirmation = () =>
    new Promise((resolve) => {
      if (openBars.size === 0) return resolve();
      leavers.push(resolve);
      tell("saveBarAttention");
    });
  document.addEventListener("input", (event) => {
    if (event.target.form?.hasAttribute("data-save-bar"))
      throw new Error("App Bridge's <form data-save-bar> isn't built in the emulator: use ui-save-bar");
  });

  // ── Modal ───────────────────────────────────────────────────────────────────────────────────────────────────────────
  customElements.define(
    "ui-modal",
    class extends HTMLElement {
      constructor() {
        super();
        this.dialog = document.createElement("dialog");
        this.dialog.className = "app-bridge-modal";
        this.heading = document.createElement("h2");
        this.closer = document.createElement("button");
        this.closer.type = "button";
        this.closer.setAttribute("aria-label", "Close");
        this.closer.textContent = "×";
        this.content = document.createElement("div");
        this.footer = document.createElement("footer");
        const header = document.createElement("header");
        header.append(this.heading, this.closer);
        this.dialog.append(header, this.content, this.footer);
        this.closer.addEventListener("click", () => this.dialog.close());
        this.dialog.addEventListener("close", () => this.dispatchEvent(new Event("hide")));
      }
      get showing() {
        return this.dialog.open;
      }
      disconnectedCallback() {
        this.dialog.close();
        this.dialog.remove();
      }
      draw() {
        const bar = this.querySelector("ui-title-bar");
        this.heading.textContent = bar?.getAttribute("title") ?? "";
        this.footer.replaceChildren(
          ...(bar ? buttonsIn(bar) : []).reverse().map(({ id, label, primary, critical, disabled, busy }) => {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = label;
            button.disabled = disabled || busy;
            button.className = critical ? "critical" : primary ? "primary" : "";
            button.addEventListener("click", () => actions.get(id)());
            return button;
          }),
        );
      }
      async show() {
        if (this.dialog.open) return;
        if (this.hasAttribute("src")) throw new Error("App Bridge's ui-modal with src isn't built in the emulator");
        // Only now into the document: before hydration React would find an element it doesn't know.
        document.body.append(this.dialog);
        this.dialog.dataset.size = this.getAttribute("variant") ?? "base";
        this.draw();
        this.dialog.showModal();
        this.dispatchEvent(new Event("show"));
      }
      async hide() {
        if (this.dialog.open) this.dialog.close();
      }
      async toggle() {
        return this.dialog.open ? this.hide() : this.show();
      }
    },
  );

  function modalStyle() {
    return `
      .app-bridge-modal { width: min(620px, calc(100vw - 24px)); max-height: calc(100vh - 48px); padding: 0; border: 0; border-radius: 16px; box-shadow: 0 8px 40px #0005; color: #303030; font: 14px/1.45 Inter, system-ui, sans-serif; }
      .app-bridge-modal[data-size="small"] { width: min(380px, calc(100vw - 24px)); }
      .app-bridge-modal[data-size="large"], .app-bridge-modal[data-size="max"] { width: min(980px, calc(100vw - 24px)); }
      .app-bridge-modal[open] { display: flex; flex-direction: column; }
      .app-bridge-modal::backdrop { background: #0007; }
      .app-bridge-modal > header { display: flex; justify-content: space-between; align-items: center; padding: 12px 16px; background: #f3f3f3; border-bottom: 1px solid #e3e3e3; }
      .app-bridge-modal > header h2 { margin: 0; font-size: 14px; font-weight: 650; }
      .app-bridge-modal > header button { border: 0; background: none; font-size: 20px; line-height: 1; cursor: pointer; }
      .app-bridge-modal > div { overflow: auto; }
      .app-bridge-modal > footer { display: flex; justify-content: flex-end; gap: 8px; padding: 12px 16px; border-top: 1px solid #e3e3e3; }
      .app-bridge-modal > footer:empty { display: none; }
      .app-bridge-modal > footer button { padding: 6px 12px; border: 1px solid #c9c9c9; border-radius: 8px; background: #fff; font: inherit; font-weight: 550; cursor: pointer; }
      .app-bridge-modal > footer .primary { background: #303030; border-color: #303030; color: #fff; }
      .app-bridge-modal > footer .critical { background: #c70a24; border-color: #c70a24; color: #fff; }
      .app-bridge-modal > footer button:disabled { opacity: 0.5; cursor: default; }`;
  }
})();
