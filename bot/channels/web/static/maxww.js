/**
 * Max-WW: what makes the pages nicer when scripts run. Every page works without it.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * 1 the log: no message twice, follow the newest one   2 the composer: once, never lost, Enter
 * 3 the editor of the studio                           4 small things
 *
 * Strict content security policy: no inline script or style, no eval.
 */
(() => {
  "use strict";

  const root = document.documentElement;
  const find = (selector, from = document) => from.querySelector(selector);
  const findAll = (selector, from = document) => Array.from(from.querySelectorAll(selector));

  /* 1 the log ------------------------------------------------------------------------ */

  // A message may come twice: in the answer to our own post and through the event stream.
  // Its id decides; what is already on the page stays, the second one is not swapped in.
  const identified = (from) => Array.from(from.querySelectorAll("[id^='m-'], [id^='d-']"));
  const seenBy = (from) => (find("#composer [name='seen']", from) || {}).value;
  const present = (element) => document.getElementById(element.id) !== null;

  document.addEventListener("htmx:sseBeforeMessage", (event) => {
    const target = event.target;
    if (target.id === "composer") {
      // The answer to our own post brings this composer too, and puts the focus where it belongs.
      const same = seenBy(new DOMParser().parseFromString(event.detail.data || "", "text/html"));
      if (target.dataset.busy || same === seenBy(document)) event.preventDefault();
      else draft.take();
      return;
    }
    const fresh = new DOMParser().parseFromString(event.detail.data || "", "text/html");
    const messages = findAll("[id^='m-']", fresh);
    if (messages.length && messages.every(present)) event.preventDefault();
  });

  document.addEventListener("htmx:sseMessage", unique);

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (!fragment || target.id === "composer") return;
    if (fragment.id && fragment.id.startsWith("m-") && present(fragment)) {
      event.detail.shouldSwap = false;
      return;
    }
    // A fragment that replaces the very element it names (a message marked as delivered) may pass.
    identified(fragment).forEach((element) => {
      const there = document.getElementById(element.id);
      if (there && there !== target) element.remove();
    });
  });

  // The last resort, for an answer in which only some of the messages were known.
  function unique() {
    const seen = new Set();
    identified(document).forEach((element) => {
      if (seen.has(element.id)) element.remove();
      seen.add(element.id);
    });
  }

  // Follow the newest message, unless the reader has scrolled up to read something again.
  const main = find("[data-chat]");
  const list = find("#messages");
  const pill = find("#new-message");
  const log = find(".chat-log");

  function follow() {
    if (!main || !list || !log) return;
    const own = getComputedStyle(log).overflowY === "auto";
    const box = own ? log : document.scrollingElement;
    const left = () => box.scrollHeight - box.scrollTop - box.clientHeight;
    let atEnd = true;
    const known = findAll(".message", list);
    let batch = { first: known.length ? known[known.length - 1] : null, at: 0 };
    let planned = false;

    const noticed = () => {
      atEnd = left() < 160;
      if (atEnd && pill) pill.hidden = true;
    };

    // To the end, but never so far that the first of the new messages leaves the screen.
    const toEnd = () => {
      planned = false;
      let top = box.scrollHeight - box.clientHeight;
      if (batch.first && document.contains(batch.first)) {
        const header = own ? 0 : stuckHeight();
        const edge = own ? box.getBoundingClientRect().top : 0;
        const first = box.scrollTop + batch.first.getBoundingClientRect().top - edge - header - 12;
        top = Math.min(top, first);
      }
      if (top > box.scrollTop) box.scrollTop = top;
      atEnd = true;
    };

    const hidden = (message) => message.getBoundingClientRect().bottom > window.innerHeight - 120;

    const plan = () => {
      if (planned) return;
      planned = true;
      requestAnimationFrame(toEnd);
    };

    new MutationObserver((changes) => {
      const added = changes.flatMap((change) => Array.from(change.addedNodes));
      if (!added.some((node) => node.nodeType === 1)) return;
      if (added.some((node) => node.id === "composer")) draft.give();
      const messages = added.filter((node) => node.nodeType === 1 && node.matches(".message"));
      if (messages.length) {
        const now = Date.now();
        const said = messages.find((message) => message.matches(".message--client"));
        if (said || now - batch.at > 1500) batch = { first: said || messages[0], at: now };
        messages.forEach((message) => message.classList.add("is-new"));
      }
      const mine = messages.some((message) => message.matches(".message--client"));
      if (atEnd || mine) plan();
      else if (messages.length && pill && hidden(messages[0])) {
        pill.hidden = false;
        pill.href = "#" + messages[0].id;
      }
    }).observe(main, { childList: true, subtree: true });

    (own ? log : window).addEventListener("scroll", noticed, { passive: true });
    window.addEventListener("resize", () => { if (atEnd) plan(); });
    if (pill) pill.addEventListener("click", () => { pill.hidden = true; });
    if (own || !location.hash) plan();
  }

  function stuckHeight() {
    const header = find(".chat-header");
    return header && getComputedStyle(header).position === "sticky" ? header.offsetHeight : 0;
  }

  /* 2 the composer ------------------------------------------------------------------- */

  // What somebody is typing survives a new composer, whoever sent it.
  const draft = {
    kept: null,
    sent: null,
    field: () => find("#composer [name='text']"),
    take() {
      const field = this.field();
      if (!field) return;
      const active = document.activeElement === field;
      this.kept = { value: field.value, active, at: field.selectionStart };
    },
    give() {
      const field = this.field();
      const kept = this.kept;
      this.kept = null;
      if (!field || !kept) return;
      if (kept.value && !field.value) {
        field.value = kept.value;
        field.setSelectionRange(kept.at, kept.at);
      }
      if (kept.active && document.activeElement !== field) field.focus({ preventScroll: true });
    },
  };

  const notice = () => find("#offline-notice");
  const inComposer = (event) => event.target instanceof Element && event.target.closest("#composer");

  // Once: a form that is under way is not sent again.
  const busyBox = (form) => form.closest("#composer") || form;

  function release(box) {
    box.classList.remove("is-sending");
    delete box.dataset.busy;
    findAll("button", box).forEach((button) => button.removeAttribute("aria-disabled"));
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if ((form.getAttribute("method") || "get").toLowerCase() !== "post") return;
    const box = busyBox(form);
    if (box.dataset.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // After the browser and htmx have read the form: a disabled button would not be sent along.
    setTimeout(() => {
      if (event.defaultPrevented && !form.hasAttribute("hx-post")) return;
      box.dataset.busy = "1";
      box.classList.add("is-sending");
      findAll("button", box).forEach((button) => button.setAttribute("aria-disabled", "true"));
    }, 0);
    setTimeout(() => release(box), 25000);
  }, true);

  window.addEventListener("pageshow", () => findAll("[data-busy]").forEach(release));

  // An attempt that failed may still have arrived. The same words go out under the same
  // update id, so that they count once; other words get an id of their own, so that they count too.
  const attempts = { base: null, ids: new Map() };

  document.addEventListener("htmx:configRequest", (event) => {
    if (!inComposer(event)) return;
    const values = event.detail.parameters;
    const choice = values.choice;
    if (choice !== undefined) delete values.text;
    draft.sent = choice === undefined ? (values.text || "") : null;
    const base = values.update_id;
    if (base === undefined) return;
    if (attempts.base !== base) {
      attempts.base = base;
      attempts.ids.clear();
    }
    const key = choice === undefined ? "t" + values.text : "c" + choice;
    if (!attempts.ids.has(key)) {
      attempts.ids.set(key, attempts.ids.size ? base + "." + attempts.ids.size : base);
    }
    values.update_id = attempts.ids.get(key);
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.shouldSwap || event.detail.target.id !== "composer") return;
    draft.take();
    // What was sent is gone from the box; what was typed since then is not.
    if (draft.kept && draft.sent !== null && draft.kept.value === draft.sent) draft.kept.value = "";
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target && event.detail.target.id === "composer") {
      draft.give();
      place();
    }
    unique();
  });

  // The pressed button has left the page: keyboard readers go on at the new choices or the log.
  function place() {
    if (document.activeElement && document.activeElement !== document.body) return;
    const next = find("#composer .ticks, #composer .choices") ||
      (matchMedia("(pointer: fine)").matches ? draft.field() : log);
    if (next) next.focus({ preventScroll: true });
  }

  const failed = (event) => {
    if (!inComposer(event)) return;
    const box = notice();
    if (!box) return;
    box.hidden = false;
    box.scrollIntoView({ block: "nearest" });
  };

  ["htmx:sendError", "htmx:timeout", "htmx:responseError", "htmx:swapError"].forEach((name) => {
    document.addEventListener(name, failed);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const box = find("#composer");
    if (box) release(box);
    if (event.detail.successful && notice()) notice().hidden = true;
  });

  // Enter sends, Shift+Enter makes a new line. Not while a word is being composed (IME).
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (!(event.target instanceof Element) || !event.target.matches("[data-enter-sends]")) return;
    event.preventDefault();
    const button = find("[data-send]", event.target.form);
    if (button && event.target.value.trim()) button.click();
  });

  /* 3 the editor --------------------------------------------------------------------- */

  function editor(field) {
    const gutter = find(".editor__lines", field.parentElement);
    const marks = new Map((field.dataset.problems || "").split(",").filter(Boolean).map((mark) => {
      const [line, kind] = mark.split(":");
      return [Number(line), kind || "error"];
    }));
    let count = 0;
    let changed = false;

    const number = () => {
      const lines = field.value.split("\n").length;
      if (!gutter || lines === count) return;
      count = lines;
      const parts = document.createDocumentFragment();
      for (let line = 1; line <= lines; line += 1) {
        if (marks.has(line)) {
          const mark = document.createElement("b");
          mark.className = marks.get(line);
          mark.textContent = String(line);
          parts.append(mark, "\n");
        } else parts.append(line + "\n");
      }
      gutter.replaceChildren(parts);
    };

    const align = () => { if (gutter) gutter.scrollTop = field.scrollTop; };

    const go = (line) => {
      const lines = field.value.split("\n");
      const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
      const height = parseFloat(getComputedStyle(field).lineHeight);
      field.focus();
      field.setSelectionRange(start, start + (lines[line - 1] || "").length);
      field.scrollTop = Math.max(0, (line - 4) * height);
      align();
    };

    const size = () => { if (gutter) gutter.style.setProperty("block-size", field.offsetHeight + "px"); };

    field.addEventListener("input", () => { changed = true; number(); });
    field.addEventListener("scroll", align, { passive: true });
    if ("ResizeObserver" in window) new ResizeObserver(size).observe(field);

    // A new line starts where the line above started.
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
      const before = field.value.slice(0, field.selectionStart);
      const indent = before.slice(before.lastIndexOf("\n") + 1).match(/^ */)[0];
      if (!indent) return;
      event.preventDefault();
      if (!document.execCommand("insertText", false, "\n" + indent)) {
        field.setRangeText("\n" + indent, field.selectionStart, field.selectionEnd, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });

    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("a[data-line]");
      if (!link) return;
      event.preventDefault();
      go(Number(link.dataset.line));
    });

    if (field.form) field.form.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

    number();
    size();
    const asked = Number(new URLSearchParams(location.search).get("line"));
    if (asked) go(asked);
  }

  /* 4 small things ------------------------------------------------------------------- */

  // An open menu closes on Escape and on a press beside it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    findAll("details.language[open]").forEach((menu) => {
      menu.open = false;
      find("summary", menu).focus();
    });
  });

  document.addEventListener("click", (event) => {
    findAll("details.language[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  findAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  root.classList.add("has-script");
  follow();
  findAll("textarea[data-editor]").forEach(editor);
  findAll(".conversation").forEach((box) => { box.scrollTop = box.scrollHeight; });
})();
