// Puts a button beside each feed that copies its address. Without it the links can be copied by hand.
addEventListener("DOMContentLoaded", function () {
  "use strict";
  if (!navigator.clipboard) return;
  document.querySelectorAll(".feeds__rows .formats").forEach(function (formats) {
    var words = formats.closest(".feeds__rows").dataset;
    var link = formats.firstElementChild;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "formats__copy";
    button.textContent = words.copy;
    button.setAttribute("aria-label", words.copy + ", " + link.getAttribute("aria-label"));
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(link.href).then(function () {
        button.textContent = words.copied;
        setTimeout(function () { button.textContent = words.copy; }, 2000);
      });
    });
    formats.append(button);
  });
});
