import { type RecordMessage, type RecordSubject, recordBodies } from "@milango/core/messages";
import { Value } from "typebox/value";

/** A numbered change of the record, as it comes from the stream or from `directory.since`. */
export interface RawChange {
  readonly id: string;
  readonly seq: number;
  readonly subject: string;
  readonly body: unknown;
}

/** The change behind a raw one; a string says what is wrong with it. Subjects the record does not have are refused too. */
export function parseRecordChange({ subject, body }: RawChange): RecordMessage | string {
  if (!isRecordSubject(subject)) return `unknown subject ${subject}`;
  const schema = recordBodies[subject];
  if (Value.Check(schema, body)) {
    // The schema is the one of this subject: that is what ties the two.
    return { subject, body } as RecordMessage;
  }
  const [first] = Value.Errors(schema, body);
  return `${first?.instancePath || "/"} ${first?.message ?? "does not fit the schema"}`;
}

function isRecordSubject(subject: string): subject is RecordSubject {
  return Object.hasOwn(recordBodies, subject);
}
