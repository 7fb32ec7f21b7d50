// @vitest-environment jsdom
/** What stands in place of a page that could not be shown. */
import { createRemixStub } from "@remix-run/testing";
import { AppProvider } from "@shopify/polaris";
import english from "@shopify/polaris/locales/en.json";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { PageError } from "~/components/page-error";
import { expectConsole } from "../support/console";

function show(thrown: unknown): HTMLElement {
  const Stub = createRemixStub([
    {
      path: "/",
      Component: () => {
        throw new Error("never drawn: its loader throws");
      },
      ErrorBoundary: () => (
        <AppProvider i18n={english}>
          <PageError />
        </AppProvider>
      ),
      loader: () => {
        throw thrown;
      },
    },
  ]);
  return render(<Stub />).container;
}

test("a fault of ours says that nothing is lost and what to do, and nothing of its insides", async () => {
  // React Router speaks of its next version, once a process.
  expectConsole(/React Router Future Flag Warning/);
  const container = show(new Error("password authentication failed for user regulars_app"));
  expect(await screen.findByRole("heading", { level: 1, name: "This page could not be shown" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  expect(container.textContent).not.toContain("regulars_app");
});

test("an address that is none leads home", async () => {
  show(new Response(null, { status: 404 }));
  expect(await screen.findByRole("heading", { level: 1, name: "There is no such page" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Go to the home page" }).getAttribute("href")).toBe("/app");
});

test("who is not signed in is told where to open the app", async () => {
  show(new Response(null, { status: 410 }));
  expect(await screen.findByRole("heading", { level: 1, name: "Open Regulars from your Shopify admin" })).toBeTruthy();
});

test("the library's own page, which signs in or leaves the frame, is passed on as it is", async () => {
  const html = '\n      <script data-api-key="key" src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>\n';
  const container = show(new Response(html, { headers: { "content-type": "text/html" } }));
  await expect.poll(() => container.querySelector("script")?.getAttribute("data-api-key")).toBe("key");
});
