import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

/** Every setting of the gateway, as `.env.example` lists it. */
export const SettingsSchema = Type.Object({
  PORT: Type.Integer({ default: 8080, minimum: 0, maximum: 65535, description: "Port to listen on" }),
  HOST: Type.String({ default: "127.0.0.1", description: "Address to listen on" }),
  MILANGO_DATA_DIR: Type.String({
    default: "./data",
    description: "Where PGlite keeps the record when there is no DATABASE_URL",
  }),
  DATABASE_URL: Type.Optional(
    Type.String({ pattern: "^postgres(ql)?://", description: "PostgreSQL instead of PGlite" }),
  ),
  NATS_URL: Type.Optional(
    Type.String({ description: "NATS instead of the bus inside the process; several with commas" }),
  ),
  MILANGO_ROOT_KEY: Type.Optional(
    Type.String({ minLength: 32, description: "An API key with every scope, for provisioning" }),
  ),
  MILANGO_DEMO: Type.Boolean({
    default: false,
    description: "Load the demo network when the database is empty; demo sign-in and /dev/inbox for loopback clients",
  }),
  MILANGO_DEMO_HOSTS: Type.String({
    default: "",
    description: "Addresses besides loopback that may use the demo sign-in",
  }),
  MILANGO_PUBLIC_URL: Type.Optional(
    Type.String({ pattern: "^https?://[^/]+$", description: "How people reach this gateway" }),
  ),
  MILANGO_SECRET: Type.Optional(
    Type.String({ minLength: 32, description: "Signs cookies; required outside the demo" }),
  ),
  MILANGO_ALLOWED_ORIGINS: Type.String({
    default: "",
    description: "Further web origins that may open live documents",
  }),
  SMTP_URL: Type.Optional(
    Type.String({ pattern: "^smtps?://", description: "Where mail goes; unset: /dev/inbox in the demo" }),
  ),
  MILANGO_OIDC_ISSUER: Type.Optional(
    Type.String({ pattern: "^https?://", description: "An OpenID Connect provider people may sign in with" }),
  ),
  MILANGO_OIDC_CLIENT_ID: Type.Optional(Type.String({ description: "As the provider knows this installation" })),
  MILANGO_OIDC_CLIENT_SECRET: Type.Optional(Type.String({ description: "Unset for a public client" })),
  MILANGO_OIDC_NAME: Type.String({ default: "OpenID", description: "What the provider is called on the sign-in page" }),
  MILANGO_MAIL_FROM: Type.String({ default: "Milango <no-reply@localhost>", description: "Sender of mail" }),
});
export type Settings = Static<typeof SettingsSchema>;

/** Reads the settings, or throws one error that names every bad one. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, schema] of Object.entries(SettingsSchema.properties)) {
    const text = environment[name];
    if (text === undefined || text === "") continue;
    given[name] = parseSetting(text, schema);
  }
  const settings = Value.Default(SettingsSchema, given);
  for (const error of Value.Errors(SettingsSchema, settings)) {
    problems.push(`${error.instancePath.slice(1)}: ${error.message}`);
  }
  const { MILANGO_DEMO, MILANGO_SECRET } = settings as Partial<Settings>;
  if (MILANGO_DEMO !== true && MILANGO_SECRET === undefined) {
    problems.push("MILANGO_SECRET: required unless MILANGO_DEMO=1 (at least 32 characters)");
  }
  const { MILANGO_OIDC_ISSUER, MILANGO_OIDC_CLIENT_ID } = settings as Partial<Settings>;
  if (MILANGO_OIDC_ISSUER !== undefined && MILANGO_OIDC_CLIENT_ID === undefined) {
    problems.push("MILANGO_OIDC_CLIENT_ID: required with MILANGO_OIDC_ISSUER");
  }
  if (problems.length > 0) throw new Error(`These settings need a look:\n  ${problems.join("\n  ")}`);
  return settings as Settings;
}

function parseSetting(text: string, schema: object): unknown {
  const type = (schema as { type?: string }).type;
  if (type === "integer") return /^-?\d+$/.test(text) ? Number(text) : text;
  if (type === "boolean")
    return text === "1" || text === "true" ? true : text === "0" || text === "false" ? false : text;
  return text;
}
