import { type ChildProcess, spawn } from "node:child_process";

/**
 * The standalone with reload: the server starts again when its sources change, the web app is exchanged in the open
 * page. The page's address is the one of `npm start`; the server itself listens on the next port.
 */
const port = Number(process.env.PORT ?? 8080);
const origin = `http://localhost:${port}`;
const children: ChildProcess[] = [];

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>>, cwd?: string): void {
  const child = spawn(command, args, {
    stdio: "inherit",
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  child.once("exit", (code) => stop(code ?? 1));
  children.push(child);
}

function stop(code: number): void {
  for (const child of children) child.kill("SIGTERM");
  process.exitCode = code;
}

run(process.execPath, ["--watch", "--watch-preserve-output", "apps/standalone/src/main.ts"], {
  PORT: String(port + 1),
  MILANGO_PUBLIC_URL: origin,
});
run(
  "vite",
  ["--host", "127.0.0.1", "--port", String(port), "--strictPort", "--clearScreen", "false"],
  { MILANGO_SERVER: `http://127.0.0.1:${port + 1}` },
  "apps/workspace-web",
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop(0));
