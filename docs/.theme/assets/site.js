// What is wider than the screen can be scrolled with the keyboard too: WCAG 2.1, 2.1.1.
function reachable() {
  document.querySelectorAll("pre > code, .md-typeset__table, .md-typeset__scrollwrap").forEach((each) => {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
  });
}
window.addEventListener("load", reachable);
window.addEventListener("resize", reachable);
