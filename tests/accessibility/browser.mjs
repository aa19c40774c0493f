// How the browser is started: alone, and with nothing to reach on any network.
const ALONE = [
  "--disable-background-networking", "--disable-component-update", "--disable-gpu", "--disable-quic", "--disable-sync",
  "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND",
];

/** Chromium has no sandbox for the superuser. */
export const FLAGS = [...ALONE, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
