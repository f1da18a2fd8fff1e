/**
 * Formats as narrow as the record: what passes here JavaScript and PostgreSQL both read, and read alike. The standards
 * know more, each with an error of the database's own: `urn:uuid:` before an id, the year 0, offsets of 23 hours.
 */
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
// Years from 1000 to 8999: no offset and no duration leads from there to a year that is not of four digits.
const date = /^[1-8]\d{3}-\d\d-\d\d$/;
const instant = /^(.{10})T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

export function isId(text: string): boolean {
  return id.test(text);
}

export function isDate(text: string): boolean {
  if (!date.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  // The thirtieth of February is read as a day in March.
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

export function isInstant(text: string): boolean {
  const day = instant.exec(text)?.[1];
  return day !== undefined && isDate(day) && !Number.isNaN(Date.parse(text));
}
