// Sets the theme that the reader chose before anything is painted, and makes the switch work.
// Without it the page follows the system's preference.
(function () {
  "use strict";
  var root = document.documentElement;
  var system = matchMedia("(prefers-color-scheme: dark)");
  var paper = { light: "#fffefb", dark: "#131211" };

  function remembered(value) {
    try {
      if (value) localStorage.setItem("theme", value);
      return localStorage.getItem("theme");
    } catch {
      return value; // storage may be forbidden: the choice then holds for this page
    }
  }

  function shown() {
    return root.dataset.theme || (system.matches ? "dark" : "light");
  }

  function show(theme) {
    if (!(theme in paper)) return;
    root.dataset.theme = theme;
    document.querySelectorAll('meta[name="theme-color"]').forEach(function (meta) {
      meta.content = paper[theme];
    });
  }

  // Wide tables scroll by keyboard too; the section being read is in the middle of a long bar.
  function settle() {
    document.querySelectorAll(".body table").forEach(function (table) {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    });
    var here = document.querySelector(".sections [aria-current]");
    if (!here) return;
    var bar = here.closest("ul");
    var box = bar.getBoundingClientRect(), own = here.getBoundingClientRect();
    bar.scrollLeft += own.left + own.width / 2 - box.left - box.width / 2;
  }

  show(remembered());
  addEventListener("storage", function (event) {
    if (event.key === "theme") show(event.newValue);
  });
  addEventListener("DOMContentLoaded", function () {
    var place = document.querySelector(".tools__theme");
    place.hidden = false;
    place.firstElementChild.addEventListener("click", function () {
      var other = shown() === "dark" ? "light" : "dark";
      remembered(other);
      show(other);
    });
    requestAnimationFrame(settle); // when the styles are there
    document.fonts.ready.then(settle);
  });
})();
