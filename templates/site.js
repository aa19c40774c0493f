// The index without this script is whole: a table in order, and lists. With it the table can be searched and sorted.
"use strict";
(function () {
  var table = document.querySelector("table");
  if (!table) return;
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var texts = rows.map(function (row) { return row.textContent.toLocaleLowerCase("sv"); });

  var label = document.createElement("label");
  label.className = "search";
  label.textContent = "Sök bland löftena ";
  var field = document.createElement("input");
  field.type = "search";
  label.appendChild(field);
  var told = document.createElement("p");
  told.setAttribute("role", "status");
  var frame = table.parentNode;
  frame.parentNode.insertBefore(label, frame);
  frame.parentNode.insertBefore(told, frame);
  field.addEventListener("input", function () {
    var asked = field.value.toLocaleLowerCase("sv").split(/\s+/);
    var shown = 0;
    rows.forEach(function (row, at) {
      var fits = asked.every(function (word) { return texts[at].indexOf(word) >= 0; });
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    told.textContent = field.value ? shown + " av " + rows.length + " löften visas." : "";
  });

  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    while (head.firstChild) button.appendChild(head.firstChild);
    head.appendChild(button);
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      Array.prototype.forEach.call(table.tHead.rows[0].cells, function (each) { each.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.slice().sort(function (one, other) {
        var order = one.cells[column].textContent.localeCompare(other.cells[column].textContent, "sv");
        return down ? -order : order;
      }).forEach(function (row) { body.appendChild(row); });
    });
  });
})();
