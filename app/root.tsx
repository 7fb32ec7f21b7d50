/** The document around every page of the app. No ScrollRestoration: it needs sessionStorage, which the admin's iframe may refuse. */
import type { ReactNode } from "react";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, useRouteError } from "@remix-run/react";
import { frameWords, landingWords } from "~/words/admin/frame";

/** Around the pages, and around what stands in their place. */
export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** For an address of nobody's outside the owner's pages. Remix's own would print the error, as often as anybody asks for one. */
export function ErrorBoundary() {
  const error = useRouteError();
  const there = !(isRouteErrorResponse(error) && error.status === 404);
  return (
    <main style={{ fontFamily: "Georgia, serif", lineHeight: 1.5, margin: "15vh auto", maxWidth: "34rem", padding: "0 1.25rem" }}>
      <h1>{there ? frameWords.broken.title : frameWords.missing.title}</h1>
      <p>{landingWords.how}</p>
    </main>
  );
}
