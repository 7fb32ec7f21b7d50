// Preload for the demo's web and worker: when the demo is killed, its end of this pipe closes, and they stop too.
process.stdin.on("end", () => process.kill(process.pid, "SIGTERM"));
process.stdin.on("error", () => process.kill(process.pid, "SIGTERM"));
process.stdin.resume();
process.stdin.unref?.();
