import { useEffect, useState } from "react";
import { useText } from "../app/text.ts";
import { Icon } from "../ui/icon.tsx";
import styles from "./directory-page.module.css";

const pause = 250;

/** Looks in names, needs and offers; the address follows after a short pause in typing. */
export function DirectorySearch({
  value,
  onSearch,
}: {
  readonly value: string;
  readonly onSearch: (q: string) => void;
}) {
  const t = useText();
  const [typed, setTyped] = useState(value);
  // The address may change by other means: going back, or clearing every filter.
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onSearch(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return (
    <search className={styles.search}>
      <Icon name="find" />
      <input
        type="search"
        aria-label={t("directory.search")}
        placeholder={t("directory.placeholder")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </search>
  );
}
