import type { ActorFilters } from "@milango/sdk";
import { useCallback, useMemo } from "react";
import { useSearchParams } from "wouter";

const facetNames = ["territory", "sector", "kind", "language", "legalForm"] as const;
export type FacetName = (typeof facetNames)[number];

interface DirectoryFilters {
  readonly filters: ActorFilters & { readonly [F in FacetName]: readonly string[] } & { readonly q: string };
  /** Changes when the filters do. */
  readonly key: string;
  readonly search: (q: string) => void;
  readonly toggle: (facet: FacetName, value: string) => void;
  readonly clear: () => void;
  readonly active: number;
}

/** The filters of the directory live in its address, so that a view can be sent to somebody. */
export function useDirectoryFilters(): DirectoryFilters {
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  const filters = useMemo(() => {
    const read = new URLSearchParams(key);
    return {
      q: read.get("q") ?? "",
      territory: read.getAll("territory"),
      sector: read.getAll("sector"),
      kind: read.getAll("kind"),
      language: read.getAll("language"),
      legalForm: read.getAll("legalForm"),
    };
  }, [key]);
  const change = useCallback(
    (edit: (next: URLSearchParams) => void) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          edit(next);
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return {
    filters,
    key,
    search: useCallback((q) => change((next) => (q === "" ? next.delete("q") : next.set("q", q))), [change]),
    toggle: useCallback(
      (facet, value) =>
        change((next) => (next.has(facet, value) ? next.delete(facet, value) : next.append(facet, value))),
      [change],
    ),
    clear: useCallback(() => change((next) => [...next.keys()].forEach((name) => void next.delete(name))), [change]),
    active: facetNames.reduce((sum, facet) => sum + filters[facet].length, filters.q === "" ? 0 : 1),
  };
}
