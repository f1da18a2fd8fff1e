import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { Kysely, PGliteDialect, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { holdDirectory } from "./hold-directory.ts";
import * as firstRooms from "./migrations/0001-first-rooms.ts";
import * as peopleOfPlaces from "./migrations/0002-people-of-places.ts";
import * as meetingsAndMails from "./migrations/0003-meetings-and-mails.ts";
import * as sheetsAndStatements from "./migrations/0004-sheets-and-statements.ts";
import * as search from "./migrations/0005-search.ts";
import * as passkeys from "./migrations/0006-passkeys.ts";
import { copyPgliteTemplate } from "./pglite-template.ts";
import type { Tables } from "./tables.ts";

export type Db = Kysely<Tables>;

export interface Database {
  readonly db: Db;
  readonly kind: "postgres" | "pglite";
  /** Of the server, for those who want connections of their own. */
  readonly url?: string;
  close(): Promise<void>;
}

/** Where the record is kept: a PostgreSQL server, or PGlite in a directory (in memory when there is none). */
export type DatabasePlace = { readonly url: string } | { readonly directory: string | null };

const int8 = 20;
const dateOnly = 1082;

/** Opens the record and brings its tables up to date; several gateways may start at once. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  const database = "url" in place ? openPostgres(place.url) : await openPglite(place.directory);
  try {
    await migrate(database.db);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function openPostgres(url: string): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 12,
    keepAlive: true,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === int8 ? Number : oid === dateOnly ? String : pg.types.getTypeParser(oid, format as "text"),
    },
  });
  // A connection that breaks while idle is replaced at the next query; without a listener it would end the process.
  pool.on("error", () => undefined);
  // One that breaks while it is lent fails its query, and says so to itself as well.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, kind: "postgres", url, close: () => db.destroy() };
}

async function openPglite(directory: string | null): Promise<Database> {
  const parsers = { [int8]: Number, [dateOnly]: String };
  if (directory === null) {
    const memory = new Kysely<Tables>({
      dialect: new PGliteDialect({ pglite: await PGlite.create({ parsers, extensions: { pg_trgm } }) }),
    });
    return { db: memory, kind: "pglite", close: () => memory.destroy() };
  }
  await mkdir(directory, { recursive: true });
  const release = await holdDirectory(directory);
  const dataDir = join(directory, "pglite");
  await copyPgliteTemplate(dataDir);
  const pglite = await PGlite.create({ dataDir, parsers, extensions: { pg_trgm } });
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return {
    db,
    kind: "pglite",
    async close() {
      await db.destroy();
      await release();
    },
  };
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => ({
        "0001-first-rooms": firstRooms,
        "0002-people-of-places": peopleOfPlaces,
        "0003-meetings-and-mails": meetingsAndMails,
        "0004-sheets-and-statements": sheetsAndStatements,
        "0005-search": search,
        "0006-passkeys": passkeys,
      }),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
