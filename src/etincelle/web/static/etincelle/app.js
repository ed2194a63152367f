"use strict";
/* Small comforts; every page works without them: theme, menus that close, copied number, drawer of a figure, name of a file. */
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  const memory = {
    read: () => { try { return localStorage.getItem("theme") || ""; } catch { return ""; } },
    write: (theme) => { try { theme ? localStorage.setItem("theme", theme) : localStorage.removeItem("theme"); } catch { /* private window */ } },
  };
  const showTheme = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme; else delete root.dataset.theme;
    document.querySelectorAll("[data-theme-choice]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme)));
  };
  showTheme(memory.read());
  document.addEventListener("DOMContentLoaded", () => showTheme(memory.read()));

  const say = (text) => {
    const region = document.getElementById("said");
    if (region) region.textContent = text;
  };

  /* What a figure rests on, beside the page; Escape closes it and focus goes back to the link. */
  const inside = (page, address) => {
    const main = document.adoptNode(page.querySelector("main"));
    main.querySelectorAll("h1").forEach((title) => {
      const heading = document.createElement("h2");
      heading.append(...title.childNodes);
      title.replaceWith(heading);
    });
    main.querySelectorAll("[id]").forEach((node) => { node.id = `drawer-${node.id}`; });
    ["for", "aria-labelledby", "aria-describedby"].forEach((name) => main.querySelectorAll(`[${name}]`).forEach((node) => {
      node.setAttribute(name, node.getAttribute(name).split(" ").map((id) => `drawer-${id}`).join(" "));
    }));
    main.querySelectorAll("a[href]").forEach((link) => { link.href = new URL(link.getAttribute("href"), address).href; });
    return main.childNodes;
  };
  const openDrawer = async (link) => {
    const drawer = document.getElementById("drawer");
    try {
      const answer = await fetch(link.href, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error("not here");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      drawer.querySelector(".inside").replaceChildren(...inside(page, link.href));
      drawer.querySelector("[data-whole]").href = link.href;
      if (!drawer.open) drawer.showModal();
      drawer.addEventListener("close", () => link.focus(), { once: true });
    } catch {
      location.assign(link.href);
    }
  };

  document.addEventListener("click", (event) => {
    const plain = !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const on = (selector) => (event.target instanceof Element ? event.target.closest(selector) : null);
    const link = on("a[data-figure]");
    if (link && plain && !link.closest("dialog")) { event.preventDefault(); openDrawer(link); return; }
    const theme = on("[data-theme-choice]");
    if (theme) { memory.write(theme.dataset.themeChoice); showTheme(theme.dataset.themeChoice); }
    const copy = on("[data-copy]");
    if (copy && navigator.clipboard) navigator.clipboard.writeText(copy.dataset.copy).then(() => say(copy.dataset.copied));
    if (on("[data-close]")) on("[data-close]").closest("dialog, li")?.[on("dialog") ? "close" : "remove"]();
    if (event.target instanceof HTMLDialogElement) event.target.close();
    document.querySelectorAll("details.menu[open], details.account[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open], details.account[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  document.addEventListener("change", (event) => {
    const shown = event.target.closest?.(".drop")?.querySelector("[data-chosen]");
    if (!shown || !event.target.files?.length) return;
    shown.textContent = event.target.files[0].name;
    shown.classList.add("chosen");
  });

  /* One press is enough: a form on its way is not sent twice, and a long one shows that it works. */
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }));
})();
