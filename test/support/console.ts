/**
 * A test that prints a warning or an error nobody expected fails: such lines are how a broken thing first speaks, and in a
 * long run nobody reads them. A test that provokes one says so with `expectConsole`.
 */
import { format } from "node:util";
import { afterEach, beforeEach } from "vitest";

let unexpected: string[] = [];
let expected: { pattern: RegExp; seen: boolean }[] = [];

/** This test will print a warning or error that matches; it fails too if that never comes. */
export function expectConsole(pattern: RegExp): void {
  expected.push({ pattern, seen: false });
}

/** For the setup file: watches console.error and console.warn from now on, between tests as well. */
export function watchConsole(): void {
  for (const level of ["error", "warn"] as const)
    console[level] = (...printed: unknown[]) => {
      const text = format(...printed);
      const announced = expected.find(({ pattern }) => pattern.test(text));
      if (announced) announced.seen = true;
      else unexpected.push(`console.${level}: ${text}`);
    };
  beforeEach(() => {
    expected = [];
  });
  afterEach(() => {
    const missing = expected.filter(({ seen }) => !seen).map(({ pattern }) => `expectConsole(${pattern}) saw nothing that matches`);
    const problems = [...unexpected, ...missing];
    [unexpected, expected] = [[], []];
    if (problems.length > 0) throw new Error(`Unexpected console output (see test/support/console.ts):\n${problems.join("\n")}`);
  });
}
