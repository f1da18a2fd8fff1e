import { createHash } from "node:crypto";
import type { App } from "../../http/app.ts";
import { type ImportFormat, importTypes } from "./read-file.ts";

/** Largest file an import takes; every other body is limited to far less. */
export const largestFile = 50 * 1024 * 1024;

/** A file as it arrived. As JSON it is its digest: an idempotency key binds to that, not to 50 MB. */
export interface Upload {
  readonly bytes: Uint8Array;
  readonly format: ImportFormat;
  toJSON(): string;
}

/** Lets the routes of this scope take a file as their body, whatever its type is read as elsewhere. */
export function acceptUploads(scope: App): void {
  scope.removeAllContentTypeParsers();
  for (const [type, format] of Object.entries(importTypes)) {
    scope.addContentTypeParser<Buffer>(type, { parseAs: "buffer", bodyLimit: largestFile }, (_request, bytes, done) => {
      const upload: Upload = { bytes, format, toJSON: () => createHash("sha256").update(bytes).digest("base64url") };
      done(null, upload);
    });
  }
}

export function isUpload(body: unknown): body is Upload {
  return typeof body === "object" && body !== null && "bytes" in body && body.bytes instanceof Uint8Array;
}
