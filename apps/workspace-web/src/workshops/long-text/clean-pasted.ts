/** Characters of markup or of text that one paste may bring: a long report; more is a mistake, or an attack. */
export const longestPaste = 200_000;
/** Lists in lists, and elements in elements: what is nested further keeps its words and loses its shape. */
const deepestList = 4;
const deepestElement = 40;

const nothingToRead = "script, style, template, iframe, object, embed, img, svg, video, audio, head, link, meta";
const keptAttributes = ["href", "start"];

/**
 * Pasted markup, flattened to what a person nests, so that neither the editor nor the server meets thousands of levels.
 * What else the editor's schema does not know (tables, `javascript:` links) it leaves out by itself.
 */
export function cleanPasted(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const gone of page.querySelectorAll(nothingToRead)) gone.remove();
  for (const element of page.body.querySelectorAll("*")) plain(element);
  // A stack of our own: the page's depth is somebody else's choice.
  const waiting = [{ element: page.body as Element, lists: 0, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const child of [...next.element.children]) {
      const lists = next.lists + (child.matches("ul, ol") ? 1 : 0);
      const depth = next.depth + 1;
      if (lists > deepestList || depth > deepestElement) child.replaceWith(` ${child.textContent} `);
      else waiting.push({ element: child, lists, depth });
    }
  }
  return page.body.innerHTML;
}

/** Word processors write bold as a style, and wrap all in a bold that is none; the rest of the attributes go. */
function plain(element: Element): void {
  const style = element.getAttribute("style") ?? "";
  for (const { name } of [...element.attributes]) if (!keptAttributes.includes(name)) element.removeAttribute(name);
  if (element.matches("b, strong") && /font-weight:\s*(normal|400)/.test(style)) {
    rename(element, "span");
    return;
  }
  if (!element.matches("span")) return;
  if (/font-weight:\s*(bold|[6-9]00)/.test(style)) rename(element, "strong");
  else if (/font-style:\s*italic/.test(style)) rename(element, "em");
}

function rename(element: Element, name: string): void {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}
