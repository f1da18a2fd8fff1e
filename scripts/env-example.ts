import { SettingsSchema } from "@milango/gateway/settings";

/** The text of `.env.example`: every setting of the gateway with its meaning and default, from the schema itself. */
export function envExample(): string {
  const lines = Object.entries(SettingsSchema.properties).map(([name, schema]) => {
    const { description, default: fallback } = schema as { description?: string; default?: unknown };
    const value = fallback === undefined ? "" : typeof fallback === "boolean" ? Number(fallback) : String(fallback);
    return `# ${description ?? ""}.\n#${name}=${/\s/.test(String(value)) ? `"${value}"` : value}\n`;
  });
  return `# Settings of Milango, read from the environment. Take away the # before a name to set it.
# Written from the schema by: npm run draw

${lines.join("\n")}
# Only for docker-compose.yml: the password of its PostgreSQL.
#POSTGRES_PASSWORD=

# Only for the matchmaker: the port on which it answers /healthz.
#MILANGO_HEALTH_PORT=
`;
}
