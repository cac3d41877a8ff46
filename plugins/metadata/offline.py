"""Reading without a connection: a service worker that keeps what a reader has seen.

The network always comes first, so that nobody reads yesterday's page while today's can be had.
"""

from __future__ import annotations

from plugins.config import Settings

PATH = "worker.js"
_SCRIPT = """// Keeps what was read, for when there is no connection. The network comes first.
"use strict";
const KEPT = "read", MOST = 300;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) {
    event.respondWith(answer(request));
  }
});

async function answer(request) {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && fresh.type === "basic") await keep(kept, request, fresh.clone());
    return fresh;
  } catch (error) {
    const known = await kept.match(request, { ignoreVary: true });
    if (known) return known;
    throw error;
  }
}

async function keep(kept, request, fresh) {
  await kept.put(request, fresh);
  const every = await kept.keys();
  for (const old of every.slice(0, Math.max(0, every.length - MOST))) await kept.delete(old);
}
"""


def worker(_settings: Settings) -> bytes:
    """The worker's script: the same for every site."""
    return _SCRIPT.encode()
