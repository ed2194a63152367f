"use strict";
/* Drag the handle of a seat to another month: it sets the menu of its row and checks the plan. The menu does the same without this. */
(() => {
  const form = document.getElementById("plan");
  if (!form) return;
  /* What is adopted is what the menus say, checked or not. */
  form.addEventListener("change", (event) => {
    const twin = document.querySelector(`#adopt input[name="${event.target.name}"]`);
    if (twin) twin.value = event.target.value;
  });
  const place = (svg, event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return Math.round((point.x - Number(svg.dataset.left)) / Number(svg.dataset.step));
  };
  form.querySelectorAll("circle.move").forEach((handle) => {
    const svg = handle.ownerSVGElement;
    const menu = document.getElementById(`m${handle.dataset.seat}`);
    const last = Number(svg.dataset.horizon);
    const chosen = (event) => { const month = place(svg, event); return month > last || month < 1 ? 0 : month; };
    handle.addEventListener("pointerdown", (event) => { event.preventDefault(); handle.setPointerCapture(event.pointerId); handle.classList.add("held"); });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const month = Math.max(1, Math.min(last, place(svg, event)));
      handle.setAttribute("cx", String(Number(svg.dataset.left) + month * Number(svg.dataset.step)));
      menu.selectedIndex = chosen(event);
    });
    handle.addEventListener("pointerup", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      handle.releasePointerCapture(event.pointerId);
      form.requestSubmit(document.getElementById("check"));
    });
  });
})();
