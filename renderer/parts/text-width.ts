/** Em that a character of the bundled family takes at most, by kind; measured from its glyphs, rounded up. */
const FULL_EM = 1;
const CAPITAL_EM = 0.68;
const SMALL_EM = 0.57;
const NARROW_EM = 0.36;

/** How wide a text is at most when it is set in one line, in em: enough to choose its size before it is drawn. */
export function widthEm(text: string): number {
  let em = 0;
  for (const character of text) {
    if (/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60]/.test(character)) em += FULL_EM;
    else if (/[A-Z@&%]/.test(character)) em += CAPITAL_EM;
    else if (/[ ilIjtfr.,:;'()-]/.test(character)) em += NARROW_EM;
    else em += SMALL_EM;
  }
  return em;
}
