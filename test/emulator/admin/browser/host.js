/**
 * The admin page around an embedded app: answers the frame's App Bridge stand-in. Only messages from the frame itself and
 * from the app's origin are heard, and only that origin is answered.
 */
const settings = JSON.parse(document.getElementById("host-settings").textContent);
const frame = document.getElementById("app-frame");
const find = (id) => document.getElementById(id);

const send = (message) => frame.contentWindow.postMessage({ bridge: "emulator", ...message }, settings.appOrigin);
const happen = (name, detail) => send({ kind: "event", name, detail });

window.addEventListener("message", async ({ origin, source, data }) => {
  if (origin !== settings.appOrigin || source !== frame.contentWindow || data?.bridge !== "emulator") return;
  if (data.kind === "tell") {
    if (!Object.hasOwn(told, data.name)) throw new Error(`the admin page doesn't know ${data.name}`);
    return told[data.name](data.payload);
  }
  if (data.kind !== "call") return;
  try {
    if (!Object.hasOwn(asked, data.name)) throw new Error(`the emulator's admin can't ${data.name}`);
    send({ kind: "reply", id: data.id, result: await asked[data.name](data.payload) });
  } catch (error) {
    send({ kind: "reply", id: data.id, error: error.message });
  }
});

async function fetchJson(path, init) {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

// ── What the app asks ─────────────────────────────────────────────────────────────────────────────────────────────────
const asked = {
  idToken: async () => (await fetchJson("/__emulator/session-token")).token,
  user: async () => settings.user,
  redirect: async ({ url }) => location.assign(adminAddress(url)),
  resourcePicker: (options) => pickResources(options ?? {}),
  scopesQuery: () => fetchJson(`${settings.appPath}.scopes`),
  scopesRequest: async (scopes) => {
    const granted = await confirmed(`${settings.appName} asks for more access`, scopes.join(", "), "Update access");
    if (!granted) return { result: "declined-all", detail: await asked.scopesQuery() };
    return { result: "granted-all", detail: await changeScopes("grant", scopes) };
  },
  scopesRevoke: async (scopes) => ({ detail: await changeScopes("revoke", scopes) }),
};

const changeScopes = (change, scopes) =>
  fetchJson(`${settings.appPath}.scopes`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ change, scopes }),
  });

/** Where a link of the app leads inside this admin; the app's own pages stay embedded. */
function adminAddress(url) {
  const inAdmin =
    /^shopify:(?:\/\/)?\/?admin(\/.*)?$/.exec(url)?.[1] ?? /^https:\/\/admin\.shopify\.com\/store\/[^/]+(\/.*)?$/.exec(url)?.[1];
  if (inAdmin !== undefined) return settings.storePath + inAdmin;
  const target = new URL(url, settings.appOrigin);
  return target.origin === settings.appOrigin ? settings.appPath + target.pathname + target.search : target.href;
}

// ── What the app tells ────────────────────────────────────────────────────────────────────────────────────────────────
let toastTimer = 0;
let saveBarOpen = false;
const EMBEDDED_PARAMETERS = ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"];

const told = {
  ready: (path) => told.path(path),
  path(path) {
    const address = new URL(path, settings.appOrigin);
    for (const name of EMBEDDED_PARAMETERS) address.searchParams.delete(name);
    // The bounce page and other stations of signing in are no places to come back to.
    if (!address.pathname.startsWith("/auth/")) history.replaceState(null, "", settings.appPath + address.pathname + address.search);
    markCurrent(address.pathname);
    find("navigation").classList.remove("open");
  },
  navigation(links) {
    find("app-navigation").replaceChildren(
      ...links.map(({ href, label }) => {
        const link = document.createElement("a");
        link.href = settings.appPath + href;
        link.dataset.path = new URL(href, settings.appOrigin).pathname;
        link.textContent = label;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          go(href);
        });
        return link;
      }),
    );
    markCurrent(location.pathname.slice(settings.appPath.length));
  },
  titleBar(bar) {
    find("app-title").textContent = bar?.title ?? "";
    find("title-actions").replaceChildren(...(bar?.buttons ?? []).map(drawButton));
    document.title = bar?.title ? `${bar.title} · ${settings.appName}` : settings.appName;
  },
  saveBar(bar) {
    saveBarOpen = bar !== null;
    find("save-bar").hidden = !saveBarOpen;
    find("save-actions").replaceChildren(...(bar?.buttons ?? []).map(drawButton));
  },
  saveBarAttention() {
    find("save-bar").classList.remove("attention");
    requestAnimationFrame(() => find("save-bar").classList.add("attention"));
  },
  toast({ id, message, isError, action, duration }) {
    const toast = find("toast");
    const text = document.createElement("span");
    text.textContent = message;
    const parts = [text];
    if (action) parts.push(toastButton(action, () => happen("action", { id: `${id}:action` })));
    const dismiss = toastButton("×", () => hideToast(id));
    dismiss.setAttribute("aria-label", "Dismiss");
    toast.replaceChildren(...parts, dismiss);
    toast.className = isError ? "error" : "";
    toast.dataset.toast = id;
    toast.hidden = false;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => hideToast(id), duration);
  },
  toastHide: ({ id }) => hideToast(id),
  loading: (isLoading) => {
    find("loading").hidden = !isLoading;
  },
};

function toastButton(label, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", press);
  return button;
}

function hideToast(id) {
  const toast = find("toast");
  if (toast.hidden || toast.dataset.toast !== id) return;
  toast.hidden = true;
  happen("action", { id: `${id}:dismiss` });
}

function drawButton({ id, label, primary, breadcrumb, critical, disabled, busy }) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = breadcrumb ? `‹ ${label}` : label;
  button.className = [primary && "primary", critical && "critical", breadcrumb && "breadcrumb"].filter(Boolean).join(" ");
  button.disabled = disabled || busy;
  button.addEventListener("click", () => happen("action", { id }));
  return button;
}

/** Unsaved changes hold a person back, as in Shopify's admin. */
function go(href) {
  if (saveBarOpen) return told.saveBarAttention();
  happen("navigate", { href });
}

function markCurrent(path) {
  const links = [...find("app-navigation").querySelectorAll("a")];
  const best = links
    .filter((link) => path === link.dataset.path || path.startsWith(`${link.dataset.path}/`))
    .sort((one, other) => other.dataset.path.length - one.dataset.path.length)[0];
  for (const link of links) link.toggleAttribute("aria-current", link === best);
}

find("app-home").addEventListener("click", (event) => {
  event.preventDefault();
  go(settings.appHome);
});

// ── Dialogs ───────────────────────────────────────────────────────────────────────────────────────────────────────────
function openDialog(title, body, doing) {
  const dialog = find("dialog");
  find("dialog-title").textContent = title;
  find("dialog-body").replaceChildren(body);
  find("dialog-do").textContent = doing;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "do"), { once: true }));
}

function confirmed(title, text, doing) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  return openDialog(title, paragraph, doing);
}

async function pickResources({ type, multiple = false, selectionIds = [], query = "" }) {
  if (!["product", "variant", "collection"].includes(type)) throw new Error(`the resource picker has no type ${type}`);
  const body = document.createElement("div");
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = "Search";
  search.setAttribute("aria-label", "Search");
  search.value = query;
  const list = document.createElement("div");
  list.className = "pick-list";
  body.append(search, list);
  const chosen = new Map();
  const before = new Set(selectionIds.map(({ id }) => id));
  const show = async () => {
    const { resources } = await fetchJson(`${settings.storePath}/resources.json?${new URLSearchParams({ type, query: search.value })}`);
    list.replaceChildren(
      ...resources.map((resource) => {
        const label = document.createElement("label");
        const box = document.createElement("input");
        box.type = multiple ? "checkbox" : "radio";
        box.name = "pick";
        box.checked = chosen.has(resource.id) || before.has(resource.id);
        if (box.checked) chosen.set(resource.id, resource);
        box.addEventListener("change", () => {
          if (!multiple) chosen.clear();
          if (box.checked) chosen.set(resource.id, resource);
          else chosen.delete(resource.id);
          before.delete(resource.id);
        });
        const name = document.createElement("span");
        name.textContent = resource.title;
        label.append(box, name);
        return label;
      }),
    );
  };
  let timer = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  });
  await show();
  return (await openDialog(`Choose ${multiple ? `${type}s` : `a ${type}`}`, body, "Choose")) ? [...chosen.values()] : undefined;
}

// Only now, with everything listening: an app that is quick would otherwise tell its navigation to nobody.
frame.src = frame.dataset.src;
