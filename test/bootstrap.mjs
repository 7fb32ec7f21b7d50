/**
 * How every command of this project starts: `node test/bootstrap.mjs <script> [arguments]`, on any Node from 18 and with
 * nothing installed. It installs exactly what package-lock.json names, makes the database client when the schema changed,
 * and runs the script on the pinned Node 22. Two commands at once on a fresh clone wait for one another.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const inRoot = (...parts) => path.join(root, ...parts);
const node22 = inRoot("node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
const installStamp = inRoot("node_modules/.installed");
const lockFile = inRoot("data/setup.lock");

const HEARTBEAT_MS = 2_000;
const ABANDONED_AFTER_MS = 15_000;
const WAIT_AT_MOST_MS = 15 * 60_000;
const GENERATE_WITHIN_MS = 5 * 60_000;

class Refusal extends Error {}

/** What the stamps hold: anything else than this in the file means that the step has to be done (again). */
const wantedInstall = () => hash(read("package-lock.json"), process.platform, process.arch);
const wantedClient = () => hash(read("prisma/schema.prisma"), JSON.parse(read("node_modules/prisma/package.json")).version);

const isInstalled = () => holds(installStamp, wantedInstall()) && existsSync(node22);
const isClientMade = () => holds(path.join(clientFolder(), ".made-from"), wantedClient());

async function main() {
  const [script, ...given] = process.argv.slice(2);
  if (!script) throw new Refusal("Say which script to run: node test/bootstrap.mjs test/run-all.ts");
  if (Number(process.versions.node.split(".")[0]) < 18)
    throw new Refusal(`This is Node ${process.versions.node}; Node 18 or newer is needed to begin with (the rest brings its own Node 22).`);
  if (!isInstalled() || !isClientMade())
    await oneAtATime(async () => {
      if (!isInstalled()) await install();
      if (!isClientMade()) await makeClient();
    });
  await run(script, given);
}

/* ---- installing ---- */

async function install() {
  if (!matchesLockFile()) {
    say("Installing packages (first start, or package-lock.json changed). This takes a minute or two …");
    const code = await finished(noted(npm("ci", "--no-audit", "--no-fund", "--loglevel=error")));
    if (code !== 0)
      throw new Refusal(
        `"npm ci" failed (${code}), so nothing was started. Usual reasons: the npm registry cannot be reached (try "npm ping"), the disk ` +
          `is full, or another program holds files in node_modules. Then repeat the command; it begins the installation anew.`,
      );
  }
  if (!existsSync(node22) || version(node22) !== pinnedNode()) {
    // The package "node" fetches its program in an install script, and npm may have been told to run none.
    say("Fetching Node 22 …");
    const code = await finished(
      spawn(outerNode(), ["installArchSpecificPackage.js"], {
        cwd: inRoot("node_modules/node"),
        stdio: ["ignore", 2, 2],
        env: outerEnvironment(),
      }),
    );
    if (version(node22) !== pinnedNode())
      throw new Refusal(
        `Node ${pinnedNode()} could not be put into node_modules/node (${code}). If npm is configured with ignore-scripts or a mirror that ` +
          `lacks the package "node-${process.platform}-${process.arch}", run: npm rebuild node --ignore-scripts=false`,
      );
  }
  writeFileSync(installStamp, wantedInstall()); // last: an interrupted installation starts over
}

/** True when node_modules already holds what the lock file names, so that someone's own "npm ci" is not repeated. */
function matchesLockFile() {
  // npm writes this file when, and only when, an installation ended well.
  if (!existsSync(inRoot("node_modules/.package-lock.json"))) return false;
  const there = JSON.parse(read("node_modules/.package-lock.json")).packages ?? {};
  return Object.entries(JSON.parse(read("package-lock.json")).packages ?? {}).every(([where, wanted]) => {
    if (where === "") return true;
    const found = there[where];
    return found ? found.version === wanted.version : Boolean(wanted.optional || wanted.devOptional || wanted.peer);
  });
}

const pinnedNode = () => `v${JSON.parse(read("package-lock.json")).packages["node_modules/node"].version}`;
const version = (program) => spawnSync(program, ["--version"], { encoding: "utf8" }).stdout?.trim();

/** The Node that npm itself runs on: ours lies in the folder that "npm ci" deletes first. */
function outerNode() {
  const own = process.execPath.startsWith(inRoot("node_modules")) ? process.env.npm_node_execpath : process.execPath;
  return own && !own.startsWith(inRoot("node_modules")) && existsSync(own) ? own : "node";
}

function outerEnvironment() {
  const searched = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => !folder.startsWith(inRoot("node_modules")));
  return { ...process.env, PATH: searched.join(path.delimiter), CHECKPOINT_DISABLE: "1" };
}

function npm(...command) {
  // npm says where it is when it started us; on Windows its command is a script and needs a shell.
  const cli = process.env.npm_execpath?.endsWith(".js") ? process.env.npm_execpath : null;
  const options = { cwd: root, stdio: ["ignore", 2, 2], env: outerEnvironment() };
  return cli ? spawn(outerNode(), [cli, ...command], options) : spawn("npm", command, { ...options, shell: process.platform === "win32" });
}

/* ---- the database client ---- */

async function makeClient() {
  const child = spawn(node22, [inRoot("node_modules/prisma/build/index.js"), "generate", "--config", "prisma/prisma.config.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: GENERATE_WITHIN_MS,
    env: { ...process.env, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", NO_COLOR: "1" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const code = await finished(child);
  if (code !== 0) throw new Refusal(`prisma/schema.prisma could not be turned into a client (${code}):\n${said}`);
  writeFileSync(path.join(clientFolder(), ".made-from"), wantedClient());
}

function clientFolder() {
  const generator = /generator\s+client\s*\{([^}]*)\}/.exec(read("prisma/schema.prisma"))?.[1] ?? "";
  const output = /^\s*output\s*=\s*"([^"]+)"/m.exec(generator)?.[1];
  return output ? inRoot("prisma", output) : inRoot("node_modules/.prisma/client");
}

/* ---- one at a time ---- */

/** What this process writes into the lock, followed by the pid of the npm that works for it. */
const mine = `${process.pid} ${randomUUID()}`;

/**
 * Holds data/setup.lock while it works. A lock whose owner was killed is taken over when its heartbeat has stopped and
 * the npm it left behind has ended.
 */
async function oneAtATime(work) {
  mkdirSync(path.dirname(lockFile), { recursive: true });
  const until = performance.now() + WAIT_AT_MOST_MS;
  for (let told = false; !tryLock(); told = true) {
    if (!told) say("Another command is setting up this folder; waiting for it …");
    if (performance.now() > until)
      throw new Refusal(`Another command has been setting up this folder for long. If none is, delete ${path.relative(root, lockFile)}.`);
    await pause(300);
    takeAwayIfAbandoned();
  }
  const heartbeat = setInterval(() => existsSync(lockFile) && utimesSync(lockFile, new Date(), new Date()), HEARTBEAT_MS);
  try {
    await work();
  } finally {
    clearInterval(heartbeat);
    if (existsSync(lockFile) && readFileSync(lockFile, "utf8").startsWith(mine)) rmSync(lockFile);
  }
}

function tryLock() {
  try {
    writeFileSync(lockFile, mine, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** A killed command's npm works on; two at once in one folder would spoil it. */
function noted(child) {
  if (child.pid) writeFileSync(lockFile, `${mine} ${child.pid}`);
  return child;
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function takeAwayIfAbandoned() {
  const aside = `${lockFile}.${process.pid}`;
  try {
    const seen = statSync(lockFile);
    if (Date.now() - seen.mtimeMs < ABANDONED_AFTER_MS || isAlive(readFileSync(lockFile, "utf8").split(" ")[2])) return;
    renameSync(lockFile, aside);
    // Between our look and our move somebody else may have taken it over: then it is put back.
    if (statSync(aside).mtimeMs !== seen.mtimeMs) linkSync(aside, lockFile);
    rmSync(aside);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error; // released, or somebody else was quicker: we go on waiting
  }
}

/* ---- handing over ---- */

/** Runs the script with this process's terminal; signals and the exit code pass through. */
async function run(script, given) {
  const flags = ["--disable-warning=ExperimentalWarning", "--import", pathToFileURL(inRoot("test/support/app-imports.mjs")).href];
  const child = spawn(node22, [...flags, path.resolve(root, script), ...given], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: inRoot("node_modules/.bin") + path.delimiter + (process.env.PATH ?? "") },
  });
  // We stay until the script has tidied up. Ctrl-C reaches it by itself, since it belongs to the same terminal.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.exitCode = await finished(child);
}

/** The exit code; as shells do, 128 + number for a child that a signal ended. */
function finished(child) {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Refusal(`${child.spawnfile ?? "a program"} could not be started: ${error.message}`)));
    child.once("close", (code, signal) => resolve(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0)));
  });
}

const read = (file) => readFileSync(inRoot(file), "utf8");
const holds = (file, text) => existsSync(file) && readFileSync(file, "utf8") === text;
const hash = (...parts) => createHash("sha256").update(parts.join("\0")).digest("hex");
const say = (text) => process.stderr.write(`${text}\n`);

main().catch((error) => {
  say(error instanceof Refusal ? error.message : String(error?.stack ?? error));
  process.exitCode = 1;
});
