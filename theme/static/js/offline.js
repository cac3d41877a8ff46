// Lets the browser keep what is read here, where the newsroom wants that.
"use strict";
navigator.serviceWorker?.register(document.currentScript.dataset.worker);
