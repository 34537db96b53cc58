/**
 * Looks at every piece of text of a page as it is drawn: is it whole, inside the window, and not under other text? Runs inside the page. Text that its place lets
 * wrap out of sight whole is not there at all, which is allowed; text that is cut is not, an ellipsis included. What a chart draws on its canvas is not text.
 * @returns {string[]} one line per misfit; empty when everything fits
 */
export function findMisfits() {
  /** Of the font's own line (1.45 em) Noto's faces use the middle; what is cut or touched above and below is air. */
  const airEm = 0.24;
  const tolerancePx = 1;
  /** Texts may lie under these on purpose. */
  const marks = '.drill-marks, .explained-card, script, style';

  /** @typedef {{ text: string, where: string, left: number, right: number, top: number, bottom: number, element: Element }} Line */
  /** @type {string[]} */
  const found = [];
  /** @type {Line[]} */
  const lines = [];

  const page = document.scrollingElement;
  if (page !== null && (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight)) found.push('the page scrolls');
  for (const element of document.querySelectorAll('body *')) {
    if (!element.checkVisibility()) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const scrolls =
      (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth) ||
      (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight);
    if (scrolls) found.push(`scroll bar: ${nameOf(element)}`);
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = (node.textContent ?? '').trim();
    if (element === null || text === '' || element.closest(marks) !== null) continue;
    // Of a page of the wall that is kept and not shown.
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden' || style.opacity === '0') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const air = airEm * Number.parseFloat(style.fontSize);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const line = {
        text,
        where: nameOf(element),
        left: box.left,
        right: box.right,
        top: box.top + air,
        bottom: box.bottom - air,
        element,
      };
      const cut = cutBy(line);
      if (cut === 'gone') continue;
      // Reported already; what of it covers others is not known without its box.
      if (cut === null) lines.push(line);
      else found.push(`cut by ${cut}: "${text}" in ${line.where}`);
    }
  }
  lines.sort((a, b) => a.top - b.top);
  for (const [index, one] of lines.entries()) {
    for (let next = index + 1; next < lines.length; next += 1) {
      const other = /** @type {Line} */ (lines[next]);
      if (other.top >= one.bottom - tolerancePx) break;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - other.top;
      if (across > tolerancePx && down > tolerancePx && one.element !== other.element) {
        found.push(`overlap: "${one.text}" in ${one.where} and "${other.text}" in ${other.where}`);
      }
    }
  }
  return [...new Set(found)];

  /**
   * @param {Line} line
   * @returns {string | null} what cuts it; 'gone' when nothing of it is seen; null when it is whole
   */
  function cutBy(line) {
    /** @type {string | null} */
    let cut = null;
    for (let box = /** @type {Element | null} */ (line.element); box !== null; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const isRoot = box === document.documentElement;
      const edge = isRoot ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight } : box.getBoundingClientRect();
      const clipsX = isRoot || overflowX !== 'visible';
      const clipsY = isRoot || overflowY !== 'visible';
      if (
        (clipsX && (line.right <= edge.left + 1 || line.left >= edge.right - 1)) ||
        (clipsY && (line.bottom <= edge.top + 1 || line.top >= edge.bottom - 1))
      )
        return 'gone';
      const cutX = clipsX && (line.left < edge.left - tolerancePx || line.right > edge.right + tolerancePx);
      const cutY = clipsY && (line.top < edge.top - tolerancePx || line.bottom > edge.bottom + tolerancePx);
      if (cutX || cutY) cut ??= box.parentElement === null || box === document.body ? 'the window' : nameOf(box);
    }
    return cut;
  }

  /** @param {Element} element */
  function nameOf(element) {
    const own =
      typeof element.className === 'string' && element.className !== ''
        ? `.${element.className.split(' ').join('.')}`
        : element.tagName.toLowerCase();
    const tile = element.closest('[data-tile]')?.getAttribute('data-tile');
    return tile === undefined || tile === null ? own : `${tile} ${own}`;
  }
}
