import { MilangoError } from "@milango/core/errors";
import type { PersonId } from "@milango/core/identity";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from "@simplewebauthn/server";
import type { Db } from "../database/open-database.ts";
import type { Unit } from "../database/unit.ts";
import type { Clock } from "../ports.ts";

const challengeMs = 5 * 60_000;
/** What the library knows of transports today may be less than what a browser sends tomorrow. */
type Transports = NonNullable<Parameters<typeof verifyAuthenticationResponse>[0]["credential"]["transports"]>;

/** Passkeys (WebAuthn): a device signs a challenge of ours, and its public key tells whose it is. */
export function createPasskeys(options: {
  readonly db: Db;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** Pages that may ask for a signature: the same as may open live documents. */
  readonly origins: ReadonlySet<string>;
}) {
  const { db, clock } = options;
  const rpID = new URL(options.publicUrl).hostname;
  const expected = { expectedOrigin: [...options.origins], expectedRPID: rpID, requireUserVerification: false };

  const remember = async (challenge: string, personId: PersonId | null) => {
    const now = clock.now();
    await db.deleteFrom("passkey_challenges").where("expires_at", "<", new Date(now)).execute();
    await db
      .insertInto("passkey_challenges")
      .values({ challenge, person_id: personId, expires_at: new Date(now + challengeMs) })
      .execute();
  };
  /** Uses a challenge up; false when it was not ours, not this person's, or too old. */
  const consume = (personId: PersonId | null) => async (challenge: string) => {
    const gone = await db
      .deleteFrom("passkey_challenges")
      .where("challenge", "=", challenge)
      .where("expires_at", ">", new Date(clock.now()))
      .returning("person_id")
      .executeTakeFirst();
    return gone !== undefined && gone.person_id === personId;
  };

  return {
    async registrationOptions(person: { readonly id: PersonId; readonly name: string; readonly email: string }) {
      const own = await db
        .selectFrom("passkeys")
        .select(["id", "transports"])
        .where("person_id", "=", person.id)
        .execute();
      const asked = await generateRegistrationOptions({
        rpName: "Milango",
        rpID,
        userName: person.email,
        userDisplayName: person.name,
        userID: new TextEncoder().encode(person.id),
        excludeCredentials: own,
        authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
      });
      await remember(asked.challenge, person.id);
      return asked;
    },
    /** What a device answered, proven to be new and to our challenge. Throws PASSKEY_INVALID. */
    async verifyNew(personId: PersonId, response: RegistrationResponseJSON): Promise<WebAuthnCredential> {
      const verified = await orInvalid(() =>
        verifyRegistrationResponse({ response, expectedChallenge: consume(personId), ...expected }),
      );
      if (!verified.verified) throw invalid();
      return verified.registrationInfo.credential;
    },
    /** Keeps a passkey that was verified. Throws PASSKEY_INVALID when it is known already. */
    async keep(unit: Unit, personId: PersonId, credential: WebAuthnCredential, label: string): Promise<void> {
      const { numInsertedOrUpdatedRows } = await unit.trx
        .insertInto("passkeys")
        .values({
          id: credential.id,
          person_id: personId,
          public_key: Buffer.from(credential.publicKey),
          counter: credential.counter,
          transports: credential.transports ?? [],
          label,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 0n) throw invalid();
      unit.note({ act: "passkey.added", about: { kind: "person", id: personId } });
    },
    async signInOptions() {
      const asked = await generateAuthenticationOptions({ rpID, userVerification: "preferred" });
      await remember(asked.challenge, null);
      return asked;
    },
    /** The address of the person whose passkey signed. Throws PASSKEY_INVALID. */
    async whoSigned(response: AuthenticationResponseJSON): Promise<string> {
      const row = await db
        .selectFrom("passkeys")
        .innerJoin("people", "people.id", "passkeys.person_id")
        .selectAll("passkeys")
        .select("people.email")
        .where("passkeys.id", "=", response.id)
        .executeTakeFirst();
      if (row === undefined) throw invalid();
      const { id, counter } = row;
      const publicKey = new Uint8Array(row.public_key);
      const { verified, authenticationInfo } = await orInvalid(() =>
        verifyAuthenticationResponse({
          response,
          expectedChallenge: consume(null),
          credential: { id, publicKey, counter, transports: row.transports as Transports },
          ...expected,
        }),
      );
      if (!verified) throw invalid();
      await db
        .updateTable("passkeys")
        .set({ counter: authenticationInfo.newCounter, last_used_at: new Date(clock.now()) })
        .where("id", "=", id)
        .execute();
      return row.email;
    },
  };
}

/** What the library throws is about what was sent: unknown forms, wrong signatures, counters that ran back. */
async function orInvalid<Result>(verify: () => Promise<Result>): Promise<Result> {
  try {
    return await verify();
  } catch (cause) {
    throw invalid(cause);
  }
}

function invalid(cause?: unknown): MilangoError {
  return new MilangoError("PASSKEY_INVALID", "Start again, or sign in by mail.", { cause });
}
