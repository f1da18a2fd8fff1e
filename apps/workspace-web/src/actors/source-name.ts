import { useText } from "../app/text.ts";

/** Where a field comes from, in words. */
export function useSourceName(): (source: string) => string {
  const t = useText();
  return (source) => {
    if (source.startsWith("import:")) return t("source.import", { name: source.slice("import:".length) });
    switch (source) {
      case "person":
      case "key":
      case "correction":
      case "demo":
        return t(`source.${source}`);
      default:
        return source;
    }
  };
}
