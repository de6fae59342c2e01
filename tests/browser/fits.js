// What of a page cannot be read where it stands: text that is cut off, that runs out of the page, or lies on other text.
() => {
  const SLACK = 1, MANY = 1500;
  const faults = new Set();
  const said = (one) => `“${one.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  const where = (one) => one.tagName.toLowerCase() + (one.getAttribute("class") ? `.${one.getAttribute("class").split(" ").join(".")}` : "");
  const page = document.documentElement;

  // Where an ancestor scrolls, its text can be come to; where one is a point, it is for screen readers alone.
  const stands = (text, rect) => {
    for (let one = text.parentElement; one && one !== page; one = one.parentElement) {
      const style = getComputedStyle(one), box = one.getBoundingClientRect();
      if (style.display === "contents" || style.display === "inline") continue;
      if (style.position === "fixed" || style.position === "sticky") return "floats";
      if (box.width <= 2 || box.height <= 2) return "unseen";
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) return "scrolls";
      const clips = /hidden|clip/;
      const across = clips.test(style.overflowX) && (rect.right > box.right + SLACK || rect.left < box.left - SLACK);
      const down = clips.test(style.overflowY) && (rect.bottom > box.bottom + SLACK || rect.top < box.top - SLACK);
      if (one.tagName !== "BODY" && (across || down)) return `is cut off by ${where(one)}`;
    }
    return "";
  };

  if (page.scrollWidth > page.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > page.clientWidth + SLACK);
    faults.add(`it scrolls sideways, ${page.scrollWidth} px in ${page.clientWidth}: ${wide.slice(-3).map(where).join(", ")}`);
  }

  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const holder = text.parentElement;
    if (!text.data.trim() || !holder.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (holder.closest("option, textarea, script, style, noscript, title")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) {
      if (rect.width <= 1 || rect.height <= 1) continue;
      const how = stands(text, rect);
      if (how === "unseen" || how === "floats" || how === "scrolls") continue;
      if (how) faults.add(`${said(holder)} ${how}`);
      if (rect.right > page.clientWidth + SLACK) faults.add(`${said(holder)} runs out of the page`);
      const svg = holder.closest("svg");
      const drawn = svg?.getBoundingClientRect();
      if (drawn && (rect.right > drawn.right + SLACK || rect.left < drawn.left - SLACK)) faults.add(`${said(holder)} is cut off by its drawing`);
      lines.push({ rect, holder });
    }
  }

  // Two lines of text that share more than a few pixels each way; within one block, lines may stand close.
  const share = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) * 0.4;
  if (lines.length < MANY) {
    lines.sort((a, b) => a.rect.top - b.rect.top);
    lines.forEach((a, at) => {
      for (let next = at + 1; next < lines.length && lines[next].rect.top < a.rect.bottom; next += 1) {
        const b = lines[next];
        if (a.holder !== b.holder && share(a.rect, b.rect)) faults.add(`${said(a.holder)} lies on ${said(b.holder)}`);
      }
    });
  }
  return [...faults];
}
