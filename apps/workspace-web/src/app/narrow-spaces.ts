/** Sets the narrow no-break spaces that French typography asks for; writers type plain spaces. */
export function narrowSpaces(text: string): string {
  return text
    .replace(/ (?=[;:!?»](?!\w))/g, "\u202f")
    .replace(/« /g, "«\u202f")
    .replace(/(\d) (?=(min|h|€|%|\d{3}))/g, "$1\u202f");
}
