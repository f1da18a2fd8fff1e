import styles from "./person-arch.module.css";

/** The doorway of a person: initials over a sill in the territory's colour. */
export function PersonArch({
  name,
  territory,
  label = name,
}: {
  readonly name: string;
  readonly territory: string | null;
  readonly label?: string;
}) {
  return (
    <span className={styles.arch} data-territory={territory ?? undefined} role="img" aria-label={label} title={label}>
      {initials(name)}
    </span>
  );
}

/** The arch as decoration, where the name stands beside it or on the control around it. */
export function BareArch({ name, territory }: { readonly name: string; readonly territory: string | null }) {
  return (
    <span
      className={styles.arch}
      data-territory={territory ?? undefined}
      data-initials={initials(name)}
      aria-hidden="true"
    />
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return `${words[0]?.[0] ?? ""}${last?.[0] ?? ""}`.toLocaleUpperCase();
}
